package org.gongping.service.kill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.service.TestIssuer;
import org.gongping.service.embedded.Ports;

/** Two servers over one database and one log, and a witness: every one a process of its own. */
final class Site implements AutoCloseable {
    static final String ORIGIN = "log.example/gongping/2026";
    private static final Duration LONGEST_WITHOUT_LEADER = Duration.ofMinutes(5);

    final Path folder;
    final TestIssuer issuer = new TestIssuer();
    final KilledPostgres postgres;
    final Child witness;
    final List<Child> nodes = new ArrayList<>();
    final SoftwareSigner key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread cutOff = new Thread(this::killAll, "kill what was started");
    private final List<Integer> ports = new ArrayList<>();

    Site(Path folder) throws IOException, SQLException {
        this.folder = folder;
        Path logs = Files.createDirectories(folder.resolve("logs"));
        postgres = new KilledPostgres(folder, logs);
        key = SoftwareSigner.readOrGenerate(
                Files.createDirectories(signer()).resolve("key"), ORIGIN, SignatureType.ED25519, new SecureRandom());
        int witnessPort = Ports.free();
        witness = witness(logs, witnessPort);
        for (int i = 0; i < 2; i++) {
            nodes.add(node(i, logs));
        }
        // A test that is cut off must leave nobody behind.
        Runtime.getRuntime().addShutdownHook(cutOff);
    }

    private Child witness(Path logs, int port) throws IOException {
        Path state = Files.createDirectories(folder.resolve("witness"));
        var own = SoftwareSigner.readOrGenerate(
                state.resolve("key"), "venue.example", SignatureType.COSIGNATURE, new SecureRandom());
        Files.writeString(policy(), """
                log %s
                witness venue %s http://127.0.0.1:%d
                quorum venue
                """.formatted(
                        key.verifierKey().text(), own.verifierKey().text(), port));
        List<String> command = Child.product(
                "witness",
                "--name",
                "venue.example",
                "--log",
                key.verifierKey().text(),
                "--state",
                state.toString(),
                "--port",
                Integer.toString(port));
        return new Child("witness", logs, command, () -> answers(port, "/"));
    }

    private Child node(int number, Path logs) throws IOException {
        int port = Ports.free();
        ports.add(port);
        Path config = folder.resolve("node" + (number + 1) + ".conf");
        Files.writeString(config, """
                http.port = %d
                http.publicUrl = http://127.0.0.1:%d
                database.url = %s
                database.user = %s
                database.password = %s
                database.poolSize = 6
                oidc.issuer = %s
                oidc.clientId = gongping-web
                oidc.clientSecret = not-used-by-bearer-tokens
                session.key = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                storage.documents = %s
                log.folder = %s
                log.origin = %s
                log.signer = %s
                log.user = %s
                log.password = %s
                log.policyFile = %s
                log.coverPerMinute = 60
                """.formatted(
                        port,
                        port,
                        postgres.url(),
                        KilledPostgres.APPLICATION,
                        KilledPostgres.APPLICATION,
                        issuer.uri(),
                        folder.resolve("documents"),
                        log(),
                        ORIGIN,
                        signer(),
                        KilledPostgres.SEQUENCERS.get(number),
                        KilledPostgres.SEQUENCERS.get(number),
                        policy()));
        List<String> command = Child.product("serve", "--config", config.toString());
        return new Child("node" + (number + 1), logs, command, () -> answers(port, "/api/v1/log-health"));
    }

    Path log() {
        return folder.resolve("log");
    }

    Path signer() {
        return folder.resolve("signer");
    }

    Path policy() {
        return folder.resolve("policy");
    }

    URI uri(int node, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(node) + path);
    }

    private boolean answers(int port, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return send(request).statusCode() < 500;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts what does not run, PostgreSQL first, and waits until all serve. */
    void startWhatIsDown() {
        List<Child> down = all().filter(child -> !child.isAlive()).toList();
        for (Child child : down) {
            child.start();
            if (child == postgres.server()) {
                child.awaitReady();
            }
        }
        // Those that were not killed too: a server outlives its database, and PostgreSQL its processes.
        all().forEach(Child::awaitReady);
    }

    /** Waits until a server takes the lead anew, also while PostgreSQL recovers. */
    void awaitLeaderAfter(Optional<KilledPostgres.Lead> before) {
        long limit = System.nanoTime() + LONGEST_WITHOUT_LEADER.toNanos();
        while (!isTakenAnew(before)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("nobody takes the lead");
            }
        }
    }

    private boolean isTakenAnew(Optional<KilledPostgres.Lead> before) {
        try {
            Optional<KilledPostgres.Lead> now = postgres.lead();
            return now.isPresent() && !now.equals(before);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** SIGKILL to every one of them. */
    private void killAll() {
        all().forEach(Child::killWithDescendants);
    }

    private Stream<Child> all() {
        return Stream.concat(Stream.of(postgres.server(), witness), nodes.stream());
    }

    /** What a server says when the log is damaged, or the self-check finds something: nothing of it may ever be said. */
    List<String> alarms() throws IOException {
        List<String> alarms = new ArrayList<>();
        try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith("node"))
                    .sorted()
                    .toList()) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.filter(line -> line.contains("the log is damaged") || line.contains("self-check of the log:"))
                            .forEach(line -> alarms.add(log.getFileName() + ": " + line));
                }
            }
        }
        return alarms;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cutOff);
        nodes.forEach(Child::end);
        witness.end();
        postgres.server().end();
        issuer.close();
        http.close();
    }
}
