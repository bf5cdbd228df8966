package org.gongping.core.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Writes a log of so many entries (default 1,000,000) to a folder and verifies it; prints times and memory in use. */
public final class VerifierBenchmark {
    private VerifierBenchmark() {}

    public static void main(String[] args) throws IOException {
        int entries = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("verifier-benchmark");
        try {
            Path policy = folder.resolve("policy");
            write(folder.resolve("log"), policy, entries);
            for (int round = 1; round <= 3; round++) {
                System.gc();
                Report report = new Verifier(policy, folder.resolve("state.json"), Limits.usual())
                        .verify(folder.resolve("log").toString());
                System.out.printf(
                        "round %d: exit code %d, %s, %.2f s, heap after it %d MiB%n",
                        round,
                        report.exitCode(),
                        report.counts(),
                        report.elapsed().toMillis() / 1000.0,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Bundles and tiles as they come, so that memory does not grow with them; whole tiles only. */
    private static void write(Path log, Path policy, int entries) throws IOException {
        long begin = System.nanoTime();
        SampleLog keys = new SampleLog();
        Random random = new Random(1);
        byte[] commitment = new byte[32];
        List<List<byte[]>> levels = new ArrayList<>();
        List<byte[]> roots = new ArrayList<>();
        int tiles = Math.ceilDiv(entries, 256);
        for (int tile = 0; tile < tiles; tile++) {
            List<byte[]> bundle = new ArrayList<>(256);
            for (int i = 0; i < 256; i++) {
                random.nextBytes(commitment);
                bundle.add(("{\"c\":\"" + HexFormat.of().formatHex(commitment) + "\",\"v\":1}")
                        .getBytes(StandardCharsets.UTF_8));
            }
            SampleLog.put(log.resolve(Tiles.entriesPath(tile, 256)), SampleLog.bundle(bundle));
            List<byte[]> leaves = bundle.stream().map(NaiveTree::leaf).toList();
            roots.add(NaiveTree.root(leaves));
            putTile(log, 0, tile, leaves);
            climb(log, levels, 0, roots.getLast(), tile);
        }
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                long number = (tiles - 1L) >>> (8 * level) >>> 8;
                putTile(log, level + 1, number, levels.get(level));
            }
        }
        String text = SampleLog.ORIGIN + "\n" + tiles * 256L + "\n"
                + Base64.getEncoder().encodeToString(NaiveTree.root(roots)) + "\n";
        String note = text + "\n" + keys.key.line(text, 0) + keys.witness.line(text, SampleLog.TIME);
        SampleLog.put(log.resolve("checkpoint"), note.getBytes(StandardCharsets.UTF_8));
        SampleLog.put(policy, keys.policy().getBytes(StandardCharsets.UTF_8));
        System.out.printf("wrote %d entries in %.1f s%n", tiles * 256L, (System.nanoTime() - begin) / 1e9);
    }

    /** @param index of the hash on its level */
    private static void climb(Path log, List<List<byte[]>> levels, int level, byte[] hash, long index) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>(256));
        }
        levels.get(level).add(hash);
        if (levels.get(level).size() == 256) {
            List<byte[]> full = List.copyOf(levels.get(level));
            putTile(log, level + 1, index >>> 8, full);
            levels.get(level).clear();
            climb(log, levels, level + 1, NaiveTree.root(full), index >>> 8);
        }
    }

    private static void putTile(Path log, int level, long number, List<byte[]> hashes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * 32);
        hashes.forEach(bytes::writeBytes);
        SampleLog.put(log.resolve(Tiles.path(level, number, hashes.size())), bytes.toByteArray());
    }
}
