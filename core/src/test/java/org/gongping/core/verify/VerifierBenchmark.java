package org.gongping.core.verify;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

    private static void write(Path log, Path policy, int entries) {
        long begin = System.nanoTime();
        SampleLog sample = SampleLog.of(entries, 1);
        sample.write(log);
        SampleLog.put(policy, sample.policy().getBytes(StandardCharsets.UTF_8));
        System.out.printf("wrote %d entries in %.1f s%n", entries, (System.nanoTime() - begin) / 1e9);
    }
}
