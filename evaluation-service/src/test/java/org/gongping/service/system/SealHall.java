package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Ports;
import org.gongping.service.log.WitnessServer;

/** A hall whose log asks for the cosignatures of both of two witnesses, each of which can be stopped and started. */
final class SealHall implements AutoCloseable {
    static final String ORIGIN = "log.example/gongping/2026";

    final Path folder;
    final SoftwareSigner key;
    final Hall hall;
    final Stoppable supervisor;
    final Stoppable archive;
    private final Vertx vertx = Vertx.vertx();

    /** A witness as others reach it. */
    final class Stoppable {
        private final SoftwareSigner signer;
        private final WitnessFolder memory;
        private HttpServer server;
        private final int port = Ports.free();

        Stoppable(String name) throws IOException {
            signer = SoftwareSigner.generate(name + ".example", SignatureType.COSIGNATURE, new SecureRandom());
            memory = new WitnessFolder(folder.resolve(name));
            start();
        }

        void start() {
            var witness = new Witness(signer, List.of(key.verifierKey()), memory, InstantSource.system());
            server = new WitnessServer(vertx, witness, memory, signer.verifierKey())
                    .listen("127.0.0.1", port)
                    .await();
        }

        void stop() {
            server.close().await();
        }

        String line(String name) {
            return "witness " + name + " " + signer.verifierKey().text() + " http://127.0.0.1:" + port + "\n";
        }
    }

    SealHall(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("signer"));
        key = SoftwareSigner.readOrGenerate(
                folder.resolve("signer/key"), ORIGIN, SignatureType.ED25519, new SecureRandom());
        supervisor = new Stoppable("supervisor");
        archive = new Stoppable("archive");
        Files.writeString(
                folder.resolve("policy"),
                "log " + key.verifierKey().text() + "\n" + supervisor.line("supervisor") + archive.line("archive")
                        + "group both all supervisor archive\nquorum both\n");
        hall = new Hall(Files.createDirectory(folder.resolve("documents")), this::withLog);
        LogHall.await(() -> Files.exists(folder.resolve("log/checkpoint")));
    }

    private ServerConfig withLog(ServerConfig config) {
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

    JsonNode seal(Person by, Tender tender, String entryId) {
        return hall.get(by, tender.path() + "/seals/" + entryId).expect(200).json();
    }

    /** Waits until the step is as far as this. */
    JsonNode awaitState(Person by, Tender tender, String entryId, String state) {
        LogHall.await(() -> seal(by, tender, entryId).path("state").asText().equals(state));
        return seal(by, tender, entryId);
    }

    String log() {
        return hall.server.uri("/log").toString();
    }

    /** What a person finds who holds this text as a file, with the policy, and the log where it is named. */
    Report verify(String text, Optional<String> log) {
        try {
            Path file = Files.writeString(folder.resolve("held"), text);
            return new Verifier(folder.resolve("policy"), folder.resolve("seen"), Limits.usual())
                    .verify(file.toString(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hall.close();
        supervisor.stop();
        archive.stop();
        supervisor.memory.close();
        archive.memory.close();
        vertx.close().await();
    }
}
