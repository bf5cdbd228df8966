package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeMap;

/** The credentials of one installation: made at the first start, kept in a file that its owner alone can read. */
public record Secrets(
        String databaseSuperuser,
        String databaseServer,
        String databaseSequencer,
        String databaseAuditor,
        String databaseKeycloak,
        String keycloakAdministrator,
        String oidcClient,
        String sessionKey,
        String identityKey) {
    private static final int BYTES = 32;

    /** Reads the file, or makes it; a key that an earlier version did not know is added. */
    public static Secrets loadOrGenerate(Path file) {
        try {
            var properties = new Properties();
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
            }
            int known = properties.size();
            var random = new SecureRandom();
            var secrets = new Secrets(
                    get(properties, "database.superuser", random),
                    get(properties, "database.server", random),
                    get(properties, "database.sequencer", random),
                    get(properties, "database.auditor", random),
                    get(properties, "database.keycloak", random),
                    get(properties, "keycloak.administrator", random),
                    get(properties, "oidc.client", random),
                    get(properties, "session.key", random),
                    get(properties, "pool.identityKey", random));
            if (properties.size() > known) {
                write(file, properties);
            }
            return secrets;
        } catch (IOException e) {
            throw DiskSpace.failure("the credentials in " + file + " cannot be read or written", e);
        }
    }

    private static String get(Properties properties, String key, SecureRandom random) {
        return (String) properties.computeIfAbsent(key, ignored -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            // The keys are standard base64; the others must also pass unquoted through a URL or a SQL literal.
            return key.equals("session.key") || key.equals("pool.identityKey")
                    ? Base64.getEncoder().encodeToString(bytes)
                    : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    /** Complete or not at all: the file is written aside and moved into place. */
    private static void write(Path file, Properties properties) throws IOException {
        Path aside = privateFile(file.resolveSibling(file.getFileName() + ".new"));
        var text = new StringBuilder();
        new TreeMap<>(properties)
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An empty file, readable and writable by its owner alone from its first moment. */
    public static Path privateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another process is writing " + file, e);
        }
    }

    @Override
    public String toString() {
        return "Secrets[(secret)]";
    }
}
