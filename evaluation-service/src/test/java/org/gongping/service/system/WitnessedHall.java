package org.gongping.service.system;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.db.TestPostgres;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.log.WitnessServer;

/** A hall whose server keeps a log that one witness cosigns. */
final class WitnessedHall implements AutoCloseable {
    static final String ORIGIN = "log.example/gongping/2026";

    final Path folder;
    final Path policy;
    final Hall hall;
    private final Vertx vertx = Vertx.vertx();
    private final WitnessFolder memory;
    private final HttpServer witness;

    WitnessedHall(Path folder) throws IOException {
        this.folder = folder;
        this.policy = folder.resolve("policy");
        Files.createDirectories(folder.resolve("signer"));
        VerifierKey logKey = SoftwareSigner.readOrGenerate(
                        folder.resolve("signer/key"), ORIGIN, SignatureType.ED25519, new SecureRandom())
                .verifierKey();
        var witnessKey = SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
        memory = new WitnessFolder(folder.resolve("witness"));
        witness = new WitnessServer(
                        vertx,
                        new Witness(witnessKey, List.of(logKey), memory, InstantSource.system()),
                        memory,
                        witnessKey.verifierKey())
                .listen("127.0.0.1", 0)
                .await();
        Files.writeString(
                policy,
                "log " + logKey.text() + "\nwitness venue "
                        + witnessKey.verifierKey().text() + " http://127.0.0.1:" + witness.actualPort()
                        + "\nquorum venue\n");
        hall = new Hall(Files.createDirectory(folder.resolve("documents")), this::withLog);
    }

    private ServerConfig withLog(ServerConfig config) {
        TestPostgres.Login login = TestPostgres.sequencer();
        return config.with(new ServerConfig.Log(
                folder.resolve("log"),
                ORIGIN,
                folder.resolve("signer"),
                new ServerConfig.Login(login.user(), login.password()),
                Optional.of(policy),
                ServerConfig.Log.USUAL_SILENCE,
                Optional.empty(),
                ServerConfig.Log.Cover.NONE));
    }

    /** Waits until the published checkpoint covers every record; answers its size. */
    long sealed() {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            long rows = hall.rows.count("SELECT count(*) FROM audit_entry");
            long published = hall.server
                    .send(hall.server.request("GET", "/api/v1/log-health", Optional.empty()))
                    .expect(200)
                    .json()
                    .path("publishedSize")
                    .asLong();
            if (published == rows) {
                return published;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("published " + published + " of " + rows);
            }
            Thread.onSpinWait();
        }
    }

    /** The server's configuration as its file. */
    Path configuration() {
        ServerConfig config = hall.server.config;
        Map<String, Object> lines = new TreeMap<>();
        lines.put("http.port", config.http().port());
        lines.put("http.publicUrl", config.http().publicUrl());
        lines.put("database.url", config.database().url());
        lines.put("database.user", config.database().user());
        lines.put("database.password", config.database().password());
        lines.put("oidc.issuer", config.oidc().issuer());
        lines.put("oidc.clientId", config.oidc().clientId());
        lines.put("oidc.clientSecret", config.oidc().clientSecret());
        lines.put("session.key", Base64.getEncoder().encodeToString(new byte[32]));
        lines.put("storage.documents", config.storage().documents());
        ServerConfig.Log log = config.log().orElseThrow();
        lines.put("log.folder", log.folder());
        lines.put("log.origin", log.origin());
        lines.put("log.signer", log.signer());
        lines.put("log.user", log.sequencer().user());
        lines.put("log.password", log.sequencer().password());
        lines.put("log.policyFile", log.policy().orElseThrow());
        try {
            return Files.writeString(
                    folder.resolve("gongping.conf"),
                    lines.entrySet().stream()
                            .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hall.close();
        witness.close().await();
        memory.close();
        vertx.close().await();
    }
}
