package org.gongping.service.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gongping.core.Sha256;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreditCode;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.TestIssuer;
import org.gongping.service.bid.client.BidServer;

/**
 * Sealed bids: uploads beside writing and hashing the same files, a burst in the last minute before a deadline in which some
 * connections break, and an opening in which all decrypt at once. The server has a heap of 512 MB. Ends with 1 when a bid that
 * was accepted is not in the list of the opening, one was accepted late, or not all bids open.
 */
public final class BidBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MIB = 1 << 20;
    private static final int AT_ONCE = 4;
    private static final int BROKEN = 10;

    /** How much each part does. */
    private record Extent(int rounds, int files, int fileMiB, int burst, int opening, int bidMiB) {
        static final Extent FULL = new Extent(3, 8, 200, 2_000, 500, 20);
        static final Extent SHORT = new Extent(1, 4, 50, 100, 20, 20);
    }

    private final Extent extent;
    private final Path folder;
    private final BenchDatabase database;
    private final TestIssuer issuer;
    private final ServerProcess server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] secretKey = new byte[32];
    private int made;
    private boolean failed;

    private BidBenchmark(Extent extent, Path folder, BenchDatabase database, TestIssuer issuer, ServerProcess server) {
        this.extent = extent;
        this.folder = folder;
        this.database = database;
        this.issuer = issuer;
        this.server = server;
        RANDOM.nextBytes(secretKey);
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
            uploads();
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

    private static void say(String format, Object... values) {
        System.out.println(String.format(format, values));
    }

    // A tender with as many registered bidders as are needed, in the tables: what is measured is sending and opening.

    private record Lot(UUID project, UUID lot, String code, List<Bidder> bidders) {}

    private record Bidder(BidServer server, String token) {}

    /** A unified social credit code whose check character agrees (GB 32100-2015). */
    private static String creditCode(int number) {
        String front = "91350100M%08d".formatted(number);
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(c -> front + (char) c)
                .filter(CreditCode::isValid)
                .findFirst()
                .orElseThrow();
    }

    private Lot tender(String code, int bidders, Instant deadline) throws SQLException {
        UUID project = UUID.randomUUID();
        UUID lot = UUID.randomUUID();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < bidders; i++) {
            codes.add(creditCode(++made));
        }
        database.execute("""
                INSERT INTO tender_project (id, code, title, regime, project_type, procurement_kind, must_tender_by_law,
                    owner_id, agent_id, authority_id, issued_at, issue_end, bid_deadline, opening_time, opening_place,
                    bid_validity_days, rule_set, created_at)
                SELECT '%1$s', '%2$s', 'bench', regime, project_type, procurement_kind, true, owner_id, agent_id,
                    authority_id, now() - interval '30 days', now() - interval '20 days', '%3$s', '%3$s', 'bench', 90,
                    'cn-e-2025.1', now() FROM tender_project LIMIT 1;
                INSERT INTO lot (project_id, id, no, name, ceiling_price, method, method_digest, phase)
                SELECT '%1$s', '%4$s', 1, 'bench', ceiling_price, method, method_digest, 'PUBLISHED' FROM lot LIMIT 1;
                INSERT INTO opening_plan VALUES ('%1$s', 1, '{PRICE}', 60, 10, NULL, '{}', false);
                INSERT INTO organisation (id, name, kind, credit_code, created_at)
                SELECT gen_random_uuid(), code, 'BIDDER', code, now() FROM unnest(string_to_array('%5$s', ',')) code;
                INSERT INTO bidder_registration (project_id, id, organisation_id, registered_at)
                SELECT '%1$s', gen_random_uuid(), id, now() FROM organisation
                WHERE credit_code = ANY (string_to_array('%5$s', ','));
                INSERT INTO project_member (project_id, id, role, organisation_id, since)
                SELECT '%1$s', gen_random_uuid(), 'bidder', organisation_id, now() FROM bidder_registration
                WHERE project_id = '%1$s';
                """.formatted(project, code, deadline, lot, String.join(",", codes)));
        List<Bidder> list = new ArrayList<>();
        for (int i = 0; i < bidders; i++) {
            var claims = issuer.claims(codes.get(i), Role.BIDDER);
            claims.put("organisation", codes.get(i));
            String token = issuer.sign(issuer.mainKey(), claims);
            list.add(new Bidder(
                    new BidServer(URI.create("http://127.0.0.1:" + server.port()), () -> token, http), token));
        }
        return new Lot(project, lot, code, list);
    }

    private record Sealed(Path file, long size, String sha256, byte[] key) {}

    private record Noise(int bytes) implements SealEnvelope.Source {
        @Override
        public String name() {
            return "bid.bin";
        }

        @Override
        public InputStream open() {
            var random = new Random(bytes);
            return new InputStream() {
                private int left = bytes;
                private final byte[] block = new byte[1 << 16];
                private int used = block.length;

                @Override
                public int read() {
                    var one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] to, int at, int length) {
                    if (left == 0) {
                        return -1;
                    }
                    if (used == block.length) {
                        random.nextBytes(block);
                        used = 0;
                    }
                    int count = Math.min(Math.min(length, left), block.length - used);
                    System.arraycopy(block, used, to, at, count);
                    used += count;
                    left -= count;
                    return count;
                }
            };
        }
    }

    private Sealed seal(String code, int mib) throws Exception {
        Path file = folder.resolve(code + ".gpe");
        var terms =
                new SealEnvelope.Terms(code, 1, EnvelopeKind.PRICE, SealedBox.publicKey(secretKey), Optional.empty());
        var summary = new OpeningSummary(
                BigDecimal.TEN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        try (OutputStream out = Files.newOutputStream(file)) {
            var sealed = new SealEnvelope(RANDOM)
                    .seal(terms, List.of(new Noise(mib * MIB - 70_000)), Optional.of(summary), out);
            return new Sealed(
                    file,
                    sealed.size(),
                    HexFormat.of().formatHex(sealed.sha256()),
                    EnvelopeKey.open(sealed.header(), secretKey));
        }
    }

    /** Uploads beside reading, writing and hashing the same file as often, in turns. */
    private void uploads() throws Exception {
        Lot lot = tender("BENCH-UPLOAD", AT_ONCE, Instant.now().plus(Duration.ofDays(1)));
        Sealed sealed = seal(lot.code(), extent.fileMiB());
        double mib = (double) sealed.size() * extent.files() / MIB;
        double[] ratios = new double[extent.rounds()];
        for (int round = 0; round <= extent.rounds(); round++) {
            double local = seconds(AT_ONCE, extent.files(), i -> writeAndHash(sealed.file(), i));
            List<UUID> sent = new ArrayList<>();
            double sending = seconds(AT_ONCE, extent.files(), i -> {
                Bidder bidder = lot.bidders().get(i % AT_ONCE);
                String place = bidder.server().begin(lot.project(), lot.lot(), EnvelopeKind.PRICE, sealed.size());
                send(bidder, place, sealed);
                synchronized (sent) {
                    sent.add(UUID.fromString(place.substring(place.lastIndexOf('/') + 1)));
                }
                return null;
            });
            database.execute("UPDATE bid_upload SET removed_at = now() WHERE project_id = '" + lot.project() + "'");
            drop(sent);
            if (round == 0) {
                continue;
            }
            ratios[round - 1] = local / sending;
            say(
                    "upload: %d x %d MiB, %d at once: %.0f MiB/s; written and hashed locally %.0f MiB/s; ratio %.2f",
                    extent.files(), extent.fileMiB(), AT_ONCE, mib / sending, mib / local, ratios[round - 1]);
        }
        Arrays.sort(ratios);
        say("upload: median ratio %.2f (aim 0.6)", ratios[ratios.length / 2]);
    }

    /** At the least cost for this machine, which is the server's as well: bidders send from machines of their own. */
    private void send(Bidder bidder, String place, Sealed sealed) throws IOException {
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
                FileChannel file = FileChannel.open(sealed.file())) {
            socket.write(ByteBuffer.wrap(patch(bidder, place, 0, sealed.size())));
            long sent = 0;
            while (sent < sealed.size()) {
                sent += file.transferTo(sent, sealed.size() - sent, socket);
            }
            ByteBuffer answer = ByteBuffer.allocate(4096);
            socket.read(answer);
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            if (!text.startsWith("HTTP/1.1 204 ")) {
                throw new IOException(text);
            }
        }
    }

    private static byte[] patch(Bidder bidder, String place, long offset, long length) {
        return ("PATCH " + place + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer "
                        + bidder.token() + "\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: "
                        + offset + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void drop(List<UUID> uploads) throws IOException {
        try (var files = Files.walk(folder.resolve("documents/envelopes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (uploads.stream().anyMatch(each -> name.startsWith(each.toString()))) {
                    Files.delete(file);
                }
            }
        }
    }

    private Void writeAndHash(Path from, int number) throws IOException {
        Path to = folder.resolve("local-" + number);
        MessageDigest digest = Sha256.fresh();
        byte[] buffer = new byte[1 << 17];
        try (InputStream in = Files.newInputStream(from);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(ByteBuffer.wrap(buffer, 0, count));
            }
            out.force(true);
        }
        digest.digest();
        Files.delete(to);
        return null;
    }

    @FunctionalInterface
    private interface Job<T> {
        T run(int number) throws Exception;
    }

    private static double seconds(int atOnce, int count, Job<?> job) throws Exception {
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            all(threads, count, job);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static <T> List<T> all(ExecutorService threads, int count, Job<T> job) throws Exception {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            futures.add(threads.submit((Callable<T>) () -> job.run(number)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    /** All but the last MiB is there; that comes in the last minute, and one in ten connections breaks in the middle of it. */
    private void burst() throws Exception {
        Lot lot = tender("BENCH-BURST", extent.burst(), Instant.now().plus(Duration.ofDays(1)));
        Sealed sealed = seal(lot.code(), 2);
        List<String> places;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            places = all(threads, extent.burst(), i -> {
                BidServer bidder = lot.bidders().get(i).server();
                String place = bidder.begin(lot.project(), lot.lot(), EnvelopeKind.PRICE, sealed.size());
                bidder.resume(place, sealed.file(), sealed.size() - MIB);
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
            accepted = all(threads, extent.burst(), i -> {
                Thread.sleep(Math.max(
                        0, Duration.between(Instant.now(), begins.get(i)).toMillis()));
                try {
                    if (i % BROKEN == 0) {
                        breakOff(lot.bidders().get(i), places.get(i), sealed);
                        broken.incrementAndGet();
                    }
                    lot.bidders().get(i).server().resume(places.get(i), sealed.file(), sealed.size());
                    submit(lot, i, places.get(i), sealed);
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

    private void submit(Lot lot, int bidder, String place, Sealed sealed) throws IOException, InterruptedException {
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
    private void breakOff(Bidder bidder, String place, Sealed sealed) throws IOException {
        long offset = sealed.size() - MIB;
        try (Socket socket = new Socket("127.0.0.1", server.port());
                InputStream in = Files.newInputStream(sealed.file())) {
            in.skipNBytes(offset);
            OutputStream out = socket.getOutputStream();
            out.write(patch(bidder, place, offset, MIB));
            out.write(in.readNBytes(MIB / 2));
            out.flush();
        }
    }

    /** All decrypt at the same moment. */
    private void opening() throws Exception {
        Lot lot = tender("BENCH-OPENING", extent.opening(), Instant.now().plus(Duration.ofDays(1)));
        Sealed sealed = seal(lot.code(), extent.bidMiB());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            all(threads, extent.opening(), i -> {
                UUID upload = lot.bidders()
                        .get(i)
                        .server()
                        .upload(lot.project(), lot.lot(), EnvelopeKind.PRICE, sealed.file());
                submit(lot, i, upload.toString(), sealed);
                return null;
            });
        }
        database.execute("UPDATE tender_project SET bid_deadline = now(), opening_time = now() WHERE id = '"
                + lot.project() + "'");
        long listed = awaitCount("SELECT count(*) FROM bid WHERE project_id = '" + lot.project() + "'");
        String path = "/projects/" + lot.project() + "/lots/" + lot.lot() + "/opening/decryption";
        JsonNode keys = JSON.valueToTree(Map.of(
                "keys",
                List.of(Map.of("kind", "price", "key", Base64.getEncoder().encodeToString(sealed.key())))));
        long begun = System.nanoTime();
        long[] each = new long[extent.opening()];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all(threads, extent.opening(), i -> {
                lot.bidders().get(i).server().post(path, keys);
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
                (double) sealed.size() * listed / MIB / seconds);
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
