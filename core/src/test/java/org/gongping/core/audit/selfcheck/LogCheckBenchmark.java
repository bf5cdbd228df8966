package org.gongping.core.audit.selfcheck;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a pass over the newest million entries takes. Run by name; the target is 60 s ({@code spec/audit-log.md} §10). */
class LogCheckBenchmark {
    @Test
    void aMillion(@TempDir Path folder) throws Exception {
        int size = Integer.getInteger("gongping.entries", 1_000_000);
        try (var log = new SeededLog(folder, size)) {
            LogCheck check = log.check(1_000_000);
            for (int i = 0; i < 3; i++) {
                Findings found = check.pass(finding -> {});
                System.gc();
                long used = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                System.out.printf(
                        "self-check of the newest %,d of %,d entries: %.1f s, %d findings, %d MiB live%n",
                        found.entries(),
                        size,
                        found.took().toMillis() / 1000.0,
                        found.findings().size(),
                        used >> 20);
            }
        }
    }
}
