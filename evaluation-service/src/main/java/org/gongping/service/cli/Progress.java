package org.gongping.service.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One line per step of a start: what, and after it is done, how many seconds it took. */
final class Progress {
    private static final int WIDTH = 56;

    private final PrintStream out;
    private final BooleanSupplier stopping;
    private final long start = System.nanoTime();

    /** @param stopping whether an unfinished step was stopped, rather than failed */
    Progress(PrintStream out, BooleanSupplier stopping) {
        this.out = out;
        this.stopping = stopping;
    }

    <T> T step(String what, Supplier<T> work) {
        long begin = System.nanoTime();
        out.print("  " + what + " " + ".".repeat(Math.max(2, WIDTH - what.length())));
        out.flush();
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            out.println(done ? seconds(begin) : stopping.getAsBoolean() ? " stopped" : " failed");
        }
    }

    void step(String what, Runnable work) {
        step(what, () -> {
            work.run();
            return null;
        });
    }

    /** Seconds since this progress began, such as {@code 12.3 s}. */
    String total() {
        return seconds(start).strip();
    }

    private static String seconds(long since) {
        return String.format(Locale.ROOT, " %4.1f s", (System.nanoTime() - since) / 1e9);
    }
}
