package org.gongping.service.embedded;

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

    static void run(String what, List<String> command, Map<String, String> environment, Path log) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            int code = waitFor(process);
            if (code != 0) {
                throw new StartupFailure(what + " failed with exit code " + code + lastLine(log) + "; log: " + log);
            }
        } catch (IOException e) {
            throw DiskSpace.failure(what + " failed", e);
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
