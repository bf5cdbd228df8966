package org.gongping.service.config;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gongping.core.audit.note.VerifierKey;

/** Writes a configuration as {@link ServerConfig#read} reads it, but for how experts are called. It holds every secret. */
public final class ServerConfigWriter {
    private final Map<String, Object> lines = new LinkedHashMap<>();

    private ServerConfigWriter() {}

    public static String text(ServerConfig config) {
        var writer = new ServerConfigWriter();
        writer.write(config);
        return writer.lines.entrySet().stream()
                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void write(ServerConfig config) {
        lines.put("http.host", config.http().host());
        lines.put("http.port", config.http().port());
        lines.put("http.publicUrl", config.http().publicUrl());
        lines.put("management.port", config.management().port());
        ServerConfig.Database database = config.database();
        lines.put("database.url", database.url());
        lines.put("database.user", database.user());
        lines.put("database.password", database.password());
        lines.put("database.poolSize", database.poolSize());
        database.migration().ifPresent(login -> {
            lines.put("database.migrationUser", login.user());
            lines.put("database.migrationPassword", login.password());
        });
        lines.put("oidc.issuer", config.oidc().issuer());
        lines.put("oidc.clientId", config.oidc().clientId());
        lines.put("oidc.clientSecret", config.oidc().clientSecret());
        lines.put("session.key", base64(config.session().key().getEncoded()));
        lines.put("storage.documents", config.storage().documents());
        lines.put("storage.maxDocumentBytes", config.storage().maxDocumentBytes());
        lines.put("storage.maxEnvelopeBytes", config.storage().maxEnvelopeBytes());
        config.pool()
                .ifPresent(pool ->
                        lines.put("pool.identityKey", base64(pool.identityKey().getEncoded())));
        config.draw().vrfKey().ifPresent(key -> lines.put("draw.vrfKey", key));
        config.log().ifPresent(this::write);
        lines.put("rehearsal", config.rehearsal());
    }

    private void write(ServerConfig.Log log) {
        lines.put("log.folder", log.folder());
        lines.put("log.origin", log.origin());
        lines.put("log.signer", log.signer());
        lines.put("log.user", log.sequencer().user());
        lines.put("log.password", log.sequencer().password());
        log.policy().ifPresent(policy -> lines.put("log.policyFile", policy));
        lines.put("log.selfCheckSilenceMinutes", log.silence().toMinutes());
        log.selfCheckKey().map(VerifierKey::text).ifPresent(key -> lines.put("log.selfCheckKey", key));
        lines.put("log.coverPerMinute", log.cover().usually());
        lines.put("log.coverBeforeDeadlinesPerMinute", log.cover().beforeDeadlines());
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
