package org.gongping.service.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A command of our own as a process of its own, over the same state folder: it lives and dies with this one. */
final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;
    private final Path record;

    private ChildProcess(Process process, Path record) {
        this.process = process;
        this.record = record;
    }

    /** Ends the process that an earlier, killed one left behind. */
    static boolean endLeftover(StateFolder state, String name) {
        var leftover = Leftover.ofRecord(record(state, name), state.root());
        leftover.ifPresent(process -> Leftover.end(process, "TERM", GRACE));
        record(state, name).toFile().delete();
        return leftover.isPresent();
    }

    private static Path record(StateFolder state, String name) {
        return state.run().resolve(name + ".pid");
    }

    /**
     * Starts the command without waiting for it.
     *
     * @param heap most memory for its objects, such as {@code 64m}
     * @param arguments of the command line
     */
    static ChildProcess start(StateFolder state, String name, String heap, List<String> arguments) throws IOException {
        Path record = record(state, name);
        var command = new ArrayList<>(
                List.of("/bin/sh", "-c", "echo $$ >\"$0\" || exit 1; trap '' INT HUP; exec \"$@\"", record.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Before the class path: of a long command line only the beginning can be read back.
                "-Dgongping.state=" + state.root() + "/",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.gongping.service.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(state.log(name).toFile()))
                .start();
        return new ChildProcess(process, record);
    }

    /** Waits for so long; true when it has ended. */
    boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience);
    }

    @Override
    public void close() {
        Leftover.end(process.toHandle(), "TERM", GRACE);
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
