package org.gongping.service.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gongping.service.StartupFailure;

/** Runs a program to its end, its output going to a log file. */
final class Commands {
    private static final int TAIL_BYTES = 4096;

    private Commands() {}

    /** What becomes of a running command when everything is taken down. */
    enum AtTheEnd {
        /** It is told to stop, and what it has done so far is void. */
        STOP,
        /** It is left to finish, because it would leave something behind. */
        FINISH
    }

    static void run(
            String what,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Teardown teardown,
            AtTheEnd end) {
        var running = teardown.start(() -> Running.start(what, command, environment, log, end));
        try {
            int code = waitFor(running.process());
            if (code != 0) {
                throw new StartupFailure(what + " failed with exit code " + code + lastLine(log) + "; log: " + log);
            }
        } finally {
            teardown.disown(running);
        }
    }

    private record Running(Process process, AtTheEnd end) implements AutoCloseable {
        static Running start(
                String what, List<String> command, Map<String, String> environment, Path log, AtTheEnd end) {
            try {
                var builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
                builder.environment().putAll(environment);
                return new Running(builder.start(), end);
            } catch (IOException e) {
                throw DiskSpace.failure(what + " failed", e);
            }
        }

        @Override
        public void close() {
            if (end == AtTheEnd.STOP) {
                process.destroy();
            }
            process.onExit().join();
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted", e);
        }
    }

    /** The last words of a program, as {@code " (…)"}, empty if there are none. */
    static String lastLine(Path log) {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            var buffer = java.nio.ByteBuffer.allocate(TAIL_BYTES);
            while (channel.read(buffer) > 0) {
                // until the end of the file or of the buffer
            }
            String tail = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
            String last = tail.substring(tail.lastIndexOf('\n') + 1).strip();
            return last.isEmpty() ? "" : " (" + last + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
