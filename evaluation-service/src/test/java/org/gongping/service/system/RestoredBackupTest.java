package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.db.TestPostgres.TestDatabase;
import org.gongping.core.identity.Role;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.StartupFailure;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.cli.DossierCommand;
import org.gongping.service.cli.LogCommand;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.log.AskedWitnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A backup of yesterday is restored over a log that went on: nothing is appended until a person has decided. */
class RestoredBackupTest {
    private static final String NEXT = "log.example/gongping/2026-b";
    private static final AtomicInteger COPIES = new AtomicInteger();

    @TempDir
    private Path folder;

    private LogHall log;

    @BeforeEach
    void open() throws IOException {
        log = new LogHall(folder);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    /** The database as it is now, beside it. No server may run over it. */
    private static TestDatabase copyOf(TestDatabase database) {
        String from = database.url().substring(database.url().lastIndexOf('/') + 1);
        String to = from + "_copy_" + COPIES.incrementAndGet();
        String prefix = database.url().substring(0, database.url().lastIndexOf('/') + 1);
        TestPostgres.Login superuser = database.superuser();
        try (var connection = DriverManager.getConnection(prefix + "postgres", superuser.user(), superuser.password());
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + from + "'");
            statement.execute("CREATE DATABASE " + to + " TEMPLATE " + from);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(prefix + to, superuser, database.application());
    }

    private TestServer start(TestDatabase database) {
        return TestServer.start(folder.resolve("documents"), database, log::withLog);
    }

    /** With the lines that the command has told to put into the configuration. */
    private TestServer startNext(TestDatabase database) {
        return TestServer.start(folder.resolve("documents"), database, this::withNextLog);
    }

    private ServerConfig withNextLog(ServerConfig config) {
        ServerConfig before = log.withLog(config);
        ServerConfig.Log old = before.log().orElseThrow();
        return before.with(new ServerConfig.Log(
                old.folder(),
                NEXT,
                folder.resolve("signer-2"),
                old.sequencer(),
                Optional.of(folder.resolve("policy-2")),
                ServerConfig.Log.USUAL_SILENCE,
                Optional.empty(),
                ServerConfig.Log.Cover.NONE));
    }

    private Answer writeTo(TestServer server) {
        String token = server.token("admin", Role.PLATFORM_ADMINISTRATOR);
        String code = log.hall.creditCode();
        return server.write(
                "POST",
                "/api/v1/organisations",
                token,
                Map.of("name", "单位" + code, "kind", "BIDDER", "creditCode", code));
    }

    private static JsonNode health(TestServer server) {
        return server.send(server.request("GET", "/api/v1/log-health", Optional.empty()))
                .expect(200)
                .json();
    }

    private static long rows(TestDatabase database) {
        return Rows.asSuperuser(database).count("SELECT count(*) FROM audit_entry");
    }

    private void awaitAllPublished(TestServer server, TestDatabase database) {
        LogHall.await(() -> health(server).path("publishedSize").asLong() == rows(database));
    }

    private Report verify(String target, String policy, String before) {
        return new Verifier(folder.resolve(policy), folder.resolve("seen"), Limits.usual())
                .verify(target, Optional.ofNullable(before));
    }

    private record Ran(int exitCode, String out, String err) {}

    /** Runs a command over a server's configuration, with the login that owns the tables. */
    private Ran run(Object command, ServerConfig config, TestDatabase database, String... arguments)
            throws IOException {
        Map<String, Object> lines = new TreeMap<>();
        lines.put("http.publicUrl", config.http().publicUrl());
        lines.put("database.url", config.database().url());
        lines.put("database.user", config.database().user());
        lines.put("database.password", config.database().password());
        lines.put("database.migrationUser", database.superuser().user());
        lines.put("database.migrationPassword", database.superuser().password());
        lines.put("oidc.issuer", config.oidc().issuer());
        lines.put("oidc.clientId", config.oidc().clientId());
        lines.put("oidc.clientSecret", config.oidc().clientSecret());
        lines.put("session.key", Base64.getEncoder().encodeToString(new byte[32]));
        lines.put("storage.documents", config.storage().documents());
        ServerConfig.Log settings = config.log().orElseThrow();
        lines.put("log.folder", settings.folder());
        lines.put("log.origin", settings.origin());
        lines.put("log.signer", settings.signer());
        lines.put("log.user", settings.sequencer().user());
        lines.put("log.password", settings.sequencer().password());
        lines.put("log.policyFile", settings.policy().orElseThrow());
        Path file = Files.writeString(
                folder.resolve("gongping.conf"),
                lines.entrySet().stream()
                        .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                        .collect(Collectors.joining()));
        var out = new StringWriter();
        var err = new StringWriter();
        var commandLine = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--config", file.toString()))
                .toArray(String[]::new);
        return new Ran(commandLine.execute(all), out.toString(), err.toString());
    }

    private Ran recover(ServerConfig config, TestDatabase database, String... more) throws IOException {
        String[] all = Stream.concat(Stream.of("recover", "--lang", "en"), Arrays.stream(more))
                .toArray(String[]::new);
        return run(new LogCommand(), config, database, all);
    }

    /** As {@link #recover}, with a line at the keyboard. */
    private Ran recoverTyping(String line, ServerConfig config, TestDatabase database, String... more)
            throws IOException {
        InputStream keyboard = System.in;
        System.setIn(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return recover(config, database, more);
        } finally {
            System.setIn(keyboard);
        }
    }

    private void refusesWritesAndReads(TestServer server) throws Exception {
        assertThat(health(server).path("halted").asText()).contains("older than the log");
        Answer refused = writeTo(server).expect(503);
        assertThat(refused.code()).isEqualTo("log-halted");
        assertThat(refused.json().path("detail").asText()).contains("日志健康");
        assertThat(refused.json().path("whatToDo").asText()).contains("log status");
        assertThat(refused.header("Retry-After")).contains("60");
        server.get("/api/v1/organisations", server.token("admin", Role.PLATFORM_ADMINISTRATOR))
                .expect(200);
        var metrics = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.server.managementPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(metrics, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\ngongping_log_halted 1.0\n");
        }
    }

    @Test
    void whatIsLostIsNamedByTheFirstRecordOfANewOrigin() throws Exception {
        Tender tender = Play.engineering(log.hall);
        log.awaitAllPublished();
        log.hall.server.server.close();
        TestDatabase today = log.hall.server.database;
        TestDatabase yesterday = copyOf(today);
        long kept = rows(yesterday);
        try (TestServer server = start(today)) {
            writeTo(server).expect(201);
            writeTo(server).expect(201);
            awaitAllPublished(server, today);
            assertThat(verify(server.uri("/log").toString(), "policy", null).findings())
                    .isEmpty();
        }

        ServerConfig config;
        try (TestServer server = start(yesterday)) {
            refusesWritesAndReads(server);
            config = server.config;
        }
        // Found again at each start, whoever takes the mark away.
        Rows.asSuperuser(yesterday).execute("DELETE FROM log_halt");
        try (TestServer server = start(yesterday)) {
            refusesWritesAndReads(server);
            // A server that holds no log is told by the database.
            try (TestServer other = TestServer.start(folder.resolve("documents"), yesterday, each -> each)) {
                assertThat(writeTo(other).expect(503).code()).isEqualTo("log-halted");
            }
        }
        assertThat(rows(yesterday)).isEqualTo(kept);

        Ran status = run(new LogCommand(), config, yesterday, "status", "--lang", "en");
        assertThat(status.out())
                .as(status.err())
                .contains("2 entries are in the public files, but the database has no row of them: #" + kept + "–#"
                        + (kept + 1));
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(recover(config, yesterday).exitCode()).isEqualTo(2);
        assertThat(recover(config, yesterday, "--by", "监督局", "--reason", " ").exitCode())
                .isEqualTo(2);
        Ran rebuild = recover(config, yesterday, "--by", "监督局", "--reason", "磁盘损坏", "--yes");
        assertThat(rebuild.err()).contains("entries are lost");
        assertThat(rebuild.exitCode()).isEqualTo(1);
        Ran same =
                recover(config, yesterday, "--by", "监督局", "--reason", "磁盘损坏", "--yes", "--new-origin", LogHall.ORIGIN);
        assertThat(same.err()).contains("must not be the present one");

        Ran begun = recover(config, yesterday, "--by", "监督局", "--reason", "磁盘损坏", "--yes", "--new-origin", NEXT);
        assertThat(begun.exitCode()).as(begun.err()).isZero();
        assertThat(begun.out())
                .contains("log.origin = " + NEXT, "log.signer = " + folder.resolve("signer-2"), "policy-2");
        assertThatThrownBy(() -> start(yesterday).close())
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(NEXT);
        var next = SoftwareSigner.read(folder.resolve("signer-2/key"));
        log.witnessKnows(next.verifierKey());

        try (TestServer server = startNext(yesterday)) {
            assertThat(health(server).has("halted")).isFalse();
            writeTo(server).expect(201);
            awaitAllPublished(server, yesterday);
            String url = server.uri("/log").toString();
            Report report = verify(url, "policy-2", url + "/before/1");
            assertThat(report.findings()).isEmpty();
            assertThat(report.continues().orElseThrow().size()).isEqualTo(kept + 2);
            assertThat(report.continues().orElseThrow().by()).isEqualTo("监督局");
            assertThat(report.continues().orElseThrow().lost()).isEqualTo(2);
            assertThat(selfCheck(yesterday)).isEmpty();
            JsonNode decision = health(server).path("decisions").path(0);
            assertThat(decision.path("reason").asText()).isEqualTo("磁盘损坏");
            assertThat(decision.path("continues").path("origin").asText()).isEqualTo(LogHall.ORIGIN);
            dossierVerifies(server, yesterday, tender);
        }
        theFirstRecordIsHeldToTheLog();
    }

    private void dossierVerifies(TestServer server, TestDatabase database, Tender tender) throws IOException {
        Path zip = folder.resolve("dossier.zip");
        String code = Rows.asSuperuser(database)
                .query("SELECT code FROM tender_project WHERE id = ?", tender.id)
                .getFirst()
                .get("code");
        Ran ran = run(new DossierCommand(), server.config, database, code, "--out", zip.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(verify(zip.toString(), "policy-2", null).findings()).isEmpty();
    }

    private void theFirstRecordIsHeldToTheLog() throws IOException {
        Path first = folder.resolve("log/origin.json");
        String text = Files.readString(first);
        String target = folder.resolve("log").toString();
        assertThat(codes(verify(
                        target, "policy-2", folder.resolve("log/before/1").toString())))
                .isEmpty();
        Files.writeString(first, text.replace("beforeSize\\\":", "beforeSize\\\":3"));
        assertThat(Files.readString(first)).isNotEqualTo(text);
        assertThat(codes(verify(target, "policy-2", null))).containsExactly("origin.entry");
        Files.delete(first);
        assertThat(codes(verify(target, "policy-2", target + "/before/1"))).containsExactly("origin.none");
        Files.writeString(first, text);
        assertThat(codes(verify(target, "policy-2", target))).containsExactly("before.other");
    }

    private static List<String> codes(Report report) {
        return report.findings().stream().map(each -> each.code().code()).toList();
    }

    private List<String> selfCheck(TestDatabase database) throws Exception {
        TestPostgres.Login login = TestPostgres.auditor();
        try (Database rows = Database.open(database.url(), login.user(), login.password(), Database.Limits.ofPool(1));
                var witnesses = new AskedWitnesses()) {
            var watched = new LogCheck.Watched(
                    new LogFolder(folder.resolve("log")),
                    WitnessPolicy.parse(Files.readString(folder.resolve("policy-2"))),
                    witnesses,
                    true);
            return new LogCheck(rows, watched, InstantSource.system(), 1_000_000)
                    .pass(finding -> {}).findings().stream()
                            .map(finding -> finding.code().code() + " " + finding.place() + ": " + finding.en())
                            .toList();
        }
    }

    @Test
    void wherePlacesAreLostAndRowsAreNotTheLogGoesOnUnderItsOrigin() throws Exception {
        assertThat(log.verify().findings()).isEmpty();
        long size = log.size();
        TestDatabase database = log.hall.server.database;
        ServerConfig config = log.hall.server.config;
        Ran early = recover(config, database, "--by", "监督局", "--reason", "试一试", "--yes");
        assertThat(early.err()).contains("nothing to decide");
        assertThat(early.exitCode()).isEqualTo(1);
        log.hall.server.server.close();
        // What follows is recorded by the clock of the machine, as a decision is.
        log.witnessClock.set(InstantSource.system());
        log.asIntruder("WITH places AS (DELETE FROM audit_seq) UPDATE audit_state SET size = 0, root = sha256('')");
        try (TestServer server = start(database)) {
            refusesWritesAndReads(server);
        }
        Ran status = run(new LogCommand(), config, database, "status", "--lang", "zh");
        assertThat(status.out()).contains("矛盾", "原地重建");
        Ran origin = recover(config, database, "--by", "监督局", "--reason", "误操作", "--yes", "--new-origin", NEXT);
        assertThat(origin.err()).contains("nothing is lost");
        assertThat(origin.exitCode()).isEqualTo(1);

        Ran rebuilt = recover(config, database, "--by", "监督局", "--reason", "误操作", "--yes");
        assertThat(rebuilt.exitCode()).as(rebuilt.err() + rebuilt.out()).isZero();
        try (TestServer server = start(database)) {
            awaitAllPublished(server, database);
            assertThat(rows(database)).isEqualTo(size + 1);
            assertThat(Rows.asSuperuser(database)
                            .query("SELECT kind FROM audit_seq JOIN audit_entry ON id = entry_id WHERE idx = ?", size)
                            .getFirst()
                            .get("kind"))
                    .isEqualTo("log.recover");
            writeTo(server).expect(201);
            awaitAllPublished(server, database);
            assertThat(log.verify(server.uri("/log").toString(), "policy").findings())
                    .isEmpty();
            assertThat(log.selfCheck()).isEmpty();
            assertThat(health(server).path("decisions").path(0).path("by").asText())
                    .isEqualTo("监督局");
        }
    }

    /** Rows, files and the memory of the signer agree with one another: only the witness knows how far the log had come. */
    @Test
    void whereEverythingIsOldTheWitnessSaysWhereTheLogEnded() throws Exception {
        log.hall.server.server.close();
        TestDatabase today = log.hall.server.database;
        TestDatabase yesterday = copyOf(today);
        copy(folder.resolve("log"), folder.resolve("backup/log"));
        copy(folder.resolve("signer"), folder.resolve("backup/signer"));
        long kept = rows(yesterday);
        try (TestServer server = start(today)) {
            writeTo(server).expect(201);
            awaitAllPublished(server, today);
        }
        empty(folder.resolve("log"));
        copy(folder.resolve("backup/log"), folder.resolve("log"));
        copy(folder.resolve("backup/signer"), folder.resolve("signer"));
        ServerConfig config;
        try (TestServer server = start(yesterday)) {
            refusesWritesAndReads(server);
            config = server.config;
        }
        String[] order = {"--by", "监督局", "--reason", "整机恢复", "--new-origin", NEXT};
        Ran asked = recoverTyping("yes", config, yesterday, order);
        assertThat(asked.out()).contains("Type YES to go on");
        assertThat(asked.err()).contains("not confirmed, nothing was changed");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(rows(yesterday)).isEqualTo(kept);

        // Decided in the database, but not brought to the files: something stands in the way there.
        Path inTheWay = Files.createDirectories(folder.resolve("log/origin.json/in the way"));
        Ran begun = recoverTyping("YES", config, yesterday, order);
        assertThat(begun.exitCode()).as(begun.err()).isEqualTo(2);
        assertThat(begun.out())
                .contains(
                        "1 entries are not even in the public files: #" + kept,
                        "log.origin = " + NEXT,
                        "log.signer = " + folder.resolve("signer-2"));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThatThrownBy(() -> startNext(yesterday).close()).isInstanceOf(StartupFailure.class);
        assertThat(run(new LogCommand(), config, yesterday, "status", "--lang", "en")
                        .exitCode())
                .isEqualTo(1);
        Ran finished = recover(config, yesterday, "--by", "监督局", "--reason", "整机恢复");
        assertThat(finished.exitCode()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("has reached the files");
        var old = SoftwareSigner.read(folder.resolve("signer/key"));
        assertThat(new CheckpointSigner(old, new LogFolder(folder.resolve("signer")))
                        .last()
                        .orElseThrow()
                        .size())
                .as("nothing smaller is ever signed under the old origin")
                .isEqualTo(kept + 1);
        log.witnessKnows(SoftwareSigner.read(folder.resolve("signer-2/key")).verifierKey());
        try (TestServer server = startNext(yesterday)) {
            awaitAllPublished(server, yesterday);
            Report report = verify(server.uri("/log").toString(), "policy-2", null);
            assertThat(report.findings()).isEmpty();
            assertThat(report.continues().orElseThrow().size()).isEqualTo(kept + 1);
            assertThat(selfCheck(yesterday)).isEmpty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
