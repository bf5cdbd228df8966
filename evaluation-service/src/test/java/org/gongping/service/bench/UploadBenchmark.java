package org.gongping.service.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Sha256;
import org.gongping.core.bid.envelope.EnvelopeKind;

/**
 * Uploads beside reading, writing and hashing the same file as often, and beside the least that a server in Java can do with
 * them, in turns.
 */
final class UploadBenchmark {
    private static final int AT_ONCE = 4;

    private final BenchTenders tenders;
    private final BenchDatabase database;
    private final Path folder;
    private final int port;
    private final int rounds;
    private final int files;
    private final int fileMiB;

    UploadBenchmark(
            BenchTenders tenders, BenchDatabase database, Path folder, int port, int rounds, int files, int fileMiB) {
        this.tenders = tenders;
        this.database = database;
        this.folder = folder;
        this.port = port;
        this.rounds = rounds;
        this.files = files;
        this.fileMiB = fileMiB;
    }

    void run() throws Exception {
        BenchTenders.Lot lot =
                tenders.tender("BENCH-UPLOAD", AT_ONCE, Instant.now().plus(Duration.ofDays(1)));
        List<BenchTenders.Sealed> sealed = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            sealed.add(tenders.seal(lot, i, fileMiB));
        }
        double mib = (double) sealed.getFirst().size() * files / BenchTenders.MIB;
        double[] ratios = new double[rounds];
        double[] bareRatios = new double[rounds];
        try (var bare = new BareServer(folder)) {
            for (int round = 0; round <= rounds; round++) {
                double local = Jobs.seconds(
                        AT_ONCE,
                        files,
                        i -> writeAndHash(sealed.get(i % AT_ONCE).file(), i));
                double barely = Jobs.seconds(AT_ONCE, files, i -> {
                    bare.send(sealed.get(i % AT_ONCE).file());
                    return null;
                });
                List<UUID> sent = new ArrayList<>();
                double sending = Jobs.seconds(AT_ONCE, files, i -> {
                    BenchTenders.Bidder bidder = lot.bidders().get(i % AT_ONCE);
                    BenchTenders.Sealed own = sealed.get(i % AT_ONCE);
                    String place = bidder.server().begin(lot.project(), lot.lot(), EnvelopeKind.PRICE, own.size());
                    send(bidder, place, own);
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
                bareRatios[round - 1] = local / barely;
                BidBenchmark.say(
                        "upload: %d x %d MiB, %d at once: %.0f MiB/s; bare server %.0f MiB/s; written and hashed locally %.0f"
                                + " MiB/s; ratios %.2f, bare %.2f",
                        files,
                        fileMiB,
                        AT_ONCE,
                        mib / sending,
                        mib / barely,
                        mib / local,
                        ratios[round - 1],
                        bareRatios[round - 1]);
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(bareRatios);
        BidBenchmark.say(
                "upload: median ratio %.2f (aim 0.6), of the bare server %.2f",
                ratios[rounds / 2], bareRatios[rounds / 2]);
    }

    /** At the least cost for this machine, which is the server's as well: bidders send from machines of their own. */
    private void send(BenchTenders.Bidder bidder, String place, BenchTenders.Sealed sealed) throws IOException {
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                FileChannel file = FileChannel.open(sealed.file())) {
            socket.write(ByteBuffer.wrap(BenchTenders.patch(bidder, place, 0, sealed.size())));
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
}
