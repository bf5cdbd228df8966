package org.gongping.service.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gongping.service.TestIssuer;

/**
 * Reads and writes of the API beside the same SQL run by pgbench, then a thousand connections, then memory over time.
 * Ends with 1 when a call was not answered as it should be.
 */
public final class LoadBenchmark {
    /** As many as the server has database connections, so that both sides keep PostgreSQL equally busy. */
    private static final int CLIENTS = 16;

    private static final int MANY = 1_000;
    private static final Duration PACE_OF_MANY = Duration.ofSeconds(4);
    private static final Duration PACE_OF_STEADY = Duration.ofMillis(100);
    private static final double SHARE_OF_WRITES = 0.1;

    /** How long each part runs. */
    private record Extent(Duration warmUp, int rounds, Duration round, Duration many, Duration steady, int samples) {
        static final Extent FULL = new Extent(
                Duration.ofSeconds(30), 5, Duration.ofSeconds(12), Duration.ofSeconds(60), Duration.ofMinutes(5), 10);
        static final Extent SHORT = new Extent(
                Duration.ofSeconds(10), 2, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 4);
    }

    private final Extent extent;
    private final Path folder;
    private final BenchDatabase database;
    private final Pgbench pgbench;
    private final TestIssuer issuer;
    private final ServerProcess server;
    private boolean failed;

    private LoadBenchmark(
            Extent extent,
            Path folder,
            BenchDatabase database,
            Pgbench pgbench,
            TestIssuer issuer,
            ServerProcess server) {
        this.extent = extent;
        this.folder = folder;
        this.database = database;
        this.pgbench = pgbench;
        this.issuer = issuer;
        this.server = server;
    }

