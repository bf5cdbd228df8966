package org.gongping.service.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, run as a child process. */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    /** @param averageMs average latency of a transaction in milliseconds */
    record Result(double tps, double averageMs) {}

    private final Path program;
    private final BenchDatabase database;
    private int runs;

    /** @throws IOException in one line that says what to install, when there is no pgbench */
    Pgbench(BenchDatabase database) throws IOException {
        this.program = find();
        this.database = database;
    }

    /** {@code PGBENCH}, the PATH, then where Debian keeps it. */
    static Path find() throws IOException {
        Optional<Path> named = Optional.ofNullable(System.getenv("PGBENCH")).map(Path::of);
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "pgbench"));
        List<Path> debian = new ArrayList<>();
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (var list = Files.list(versions)) {
                list.map(version -> version.resolve("bin/pgbench")).forEach(debian::add);
            }
        }
        return Stream.of(named.stream(), onPath, debian.stream())
                .flatMap(each -> each)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("pgbench is needed, 15 or newer: install PostgreSQL's client programs"
                                + " (Debian: postgresql-15), put pgbench on the PATH, or name it in PGBENCH"));
    }

    String version() throws IOException {
        return run(List.of(program.toString(), "--version")).strip();
    }

    /** As many transactions as go in the given time. */
    Result run(Path script, PgbenchScript content, int clients, Duration time) throws IOException {
        return measured(script, content, clients, List.of("--time=" + time.toSeconds()));
    }

    /** One transaction. */
    void once(Path script, PgbenchScript content) throws IOException {
        measured(script, content, 1, List.of("--transactions=1"));
    }

    private Result measured(Path script, PgbenchScript content, int clients, List<String> extent) throws IOException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                "--file=" + script,
                "--define=run=" + ++runs,
                "--define=k=0",
                "--host=127.0.0.1",
                "--port=" + database.port(),
                "--username=" + BenchDatabase.LOGIN));
        command.addAll(extent);
        content.variables().forEach((name, value) -> command.add("--define=" + name + "=" + value));
        command.add(BenchDatabase.NAME);
        String output = run(command);
        if (number(FAILED, output) != 0) {
            throw new IOException("pgbench counts failed transactions:\n" + output);
        }
        return new Result(number(TPS, output), number(LATENCY, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IOException("pgbench did not say " + pattern + ":\n" + output);
        }
        return Double.parseDouble(found.group(1));
    }

    private static String run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", BenchDatabase.LOGIN);
        // What the server sets on its own connections.
        builder.environment()
                .put(
                        "PGOPTIONS",
                        "-c default_transaction_isolation=repeatable\\ read -c statement_timeout=30000"
                                + " -c idle_in_transaction_session_timeout=60000");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("pgbench failed:\n" + output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }
}
