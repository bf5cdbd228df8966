package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.selfcheck.Finding;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Ports;
import org.gongping.service.log.AskedWitnesses;
import org.gongping.service.log.WitnessServer;

/** A hall whose server holds a log under a witness, with the two that look at it: the verifier and the self-check. */
final class LogHall implements AutoCloseable {
    static final String ORIGIN = "log.example/gongping/2026";
    /** The partition of the hall's month: everything stands in it. */
    static final String PARTITION = "audit_entry_202603";

    final Path folder;
    final Hall hall;
    final SoftwareSigner key;
    final Witness witness;
    final WitnessFolder memory;
    private final SoftwareSigner witnessKey;
    final SoftwareSigner selfCheck;
    /** Of the witness: goes with that of the hall, unless a test parts them. */
    final AtomicReference<InstantSource> witnessClock =
            new AtomicReference<>(InstantSource.fixed(StoppedClock.at("2026-03-02 09:00")));

    private final Vertx vertx = Vertx.vertx();
    private HttpServer witnessServer;
    private final int witnessPort;

    LogHall(Path folder) throws IOException {
        this(folder, (documents, config, clock) -> TestServer.on(documents, clock, config));
    }

    /** Makes the server of a hall that holds a log. */
    @FunctionalInterface
    interface Starting {
        TestServer on(Path documents, UnaryOperator<ServerConfig> config, StoppedClock clock);
    }

    LogHall(Path folder, Starting starting) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("signer"));
        key = SoftwareSigner.readOrGenerate(
                folder.resolve("signer/key"), ORIGIN, SignatureType.ED25519, new SecureRandom());
        selfCheck = SoftwareSigner.readOrGenerate(
                selfCheckKey(), SelfCheckWord.signerName(ORIGIN), SignatureType.ED25519, new SecureRandom());
        witnessKey = SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
        memory = new WitnessFolder(folder.resolve("witness"));
        witness = new Witness(
                witnessKey, List.of(logKey()), memory, () -> witnessClock.get().instant());
        // It is closed and opened again on the same port, which no outgoing connection may take meanwhile.
        witnessServer = new WitnessServer(vertx, witness, memory, witnessKey.verifierKey())
                .listen("127.0.0.1", Ports.free())
                .await();
        witnessPort = witnessServer.actualPort();
        Files.writeString(
                folder.resolve("policy"),
                "log " + logKey().text() + "\nwitness venue "
                        + witnessKey.verifierKey().text() + " http://127.0.0.1:" + witnessServer.actualPort()
                        + "\nquorum venue\n");
        Files.writeString(folder.resolve("no-witness"), "log " + logKey().text() + "\nquorum none\n");
        Path documents = Files.createDirectory(folder.resolve("documents"));
        hall = new Hall(clock -> starting.on(documents, this::withLog, clock));
        witnessClock.set(hall.clock);
        awaitAllPublished();
    }

    /** The witness learns one more key of a log. */
    void witnessKnows(VerifierKey more) {
        int port = witnessServer.actualPort();
        witnessServer.close().await();
        var knowing = new Witness(witnessKey, List.of(logKey(), more), memory, InstantSource.system());
        witnessServer = new WitnessServer(vertx, knowing, memory, witnessKey.verifierKey())
                .listen("127.0.0.1", port)
                .await();
    }

    Path selfCheckKey() {
        return folder.resolve("selfcheck.key");
    }

    VerifierKey logKey() {
        return key.verifierKey();
    }

    ServerConfig withLog(ServerConfig config) {
        TestPostgres.Login login = TestPostgres.sequencer();
        var log = new ServerConfig.Log(
                folder.resolve("log"),
                ORIGIN,
                folder.resolve("signer"),
                new ServerConfig.Login(login.user(), login.password()),
                Optional.of(folder.resolve("policy")),
                ServerConfig.Log.USUAL_SILENCE,
                Optional.of(selfCheck.verifierKey()),
                ServerConfig.Log.Cover.NONE);
        return config.with(log);
    }

    Answer open(String path) {
        return hall.server.send(hall.server.request("GET", path, Optional.empty()));
    }

    JsonNode health() {
        return open("/api/v1/log-health").expect(200).json();
    }

    /** Waits for what happens five times a second. */
    static void await(BooleanSupplier condition) {
        await(Duration.ofSeconds(30), condition);
    }

    /** Waits no longer than this. */
    static void await(Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    void awaitAllPublished() {
        await(() -> health().path("publishedSize").asLong() == size());
    }

    long size() {
        return hall.rows.count("SELECT count(*) FROM audit_entry");
    }

    UUID idAt(long index) {
        return UUID.fromString(hall.rows
                .query("SELECT entry_id FROM audit_seq WHERE idx = ?", index)
                .getFirst()
                .get("entry_id"));
    }

    /** What an anonymous reader finds over HTTP, by the policy, remembering what it saw last. */
    Report verify() {
        return verify(hall.server.uri("/log").toString(), "policy");
    }

    Report verify(String target, String policy) {
        return new Verifier(folder.resolve(policy), folder.resolve("seen-" + policy), Limits.usual()).verify(target);
    }

    /** What the self-check finds in one pass, under its own login. */
    List<Finding> selfCheck() {
        try (Database database = auditorDatabase();
                var witnesses = new AskedWitnesses()) {
            return check(database, witnesses).pass(finding -> {}).findings();
        }
    }

    /** Findings of one pass as {@code code place}. */
    List<String> found() {
        return selfCheck().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList();
    }

    Database auditorDatabase() {
        TestPostgres.Login login = TestPostgres.auditor();
        return Database.open(hall.server.database.url(), login.user(), login.password(), Database.Limits.ofPool(2));
    }

    LogCheck check(Database database, AskedWitnesses witnesses) {
        try {
            WitnessPolicy policy = WitnessPolicy.parse(Files.readString(folder.resolve("policy")));
            var watched = new LogCheck.Watched(new LogFolder(folder.resolve("log")), policy, witnesses, false);
            return new LogCheck(database, watched, hall.clock, 1_000_000);
        } catch (WitnessPolicy.Malformed | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it was, after it was stopped. */
    void startWitness() {
        witnessServer = new WitnessServer(vertx, witness, memory, witnessKey.verifierKey())
                .listen("127.0.0.1", witnessPort)
                .await();
    }

    void stopWitness() {
        witnessServer.close().await();
    }

    /** As a superuser who knows the guards: takes them off, does it, and puts them back. */
    void asIntruder(String sql, Object... arguments) {
        try (var connection = hall.rows.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET gongping.audit_ddl = 'nobody will ask'");
            for (String table : List.of(PARTITION, "audit_seq", "audit_state", "audit_pending")) {
                statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            }
            try (var deed = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    deed.setObject(i + 1, arguments[i]);
                }
                deed.execute();
            }
            try (var triggers = connection.prepareStatement(
                            "SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, tgname)"
                                    + " FROM pg_trigger WHERE tgenabled = 'D'");
                    var all = triggers.executeQuery()) {
                while (all.next()) {
                    statement.execute(all.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws IOException {
        hall.server.close();
        stopWitness();
        memory.close();
        vertx.close().await();
    }
}
