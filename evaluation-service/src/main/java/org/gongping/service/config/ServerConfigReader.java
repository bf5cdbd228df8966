package org.gongping.service.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.service.config.ServerConfig.Database;
import org.gongping.service.config.ServerConfig.Draw;
import org.gongping.service.config.ServerConfig.Http;
import org.gongping.service.config.ServerConfig.Log;
import org.gongping.service.config.ServerConfig.Login;
import org.gongping.service.config.ServerConfig.Management;
import org.gongping.service.config.ServerConfig.Oidc;
import org.gongping.service.config.ServerConfig.Session;
import org.gongping.service.config.ServerConfig.Storage;
import org.postgresql.Driver;

/** Every key of {@link ServerConfig} with its default and its bounds. */
final class ServerConfigReader {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_POOL = 1_000;
    private static final int MAX_COVER_PER_MINUTE = 6_000;
    private static final int MAX_SILENCE_MINUTES = 1_440;
    private static final long DEFAULT_MAX_DOCUMENT_BYTES = 200L << 20;
    private static final long LARGEST_MAX_DOCUMENT_BYTES = 1L << 40;
    private static final long LARGEST_MAX_ENVELOPE_BYTES = 1L << 42;
    private static final int SESSION_KEY_BYTES = 32;
    private static final URI NO_URI = URI.create("about:invalid");
    private static final Function<String, String> AS_IS = Function.identity();

    private ServerConfigReader() {}

    static ServerConfig read(ConfigFile file) {
        var http = new Http(
                file.take("http.host", "127.0.0.1", AS_IS),
                file.take("http.port", 8080, value -> (int) wholeNumber(value, 1, MAX_PORT)),
                file.require("http.publicUrl", NO_URI, ServerConfigReader::origin));
        var management =
                new Management(file.take("management.port", 0, value -> (int) wholeNumber(value, 0, MAX_PORT)));
        if (management.port() == http.port()) {
            file.problem("management.port", "must differ from http.port");
        }
        var database = new Database(
                file.require("database.url", "", ServerConfigReader::jdbcUrl),
                file.require("database.user", "", AS_IS),
                file.require("database.password", "", AS_IS),
                file.take("database.poolSize", 16, value -> (int) wholeNumber(value, 1, MAX_POOL)),
                login(file, "database.migrationUser", "database.migrationPassword"));
        var oidc = new Oidc(
                file.require("oidc.issuer", NO_URI, ServerConfigReader::secureUrl),
                file.require("oidc.clientId", "", AS_IS),
                file.require("oidc.clientSecret", "", AS_IS));
        Optional<SecretKey> key = file.require("session.key", Optional.empty(), ServerConfigReader::sessionKey);
        var storage = new Storage(
                file.require("storage.documents", Path.of(""), ServerConfigReader::folder),
                file.take(
                        "storage.maxDocumentBytes",
                        DEFAULT_MAX_DOCUMENT_BYTES,
                        value -> wholeNumber(value, 1, LARGEST_MAX_DOCUMENT_BYTES)),
                file.take(
                        "storage.maxEnvelopeBytes",
                        Storage.USUAL_MAX_ENVELOPE_BYTES,
                        value -> wholeNumber(value, 1 << 20, LARGEST_MAX_ENVELOPE_BYTES)));
        Optional<ServerConfig.Pool> pool = file.take(
                "pool.identityKey",
                Optional.empty(),
                value -> key(value, "HmacSHA256").map(ServerConfig.Pool::new));
        Optional<Log> log = log(file);
        var draw = new Draw(file.take("draw.vrfKey").map(Path::of));
        var calling = CallingConfigReader.read(file);
        Optional<ServerConfig.Guarantees> guarantees = guarantees(file);
        boolean rehearsal = file.take("rehearsal", false, ServerConfigReader::trueOrFalse);
        if (rehearsal && !http.publicUrl().equals(NO_URI) && !isLoopback(http.publicUrl())) {
            file.problem(
                    "rehearsal",
                    "a settable clock is refused in production; http.publicUrl must be a loopback address");
        }
        log.filter(settings -> !settings.origin().isEmpty())
                .filter(settings -> settings.origin().endsWith(Log.OF_REHEARSALS) != rehearsal)
                .ifPresent(settings -> file.problem(
                        "log.origin",
                        rehearsal
                                ? "must end in " + Log.OF_REHEARSALS + " beside rehearsal = true"
                                : "ends in " + Log.OF_REHEARSALS + ", as those of rehearsals alone do"));
        file.finish();
        return new ServerConfig(
                http,
                management,
                database,
                oidc,
                new Session(key.orElseThrow()),
                storage,
                pool,
                log,
                draw,
                calling,
                guarantees,
                rehearsal);
    }

    /** Both, or nothing. */
    private static Optional<ServerConfig.Guarantees> guarantees(ConfigFile file) {
        Optional<URI> url =
                file.take("deposit.guarantees.url", Optional.empty(), value -> Optional.of(secureUrl(value)));
        if (url.isEmpty()) {
            file.take("deposit.guarantees.token")
                    .ifPresent(given ->
                            file.problem("deposit.guarantees.token", "is of use with deposit.guarantees.url alone"));
            return Optional.empty();
        }
        return Optional.of(new ServerConfig.Guarantees(url.get(), file.require("deposit.guarantees.token", "", AS_IS)));
    }

