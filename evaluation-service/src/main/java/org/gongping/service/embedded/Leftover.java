package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that outlived the one that started it. It is recognised by three things at once, so that no innocent
 * process is ever ended because a number came round again: the recorded process id, the recorded time of its start,
 * and a command line that names the state folder.
 */
final class Leftover {
    /** Start times are counted from boot, and the clock may have been corrected since. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

    private Leftover() {}

    /** The process of a record whose first line is the process id and which was written when the process started. */
    static Optional<ProcessHandle> ofRecord(Path record, Path stateRoot) {
        try {
            Instant started = Files.getLastModifiedTime(record).toInstant();
            return find(Long.parseLong(Files.readString(record).strip()), started, stateRoot);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process of a {@code postmaster.pid}: process id in line 1, seconds since the epoch in line 3. */
    static Optional<ProcessHandle> ofPostmaster(Path file, Path stateRoot) {
        try {
            List<String> lines = Files.readAllLines(file);
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return find(Long.parseLong(lines.getFirst().strip()), started, stateRoot);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    static Optional<ProcessHandle> find(long pid, Instant started, Path stateRoot) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, started))
                .filter(process ->
                        process.info().commandLine().orElse("").contains(stateRoot + java.io.File.separator));
    }

    private static boolean startedAt(ProcessHandle process, Instant recorded) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(recorded, start).abs())
                .filter(difference -> difference.compareTo(CLOCK_SLACK) <= 0)
                .isPresent();
    }

    /** Ends a process with the given signal, after the grace period by force; answers when it is gone. */
    static void end(ProcessHandle process, String signal, Duration grace) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            process.destroy();
        }
        if (!gone(process, grace)) {
            process.destroyForcibly();
            gone(process, grace);
        }
    }

    private static boolean gone(ProcessHandle process, Duration patience) {
        boolean interrupted = false;
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            // isAlive answers
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !process.isAlive();
    }
}
