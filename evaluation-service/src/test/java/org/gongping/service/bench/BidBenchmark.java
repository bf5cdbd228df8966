package org.gongping.service.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.service.TestIssuer;
import org.gongping.service.bid.client.BidServer;

/**
 * Sealed bids: uploads beside writing and hashing the same files, a burst in the last minute before a deadline in which some
 * connections break, and an opening in which all decrypt at once. The server has a heap of 512 MB. Ends with 1 when a bid that
 * was accepted is not in the list of the opening, one was accepted late, or not all bids open.
 */
public final class BidBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIB = BenchTenders.MIB;
    private static final int BROKEN = 10;

    /** How much each part does. */
    private record Extent(int rounds, int files, int fileMiB, int burst, int opening, int bidMiB) {
        static final Extent FULL = new Extent(3, 8, 200, 2_000, 500, 20);
        static final Extent SHORT = new Extent(1, 4, 50, 100, 20, 20);
    }

    private final Extent extent;
    private final Path folder;
    private final BenchDatabase database;
    private final ServerProcess server;
    private final BenchTenders tenders;
    private boolean failed;

    private BidBenchmark(Extent extent, Path folder, BenchDatabase database, TestIssuer issuer, ServerProcess server) {
        this.extent = extent;
        this.folder = folder;
        this.database = database;
        this.server = server;
        this.tenders = new BenchTenders(folder, database, issuer, server.port());
    }

    /** Arguments: the folder for everything that the run writes; then {@code --short}, {@code --only=upload|burst|opening}. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        List<String> options = List.of(args).subList(1, args.length);
        Files.createDirectories(folder);
        boolean failed;
        try (var database = new BenchDatabase(folder);
                var issuer = new TestIssuer();
                var server = new ServerProcess(folder, database, issuer.uri(), 16, List.of("-Xmx512m"))) {
            var benchmark = new BidBenchmark(
                    options.contains("--short") ? Extent.SHORT : Extent.FULL, folder, database, issuer, server);
            benchmark.run(options);
            failed = benchmark.failed;
        }
        System.exit(failed ? 1 : 0);
    }

    private void run(List<String> options) throws Exception {
        say(
                "%s, %d processors, Java %s, PostgreSQL %s, server -Xmx512m",
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                database.version());
        if (wants(options, "upload")) {
            new UploadBenchmark(
                            tenders, database, folder, server.port(), extent.rounds(), extent.files(), extent.fileMiB())
                    .run();
        }
        if (wants(options, "burst")) {
            burst();
        }
        if (wants(options, "opening")) {
            opening();
        }
        say(
                "server: heap after a collection %.0f MiB, resident %.0f MiB",
                server.heapAfterCollectionMiB(), server.residentMiB());
    }

    private static boolean wants(List<String> options, String part) {
        return options.stream().noneMatch(option -> option.startsWith("--only=")) || options.contains("--only=" + part);
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(format, values));
    }

    /** All but the last MiB is there; that comes in the last minute, and one in ten connections breaks in the middle of it. */
    private void burst() throws Exception {
        BenchTenders.Lot lot =
                tenders.tender("BENCH-BURST", extent.burst(), Instant.now().plus(Duration.ofDays(1)));
        List<BenchTenders.Sealed> sealed;
        List<String> places;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            sealed = Jobs.all(threads, extent.burst(), i -> tenders.seal(lot, i, 2));
            places = Jobs.all(threads, extent.burst(), i -> {
                BidServer bidder = lot.bidders().get(i).server();
                BenchTenders.Sealed own = sealed.get(i);
                String place = bidder.begin(lot.project(), lot.lot(), EnvelopeKind.PRICE, own.size());
                bidder.resume(place, own.file(), own.size() - MIB);
                return place;
            });
        }
        Instant deadline = Instant.now().plusSeconds(61).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        database.execute("UPDATE tender_project SET bid_deadline = '%1$s', opening_time = '%1$s' WHERE id = '%2$s'"
                .formatted(deadline, lot.project()));
        // Denser towards the end, as people are; the last begins half a second before it.
        Random random = new Random(1);
        List<Instant> begins = Stream.generate(() ->
                        deadline.minusMillis(500 + Math.round((1 - Math.sqrt(random.nextDouble())) * 59_500)))
                .limit(extent.burst())
                .toList();
        var broken = new AtomicInteger();
        Map<String, Integer> refused = new ConcurrentHashMap<>();
        List<Boolean> accepted;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            accepted = Jobs.all(threads, extent.burst(), i -> {
                Thread.sleep(Math.max(
                        0, Duration.between(Instant.now(), begins.get(i)).toMillis()));
                try {
                    if (i % BROKEN == 0) {
                        breakOff(lot.bidders().get(i), places.get(i), sealed.get(i));
                        broken.incrementAndGet();
                    }
                    BenchTenders.Sealed own = sealed.get(i);
                    lot.bidders().get(i).server().resume(places.get(i), own.file(), own.size());
                    submit(lot, i, places.get(i), own);
                    return true;
                } catch (BidServer.Refused e) {
                    refused.merge(e.getMessage(), 1, Integer::sum);
                    return false;
                }
            });
        }
        long said = accepted.stream().filter(each -> each).count();
        long kept = count("SELECT count(*) FROM bid_submission WHERE project_id = '" + lot.project() + "'");
        long late = count("SELECT count(*) FROM bid_submission s JOIN tender_project p ON p.id = s.project_id WHERE"
                + " s.received_at >= p.bid_deadline AND p.id = '" + lot.project() + "'");
        long listed = awaitCount("SELECT count(*) FROM bid WHERE project_id = '" + lot.project() + "'");
        failed |= said != kept || listed != kept || late > 0;
        say(
                "burst: %d uploads in 60 s, %d connections broken off: %d accepted, refused %s; in the table %d, in the list"
                        + " of the opening %d, late %d",
                extent.burst(), broken.get(), said, refused, kept, listed, late);
    }

    private void submit(BenchTenders.Lot lot, int bidder, String place, BenchTenders.Sealed sealed)
            throws IOException, InterruptedException {
        JsonNode bid = JSON.valueToTree(Map.of(
                "envelopes",
                List.of(Map.of(
                        "kind", "price",
                        "uploadId", place.substring(place.lastIndexOf('/') + 1),
                        "sha256", sealed.sha256())),
                "traits",
                Map.of("tool", "bench", "toolVersion", "1"),
                "consent",
                "traits/1"));
        lot.bidders()
                .get(bidder)
                .server()
                .post("/projects/" + lot.project() + "/lots/" + lot.lot() + "/submissions", bid);
    }

    /** Sends half of what is missing and closes the connection. */
    private void breakOff(BenchTenders.Bidder bidder, String place, BenchTenders.Sealed sealed) throws IOException {
        long offset = sealed.size() - MIB;
        try (Socket socket = new Socket("127.0.0.1", server.port());
                InputStream in = Files.newInputStream(sealed.file())) {
            in.skipNBytes(offset);
            OutputStream out = socket.getOutputStream();
            out.write(BenchTenders.patch(bidder, place, offset, MIB));
            out.write(in.readNBytes(MIB / 2));
            out.flush();
        }
    }

    /** All decrypt at the same moment. */
    private void opening() throws Exception {
        BenchTenders.Lot lot =
                tenders.tender("BENCH-OPENING", extent.opening(), Instant.now().plus(Duration.ofDays(1)));
        List<BenchTenders.Sealed> sealed;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            sealed = Jobs.all(threads, extent.opening(), i -> {
                BenchTenders.Sealed own = tenders.seal(lot, i, extent.bidMiB());
                UUID upload =
                        lot.bidders().get(i).server().upload(lot.project(), lot.lot(), EnvelopeKind.PRICE, own.file());
                submit(lot, i, upload.toString(), own);
                Files.delete(own.file());
                return own;
            });
        }
        database.execute("UPDATE tender_project SET bid_deadline = now(), opening_time = now() WHERE id = '"
                + lot.project() + "'");
        long listed = awaitCount("SELECT count(*) FROM bid WHERE project_id = '" + lot.project() + "'");
        String path = "/projects/" + lot.project() + "/lots/" + lot.lot() + "/opening/decryption";
        List<JsonNode> keys = sealed.stream()
                .<JsonNode>map(own -> JSON.valueToTree(Map.of(
                        "keys",
                        List.of(Map.of(
                                "kind", "price", "key", Base64.getEncoder().encodeToString(own.key()))))))
                .toList();
        long begun = System.nanoTime();
        long[] each = new long[extent.opening()];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Jobs.all(threads, extent.opening(), i -> {
                lot.bidders().get(i).server().post(path, keys.get(i));
                each[i] = System.nanoTime() - begun;
                return null;
            });
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long open = count("SELECT count(*) FROM bid WHERE state = 'OPENED' AND project_id = '" + lot.project() + "'");
        Arrays.sort(each);
        failed |= open != extent.opening() || listed != extent.opening();
        say(
                "opening: %d bids of %d MiB, all decrypting at once: %d read out after %.1f s (median answer %.1f s, last %.1f"
                        + " s), %.0f MiB/s",
                listed,
                extent.bidMiB(),
                open,
                seconds,
                each[each.length / 2] / 1e9,
                each[each.length - 1] / 1e9,
                (double) sealed.getFirst().size() * listed / MIB / seconds);
    }

    private long count(String sql) throws SQLException {
        return database.number(sql);
    }

    /** Of what the server does by itself a moment after the deadline. */
    private long awaitCount(String sql) throws SQLException, InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (count(sql) == 0 && System.nanoTime() < limit) {
            Thread.sleep(200);
        }
        return count(sql);
    }
}