    /**
     * Arguments: the folder for everything that the run writes; then, in any order, {@code --short},
     * {@code --only=reads|writes|connections|memory} and {@code --jvm=OPTION} for the server's JVM.
     */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        List<String> options = List.of(args).subList(1, args.length);
        for (String option : options) {
            if (!option.equals("--short") && !option.startsWith("--only=") && !option.startsWith("--jvm=")) {
                System.err.println(
                        "gongping: bench load takes --short, --only=reads|writes|connections|memory, --jvm=OPTION");
                System.exit(2);
            }
        }
        try {
            Pgbench.find();
        } catch (IOException e) {
            System.err.println("gongping: " + e.getMessage());
            System.exit(1);
        }
        List<String> jvm = options.stream()
                .filter(option -> option.startsWith("--jvm="))
                .map(option -> option.substring("--jvm=".length()))
                .toList();
        Files.createDirectories(folder);
        boolean failed;
        try (var database = new BenchDatabase(folder);
                var issuer = new TestIssuer();
                var server = new ServerProcess(folder, database, issuer.uri(), CLIENTS, jvm)) {
            var benchmark = new LoadBenchmark(
                    options.contains("--short") ? Extent.SHORT : Extent.FULL,
                    folder,
                    database,
                    new Pgbench(database),
                    issuer,
                    server);
            benchmark.run(options);
            failed = benchmark.failed;
        }
        System.exit(failed ? 1 : 0);
    }

    private void run(List<String> options) throws IOException, SQLException, InterruptedException {
        say(
                "%s, %d processors, Java %s, PostgreSQL %s, %s, load average %.1f",
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                database.version(),
                pgbench.version(),
                loadAverage());
        List<Calls> users = users(CLIENTS, "u");
        Load load = new Load(server.port(), Thread.ofPlatform().factory());
        if (wants(options, "reads")) {
            PgbenchScript reads = readScript(users.getFirst());
            compare("reads: GET /api/v1/projects/{id}", load, users, Calls::read, reads, "read.sql");
        }
        if (wants(options, "writes")) {
            PgbenchScript writes = writeScript(users.getFirst());
            sameRows(users.getFirst(), writes);
            compare("writes: POST /api/v1/projects", load, users, Calls::create, writes, "write.sql");
        }
        if (wants(options, "connections")) {
            manyConnections();
        }
        if (wants(options, "memory")) {
            memory();
        }
        say("load average %.1f", loadAverage());
    }

    private static boolean wants(List<String> options, String part) {
        return options.stream().noneMatch(option -> option.startsWith("--only=")) || options.contains("--only=" + part);
    }

    private List<Calls> users(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Calls(issuer, name + i))
                .toList();
    }

    private PgbenchScript readScript(Calls user) throws IOException, SQLException {
        try (var connection = new HttpConnection(server.port())) {
            var statements = database.statementsOf(LoadData::projectId, marker -> {
                int number = Integer.parseInt(marker.substring(marker.length() - 12));
                expect(connection, user.read(number));
            });
            return written(
                    "read.sql",
                    PgbenchScript.of(
                            statements,
                            List.of("\\set n random(1, " + LoadData.PROJECTS + ")"),
                            "",
                            LoadData.ORGANISATIONS));
        }
    }

    private PgbenchScript writeScript(Calls user) throws IOException, SQLException {
        try (var connection = new HttpConnection(server.port())) {
            var codes = new ArrayList<String>();
            var statements = database.statementsOf(attempt -> "SAMPLE-" + attempt, code -> {
                codes.add(code);
                expect(connection, user.create(code));
            });
            return written(
                    "write.sql",
                    PgbenchScript.of(
                            statements,
                            // One ascending series of numbers for each client, as identifiers by time are.
                            List.of("\\set k :k + 1", "\\set n :run * 10000000000 + :client_id * 100000000 + :k"),
                            codes.getLast(),
                            LoadData.ORGANISATIONS));
        }
    }

    private static void expect(HttpConnection connection, Calls.Call call) throws IOException {
        int status = connection.exchange(call.request());
        if (status != call.status()) {
            throw new IOException("answer " + status + ": " + connection.body());
        }
    }

    private PgbenchScript written(String name, PgbenchScript script) throws IOException {
        Files.writeString(folder.resolve(name), script.text());
        return script;
    }

    /** Both sides must write the same rows, or the comparison is none. */
    private void sameRows(Calls user, PgbenchScript writes) throws IOException, SQLException {
        var before = database.count(LoadData.WRITTEN_TABLES);
        try (var connection = new HttpConnection(server.port())) {
            expect(connection, user.create());
        }
        var between = database.count(LoadData.WRITTEN_TABLES);
        pgbench.once(folder.resolve("write.sql"), writes);
        var after = database.count(LoadData.WRITTEN_TABLES);
        Map<String, Long> byApi = difference(before, between);
        Map<String, Long> byPgbench = difference(between, after);
        say("rows of one write: %s", byApi);
        if (!byApi.equals(byPgbench)) {
            throw new IOException("the API adds " + byApi + " rows, pgbench " + byPgbench);
        }
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        var added = new java.util.TreeMap<String, Long>();
        after.forEach((table, count) -> added.put(table, count - before.get(table)));
        return added;
    }

    /** pgbench and the API in turn, so that what else the machine does falls on both. */
    private void compare(
            String title,
            Load load,
            List<Calls> users,
            Function<Calls, Calls.Call> next,
            PgbenchScript script,
            String file)
            throws IOException, SQLException, InterruptedException {
        say("");
        say("%s; %d statements; %d clients", title, statements(script), CLIENTS);
        check(load.run(users, next, extent.warmUp(), Duration.ZERO));
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= extent.rounds(); round++) {
            database.settle();
            Pgbench.Result rival = pgbench.run(folder.resolve(file), script, CLIENTS, extent.round());
            database.settle();
            double processor = server.processorSeconds();
            Load.Result api = load.run(users, next, extent.round(), Duration.ZERO);
            check(api);
            double ratio = api.perSecond() / rival.tps();
            ratios.add(ratio);
            say(
                    "  %d. pgbench %7.0f/s, mean %6.2f ms | API %7.0f/s, p50 %6.2f, p99 %7.2f ms, errors %d,"
                            + " server %.2f ms of processor per call | ratio %.2f",
                    round,
                    rival.tps(),
                    rival.averageMs(),
                    api.perSecond(),
                    api.latencyMs(0.5),
                    api.latencyMs(0.99),
                    api.errors(),
                    1e3 * (server.processorSeconds() - processor) / api.calls(),
                    ratio);
        }
        ratios.sort(null);
        int middle = ratios.size() / 2;
        double median = ratios.size() % 2 == 1 ? ratios.get(middle) : (ratios.get(middle - 1) + ratios.get(middle)) / 2;
        say("  median ratio %.2f (aim: 0.50 or more), load average %.1f", median, loadAverage());
    }

    private static long statements(PgbenchScript script) {
        return script.text().lines().filter(line -> !line.startsWith("\\")).count();
    }

    private void manyConnections() throws InterruptedException {
        List<Calls> users = users(MANY, "m");
        Load load = new Load(server.port(), Thread.ofVirtual().factory());
        Load.Result result = load.run(users, LoadBenchmark::mixed, extent.many(), PACE_OF_MANY);
        check(result);
        say("");
        say(
                "%d keep-alive connections for %d s, a call each %d s, one in ten a write: %d calls, %.0f/s,"
                        + " p50 %.2f, p99 %.2f ms, errors %d",
                MANY,
                extent.many().toSeconds(),
                PACE_OF_MANY.toSeconds(),
                result.calls(),
                result.perSecond(),
                result.latencyMs(0.5),
                result.latencyMs(0.99),
                result.errors());
    }

    private static Calls.Call mixed(Calls user) {
        return ThreadLocalRandom.current().nextDouble() < SHARE_OF_WRITES ? user.create() : user.read();
    }

    /** A steady load, and at equal intervals what is left in the heap after a full collection. */
    private void memory() throws IOException, InterruptedException {
        say("");
        say(
                "steady load for %d s: %d connections, a call each %d ms, one in ten a write",
                extent.steady().toSeconds(), CLIENTS, PACE_OF_STEADY.toMillis());
        List<Calls> users = users(CLIENTS, "s");
        Load load = new Load(server.port(), Thread.ofPlatform().factory());
        check(load.run(users, LoadBenchmark::mixed, extent.warmUp(), PACE_OF_STEADY));
        double[] minutes = new double[extent.samples() + 1];
        double[] heap = new double[extent.samples() + 1];
        Duration interval = extent.steady().dividedBy(extent.samples());
        long calls = 0;
        long begun = System.nanoTime();
        for (int sample = 0; sample <= extent.samples(); sample++) {
            if (sample > 0) {
                Load.Result result = load.run(users, LoadBenchmark::mixed, interval, PACE_OF_STEADY);
                check(result);
                calls += result.calls();
            }
            minutes[sample] = (System.nanoTime() - begun) / 60e9;
            heap[sample] = server.heapAfterCollectionMiB();
            say(
                    "  after %4.1f min and %6d calls: heap %6.1f MiB, resident %5.0f MiB",
                    minutes[sample], calls, heap[sample], server.residentMiB());
        }
        say("  slope of the heap %.2f MiB a minute", slope(minutes, heap));
    }

    /** Least squares. */
    private static double slope(double[] x, double[] y) {
        double meanX = java.util.Arrays.stream(x).average().orElseThrow();
        double meanY = java.util.Arrays.stream(y).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.length; i++) {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }
        return covariance / variance;
    }

    private void check(Load.Result result) {
        if (result.errors() > 0) {
            failed = true;
            say("%d errors, the first: %s", result.errors(), result.firstError().orElse(""));
        }
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
