package org.gongping.service.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.service.embedded.Ports;

/** The product in a JVM of its own, started as {@code ./gongping serve} starts it, with a look at its memory. */
final class ServerProcess implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 60;
    private static final Pattern USED = Pattern.compile("heap\\s+total.*?used (\\d+)K");

    private final Process process;
    private final int port;

    /** Returns when the server serves. {@code options} go to its JVM. */
    ServerProcess(Path folder, BenchDatabase database, URI issuer, int poolSize, List<String> options)
            throws IOException {
        port = Ports.free();
        Path config = folder.resolve("server.conf");
        Files.writeString(config, """
                http.port = %d
                http.publicUrl = http://127.0.0.1:%d
                database.url = %s
                database.user = %s
                database.password = %s
                database.poolSize = %d
                oidc.issuer = %s
                oidc.clientId = gongping-web
                oidc.clientSecret = not-used-by-bearer-tokens
                session.key = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                storage.documents = %s
                """.formatted(
                        port,
                        port,
                        database.url(),
                        BenchDatabase.LOGIN,
                        BenchDatabase.LOGIN,
                        poolSize,
                        issuer,
                        folder.resolve("documents")));
        var command = new ArrayList<>(List.of(
                jdk("java"), "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp", productClassPath(), "org.gongping.service.Main", "serve", "--config", config.toString()));
        Path log = folder.resolve("server.log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitServing(log);
    }

    /** What is tested, without the tests: they bring a log configuration of their own. */
    private static String productClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitServing(Path log) throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        try {
            while (!Files.readString(log).contains("serving http")) {
                if (System.nanoTime() > limit || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    process.destroy();
                    throw new IOException("the server did not start:\n" + Files.readString(log));
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    int port() {
        return port;
    }

    /** Heap in use right after a full collection, in MiB. */
    double heapAfterCollectionMiB() throws IOException {
        run(jdk("jcmd"), pid(), "GC.run");
        String info = run(jdk("jcmd"), pid(), "GC.heap_info");
        Matcher used = USED.matcher(info);
        if (!used.find()) {
            throw new IOException("jcmd does not tell the heap in use:\n" + info);
        }
        return Long.parseLong(used.group(1)) / 1024.0;
    }

    /** Resident memory of the process in MiB. */
    double residentMiB() throws IOException {
        return Long.parseLong(run("ps", "-o", "rss=", "-p", pid()).strip()) / 1024.0;
    }

    /** Processor time used so far, in seconds. */
    double processorSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    private String pid() {
        return Long.toString(process.pid());
    }

    private static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String run(String... command) throws IOException {
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (child.waitFor() != 0) {
                throw new IOException(command[0] + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