    /** All of it, or nothing. */
    private static Optional<Log> log(ConfigFile file) {
        Optional<String> folder = file.take("log.folder");
        Optional<String> policy = file.take("log.policyFile");
        if (folder.isEmpty()) {
            for (String key : List.of(
                    "log.origin",
                    "log.signer",
                    "log.user",
                    "log.password",
                    "log.selfCheckSilenceMinutes",
                    "log.selfCheckKey",
                    "log.coverPerMinute",
                    "log.coverBeforeDeadlinesPerMinute")) {
                if (file.take(key).isPresent()) {
                    file.problem(key, "is of use with log.folder alone");
                }
            }
            return Optional.empty();
        }
        return Optional.of(new Log(
                folder(folder.get()),
                file.require("log.origin", "", ServerConfigReader::logOrigin),
                file.require("log.signer", Path.of(""), ServerConfigReader::folder),
                new Login(file.require("log.user", "", AS_IS), file.require("log.password", "", AS_IS)),
                policy.map(Path::of),
                file.take(
                        "log.selfCheckSilenceMinutes",
                        Log.USUAL_SILENCE,
                        value -> Duration.ofMinutes(wholeNumber(value, 1, MAX_SILENCE_MINUTES))),
                file.take("log.selfCheckKey", Optional.empty(), value -> Optional.of(selfCheckKey(value))),
                cover(file)));
    }

    private static Log.Cover cover(ConfigFile file) {
        int usually = cover(file, "log.coverPerMinute", Log.Cover.USUAL.usually());
        int least = usually == 0 ? 0 : Math.max(usually, Log.Cover.USUAL.beforeDeadlines());
        int before = cover(file, "log.coverBeforeDeadlinesPerMinute", least);
        if (before < usually) {
            file.problem("log.coverBeforeDeadlinesPerMinute", "is no less than log.coverPerMinute");
        }
        return new Log.Cover(usually, before);
    }

    private static int cover(ConfigFile file, String key, int usual) {
        return file.take(key, usual, value -> (int) wholeNumber(value, 0, MAX_COVER_PER_MINUTE));
    }

    private static VerifierKey selfCheckKey(String value) {
        return VerifierKey.parse(value)
                .filter(key -> key.type() == SignatureType.ED25519)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be the line that gongping selfcheck prints when it starts: name+id+key"));
    }

    private static String logOrigin(String value) {
        if (!value.matches("[a-z0-9.-]+(/[A-Za-z0-9._-]+)*")) {
            throw new IllegalArgumentException(
                    "must be a host and a path without scheme, such as log.example/gongping/2026");
        }
        return value;
    }

    /** Both or neither. */
    static Optional<Login> login(ConfigFile file, String userKey, String passwordKey) {
        Optional<String> user = file.take(userKey);
        Optional<String> password = file.take(passwordKey);
        if (user.isPresent() && password.isEmpty()) {
            file.problem(passwordKey, "is required with " + userKey);
        }
        if (password.isPresent() && user.isEmpty()) {
            file.problem(userKey, "is required with " + passwordKey);
        }
        return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
    }

    static long wholeNumber(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message for both cases
        }
        throw new IllegalArgumentException(
                "must be a whole number from " + least + " to " + most + ", found \"" + value + "\"");
    }

    static boolean trueOrFalse(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, found \"" + value + "\"");
        };
    }

    static String jdbcUrl(String value) {
        // The value is not shown: a JDBC URL may carry a password.
        if (!value.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("must begin with jdbc:postgresql://");
        }
        if (Driver.parseURL(value, null) == null) {
            throw new IllegalArgumentException("must be of the form jdbc:postgresql://HOST:PORT/DATABASE");
        }
        return value;
    }

    /** https, or http on a loopback address: cookies and tokens must not cross a network in clear. */
    static URI secureUrl(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be an absolute http or https URL, found \"" + value + "\"", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw new IllegalArgumentException("must be an absolute http or https URL, found \"" + value + "\"");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no user, query or fragment");
        }
        if (scheme.equals("http") && !isLoopback(uri)) {
            throw new IllegalArgumentException("must be https unless the host is a loopback address");
        }
        return uri;
    }

    private static URI origin(String value) {
        URI uri = secureUrl(value);
        String path = uri.getRawPath();
        if (!path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("must have no path, found \"" + path + "\"");
        }
        return path.isEmpty() ? uri : URI.create(value.substring(0, value.length() - 1));
    }

    static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static Optional<SecretKey> sessionKey(String value) {
        return key(value, "AES");
    }

    private static Optional<SecretKey> key(String value, String algorithm) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be base64", e);
        }
        if (bytes.length != SESSION_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "must be " + SESSION_KEY_BYTES + " bytes in base64, found " + bytes.length + " bytes");
        }
        return Optional.of(new SecretKeySpec(bytes, algorithm));
    }

    static Path folder(String value) {
        Path path;
        try {
            path = Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a folder: " + e.getReason(), e);
        }
        if (java.nio.file.Files.exists(path) && !java.nio.file.Files.isDirectory(path)) {
            throw new IllegalArgumentException("must be a folder, found a file at " + path);
        }
        return path;
    }
}
