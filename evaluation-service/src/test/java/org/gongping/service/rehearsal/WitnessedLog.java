package org.gongping.service.rehearsal;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.db.TestPostgres;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Ports;
import org.gongping.service.log.RehearsalTime;
import org.gongping.service.log.WitnessServer;

/** A log of rehearsals, and its witness on the clock of the server that keeps it. */
final class WitnessedLog implements AutoCloseable {
    private static final String ORIGIN = "log.example/gongping" + ServerConfig.Log.OF_REHEARSALS;

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<RehearsalTime> clock = new AtomicReference<>();

    WitnessedLog(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("signer"));
        var log = SoftwareSigner.readOrGenerate(
                folder.resolve("signer/key"), ORIGIN, SignatureType.ED25519, new SecureRandom());
        var key = SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
        var memory = new WitnessFolder(folder.resolve("witness"));
        var witness = new Witness(
                key, List.of(log.verifierKey()), memory, () -> clock.get().instant());
        int port = new WitnessServer(vertx, witness, memory, key.verifierKey())
                .listen("127.0.0.1", Ports.free())
                .await()
                .actualPort();
        Files.writeString(
                folder.resolve("policy"),
                "log " + log.verifierKey().text() + "\nwitness venue "
                        + key.verifierKey().text() + " http://127.0.0.1:" + port + "\nquorum venue\n");
    }

    /** The configuration of the server that keeps it. */
    ServerConfig keptBy(ServerConfig config) {
        clock.set(new RehearsalTime(config.http().publicUrl()));
        TestPostgres.Login login = TestPostgres.sequencer();
        return config.with(new ServerConfig.Log(
                folder.resolve("log"),
                ORIGIN,
                folder.resolve("signer"),
                new ServerConfig.Login(login.user(), login.password()),
                Optional.of(folder.resolve("policy")),
                ServerConfig.Log.USUAL_SILENCE,
                Optional.empty(),
                ServerConfig.Log.Cover.NONE));
    }

    @Override
    public void close() {
        vertx.close().await();
        clock.get().close();
    }
}
