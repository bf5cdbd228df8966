package org.gongping.service.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of its own that can be killed and started again; each start has a log file of its own. */
public final class Child {
    /** On a machine that others keep busy, too. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private static final long POLL_MS = 20;

    /** Whether the process serves by now. */
    public interface Readiness {
        boolean holds() throws IOException;
    }

    private final String name;
    private final Path logs;
    private final List<String> command;
    private final Readiness readiness;
    private Process process;
    private int starts;

    /** @param readiness asked again and again after a start */
    public Child(String name, Path logs, List<String> command, Readiness readiness) {
        this.name = name;
        this.logs = logs;
        this.command = List.copyOf(command);
        this.readiness = readiness;
    }

    /** A command of the product, in a JVM whose compiler favours a quick start. */
    public static List<String> product(String... arguments) {
        // What is tested, without the tests: they bring a log configuration of their own.
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                "org.gongping.service.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    String name() {
        return name;
    }

    public Path log() {
        return logs.resolve(name + "-" + starts + ".log");
    }

    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public void start() {
        starts++;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be started", e);
        }
    }

    /** Waits until it serves; starts it again when it ended before, as after a kill of what it needs. */
    public void awaitReady() {
        long limit = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                if (isAlive() && readiness.holds()) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            if (System.nanoTime() > limit) {
                throw new AssertionError(name + " does not serve:\n" + logText());
            }
            try {
                if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                    start();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        kill(false);
    }

    /** As {@link #kill()}, and with it whatever it has started. */
    void killWithDescendants() {
        kill(true);
    }

    private void kill(boolean withDescendants) {
        if (process == null) {
            return;
        }
        List<ProcessHandle> gone = new ArrayList<>(List.of(process.toHandle()));
        if (withDescendants) {
            gone.addAll(process.descendants().toList());
        }
        gone.forEach(ProcessHandle::destroyForcibly);
        gone.forEach(each -> each.onExit().join());
    }

    /** SIGTERM, and a moment to end in order. */
    public void end() {
        if (!isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                killWithDescendants();
            }
        } catch (InterruptedException e) {
            killWithDescendants();
            Thread.currentThread().interrupt();
        }
    }
}
