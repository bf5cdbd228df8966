package org.gongping.service.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.audit.sequence.Sequencer;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;

/**
 * The log under load: durable appends with a checkpoint every 200 ms beside pgbench inserting rows of the same size into
 * a plain table, how long a record waits for its signed checkpoint, how long a proof takes, how long it takes to verify
 * a log, and how all of it grows.
 */
public final class AuditBenchmark {
    private static final int WRITERS = 16;
    private static final Duration BATCH = Duration.ofMillis(200);
    private static final String ORIGIN = "log.bench/gongping";
    private static final Actor ACTOR =
            new Actor("bench", "bench", "bench", Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));

    /**
     * @param appending how long appends are sustained
     * @param sizes entries of the seeded logs
     * @param verified entries of the log that is verified whole
     */
    private record Extent(Duration appending, int rounds, List<Long> sizes, long verified) {
        static final Extent FULL =
                new Extent(Duration.ofSeconds(120), 3, List.of(100_000L, 1_000_000L, 10_000_000L), 1_000_000);
        static final Extent SHORT = new Extent(Duration.ofSeconds(10), 1, List.of(10_000L, 100_000L), 100_000);
    }

    private AuditBenchmark() {}

    /** Arguments: the folder for everything that the run writes; then {@code --short}, {@code --only=appends|growth}. */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        List<String> options = List.of(args).subList(1, args.length);
        Extent extent = options.contains("--short") ? Extent.SHORT : Extent.FULL;
        say(
                "%s, %d processors, Java %s, load average %.1f",
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (!options.contains("--only=growth")) {
            try (var database = new BenchDatabase(folder)) {
                appends(extent, folder, database);
            }
        }
        if (!options.contains("--only=appends")) {
            for (long size : extent.sizes()) {
                growth(folder.resolve("log-" + size), size, size == extent.verified());
            }
        }
    }

    private static void appends(Extent extent, Path folder, BenchDatabase database)
            throws IOException, SQLException, InterruptedException {
        var pgbench = new Pgbench(database);
        database.execute("CREATE TABLE plain_row (id uuid PRIMARY KEY, at timestamptz NOT NULL, record text NOT NULL,"
                + " salt bytea NOT NULL, entry text NOT NULL, leaf bytea NOT NULL);"
                + " GRANT INSERT ON plain_row TO " + BenchDatabase.LOGIN);
        try (var running = new RunningLog(folder.resolve("log-appends-" + UUID.randomUUID()), database)) {
            int recordBytes = running.append(0).record().getBytes(StandardCharsets.UTF_8).length;
            var content = new PgbenchScript(
                    "INSERT INTO plain_row VALUES (gen_random_uuid(), now(), repeat('r', " + recordBytes
                            + "), decode(repeat('ab', 32), 'hex'), repeat('e', 79), decode(repeat('cd', 32), 'hex'));\n",
                    Map.of());
            Path script = Files.writeString(folder.resolve("plain.sql"), content.text());
            say(
                    "appends: %d writers, a record of %d bytes, a checkpoint every %d ms",
                    WRITERS, recordBytes, BATCH.toMillis());
            running.run(Duration.ofSeconds(10));
            pgbench.run(script, content, WRITERS, Duration.ofSeconds(5));
            for (int round = 1; round <= extent.rounds(); round++) {
                database.settle();
                Pgbench.Result plain = pgbench.run(
                        script,
                        content,
                        WRITERS,
                        Duration.ofSeconds(Math.min(30, extent.appending().toSeconds())));
                database.settle();
                long heapBefore = heap();
                RunningLog.Rate rate = running.run(extent.appending());
                say(
                        "  %d. pgbench %6.0f/s | log %6.0f/s, mean %.1f ms, p99 %.1f ms, %.0f µs of"
                                + " processor time in this process | commit to signed checkpoint p50"
                                + " %.0f, p99 %.0f ms | ratio %.2f | heap %d to %d MiB",
                        round,
                        plain.tps(),
                        rate.perSecond(),
                        rate.meanMs(),
                        rate.p99Ms(),
                        rate.cpuMicros(),
                        rate.signedP50(),
                        rate.signedP99(),
                        rate.perSecond() / plain.tps(),
                        heapBefore,
                        heap());
            }
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** A log over a database, with a sequencer of its own. */
    private static final class RunningLog implements AutoCloseable {
        private final Database database;
        private final AuditLog audit;
        private final Lead lead;
        private final Sequencer sequencer;
        private final Thread thread;
        private final BenchDatabase server;
        private final ConcurrentSkipListMap<Long, Long> signedAt = new ConcurrentSkipListMap<>();
        private volatile boolean closed;

        /** @param cpuMicros of this process for each append, with the sequencer and the compiler's work */
        private record Rate(
                double perSecond, double meanMs, double p99Ms, double cpuMicros, double signedP50, double signedP99) {}

        private record Sample(UUID id, long committedAt) {}

        RunningLog(Path folder, BenchDatabase server) throws IOException {
            this.server = server;
            InstantSource clock = InstantSource.system();
            RandomSource random = RandomSource.secure();
            var ids = new Ids(clock, random);
            database = Database.open(
                    server.url(), BenchDatabase.LOGIN, BenchDatabase.LOGIN, Database.Limits.ofPool(WRITERS));
            audit = new AuditLog(
                    new AuditRepository(),
                    new PersonalData(new PersonalDataRepository(), clock, random, ids),
                    clock,
                    random,
                    ids);
            lead = Lead.tryTake(new DatabaseLogin(server.url(), BenchDatabase.SEQUENCER, BenchDatabase.SEQUENCER), 1)
                    .orElseThrow();
            Path signer = Files.createDirectories(folder.resolve("signer"));
            sequencer = Sequencer.resume(
                    lead,
                    new SequenceRepository(),
                    new LogFolder(Files.createDirectories(folder.resolve("log"))),
                    new CheckpointSigner(
                            SoftwareSigner.generate(ORIGIN, SignatureType.ED25519, new SecureRandom()),
                            new LogFolder(signer)),
                    clock,
                    note -> signedAt.put(
                            Checkpoint.parse(note.text()).orElseThrow().size(), System.nanoTime()));
            thread = Thread.ofPlatform().start(() -> {
                while (!closed) {
                    long begun = System.nanoTime();
                    sequencer.step();
                    LockSupport.parkNanos(BATCH.toNanos() - (System.nanoTime() - begun));
                }
            });
        }

        AuditEntry append(int writer) {
            return database.transact(tx -> audit.append(
                    tx,
                    AuditStep.inTender(AuditKind.PROJECT_CREATE, ACTOR, "tender_agent", null, "BENCH-" + writer)
                            .with("title", "江城市滨江路跨河桥工程施工第 " + writer + " 合同段")
                            .with("regime", "ENGINEERING")
                            .with("projectType", "HIGHWAY")
                            .with("procurementKind", "WORKS")));
        }

        Rate run(Duration length) throws InterruptedException, SQLException {
            long cpu = cpu();
            long end = System.nanoTime() + length.toNanos();
            var count = new AtomicLong();
            var latencies = new ConcurrentLinkedQueue<Double>();
            var samples = new ConcurrentLinkedQueue<Sample>();
            List<Thread> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; System.nanoTime() < end; i++) {
                            long begin = System.nanoTime();
                            AuditEntry entry = append(writer);
                            long done = System.nanoTime();
                            count.incrementAndGet();
                            if (i % 20 == 0) {
                                latencies.add((done - begin) / 1e6);
                                samples.add(new Sample(entry.id(), done));
                            }
                        }
                    }))
                    .toList();
            for (Thread writer : writers) {
                writer.join();
            }
            cpu = cpu() - cpu;
            // The last records wait for the next checkpoints.
            Thread.sleep(BATCH.multipliedBy(10));
            List<Double> waits = new ArrayList<>();
            try (var connection = DriverManager.getConnection(server.url(), "postgres", "postgres");
                    var place = connection.prepareStatement("SELECT idx FROM audit_seq WHERE entry_id = ?")) {
                for (Sample sample : samples) {
                    place.setObject(1, sample.id());
                    try (var row = place.executeQuery()) {
                        row.next();
                        long signed = signedAt.higherEntry(row.getLong(1)).getValue();
                        waits.add(Math.max(0, (signed - sample.committedAt()) / 1e6));
                    }
                }
            }
            List<Double> all = List.copyOf(latencies);
            return new Rate(
                    count.get() / (length.toNanos() / 1e9),
                    all.stream().mapToDouble(each -> each).average().orElse(0),
                    percentile(all, 99),
                    cpu / 1e3 / count.get(),
                    percentile(waits, 50),
                    percentile(waits, 99));
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lead.close();
            database.close();
        }
    }

    private static double percentile(List<Double> values, int percent) {
        double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }

    /** A log of a given size, seeded: what a batch of 400, a proof and the whole verification take. */
    private static void growth(Path folder, long size, boolean verify) throws IOException {
        var log = new LogFolder(Files.createDirectories(folder));
        var signer = SoftwareSigner.generate(ORIGIN, SignatureType.ED25519, new SecureRandom());
        TileWriter writer = TileWriter.resume(log, 0);
        long begin = System.nanoTime();
        var random = new Random(7);
        while (writer.size() < size) {
            long count = Math.min(16_384, size - writer.size());
            writer.stage(LongStream.range(0, count).mapToObj(i -> entry(random)).toList())
                    .write();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        var tree = new TileTree(log, size);
        double[] proofs = new double[10_000];
        for (int i = 0; i < proofs.length; i++) {
            long from = System.nanoTime();
            // A reader that has nothing at hand.
            new TileTree(log, size).proofs().inclusion(random.nextLong(size), size);
            proofs[i] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(proofs);
        byte[] root = tree.proofs().root(size);
        double[] batches = new double[50];
        for (int i = 0; i < batches.length; i++) {
            List<byte[]> batch =
                    IntStream.range(0, 400).mapToObj(each -> entry(random)).toList();
            long from = System.nanoTime();
            writer.stage(batch).write();
            batches[i] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(batches);
        say(
                "log of %,d: seeded in %.0f s | inclusion proof p50 %.2f, p99 %.2f ms | a durable batch of 400 p50 %.1f, p98"
                        + " %.1f ms",
                size,
                seconds,
                proofs[proofs.length / 2],
                proofs[proofs.length * 99 / 100],
                batches[batches.length / 2],
                batches[batches.length * 98 / 100]);
        if (verify) {
            verify(folder, log, signer, size, root);
        }
    }

    private static void verify(Path folder, LogFolder log, SoftwareSigner signer, long size, byte[] root)
            throws IOException {
        Path memory = Files.createDirectories(folder.resolveSibling("signer-" + UUID.randomUUID()));
        var signed = new CheckpointSigner(signer, new LogFolder(memory));
        Files.writeString(
                folder.resolve("checkpoint"),
                signed.sign(
                                size,
                                root,
                                new TileTree(log, size).proofs(),
                                InstantSource.system().instant())
                        .write());
        Path policy = Files.writeString(
                folder.resolve("policy"), "log " + signer.verifierKey().text() + "\nquorum none\n");
        Report report = new Verifier(policy, folder.resolve("state-" + UUID.randomUUID()), Limits.usual())
                .verify(folder.toString());
        say("  verified whole in %.1f s, exit code %d", report.elapsed().toMillis() / 1000.0, report.exitCode());
    }

    private static byte[] entry(Random random) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return ("{\"c\":\"" + HexFormat.of().formatHex(hash) + "\",\"v\":1}").getBytes(StandardCharsets.US_ASCII);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
