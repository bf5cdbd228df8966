package org.gongping.service.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.sample.LargeDraw;

/**
 * A draw of five strata with the affiliates of 50 bidders, from the rows of a plain table to the verified transcript,
 * beside {@code ORDER BY random()} over the same condition in PostgreSQL.
 */
public final class DrawBenchmark {
    private static final List<Integer> FULL = List.of(10_000, 100_000, 1_000_000);
    private static final List<Integer> SHORT = List.of(10_000, 100_000);
    private static final int ROUNDS = 5;
    private static final double MILLI = 1e6;

    /** Two specialties of the ten each; every tenth expert has a second one. */
    private static final List<Stratum> STRATA = IntStream.range(0, 5)
            .mapToObj(i -> new Stratum(
                    "s" + i, List.of("A%02d".formatted(2 * i + 1), "A%02d".formatted(2 * i + 2)), List.of(), 1))
            .toList();

    private DrawBenchmark() {}

    /** Times of one round, in milliseconds. */
    private record Round(
            double exclusion,
            double commitment,
            double ceremony,
            double ranking,
            double transcript,
            double verification,
            double drawCpu,
            double verificationCpu) {
        double draw() {
            return exclusion + commitment + ceremony + ranking + transcript;
        }
    }

    /** Arguments: the folder for everything that the run writes; then {@code --short}. */
    public static void main(String[] args) throws IOException, SQLException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        say(
                "%s, %d processors, Java %s, load average %.1f",
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try (var database = new BenchDatabase(folder)) {
            for (int experts : List.of(args).contains("--short") ? SHORT : FULL) {
                try (var library = new BenchLibrary(database.url(), experts)) {
                    measure(experts, library, folder.resolve("draw.ved1.json"));
                }
            }
        }
    }

    private static void measure(int experts, BenchLibrary library, Path transcript) throws IOException, SQLException {
        say("%,d experts", experts);
        double[] draws = new double[ROUNDS];
        double[] verifications = new double[ROUNDS];
        double[] drawsCpu = new double[ROUNDS];
        double[] verificationsCpu = new double[ROUNDS];
        double[] firsts = new double[ROUNDS];
        double[] orders = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            firsts[i] = timed(library, false);
            orders[i] = timed(library, true);
            Round round = round(library, transcript);
            draws[i] = round.draw();
            verifications[i] = round.verification();
            drawsCpu[i] = round.drawCpu();
            verificationsCpu[i] = round.verificationCpu();
            say(
                    "  %d. read and exclude %.0f, commitment %.0f, ceremony %.0f, ranking %.0f, transcript of %d MB %.0f:"
                            + " draw %.0f ms (%.0f of processors) | verification %.0f ms (%.0f) | random() LIMIT %.0f ms,"
                            + " whole order %.0f ms",
                    i + 1,
                    round.exclusion(),
                    round.commitment(),
                    round.ceremony(),
                    round.ranking(),
                    Files.size(transcript) >> 20,
                    round.transcript(),
                    round.draw(),
                    round.drawCpu(),
                    round.verification(),
                    round.verificationCpu(),
                    firsts[i],
                    orders[i]);
        }
        say(
                "  medians: draw %.0f ms (%.0f of processors) | verification %.0f ms (%.0f) | random() LIMIT %.0f ms, whole"
                        + " order %.0f ms",
                median(draws),
                median(drawsCpu),
                median(verifications),
                median(verificationsCpu),
                median(firsts),
                median(orders));
    }

    private static double timed(BenchLibrary library, boolean whole) throws SQLException {
        long begin = System.nanoTime();
        if (library.pickAtRandom(STRATA, whole) < STRATA.size()) {
            throw new IllegalStateException("the query finds nobody");
        }
        return (System.nanoTime() - begin) / MILLI;
    }

    private static Round round(BenchLibrary library, Path transcript) throws IOException, SQLException {
        long cpuBegin = processorTime();
        long begin = System.nanoTime();
        List<BenchLibrary.Row> rows = library.rows();
        Set<String> affiliates = library.affiliates();
        List<Optional<Exclusion.Reason>> excluded =
                rows.stream().map(row -> row.excluded(affiliates)).toList();
        long screened = System.nanoTime();
        List<ExpertRecord> records = records(rows, excluded);
        long written = System.nanoTime();
        LargeDraw draw;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(transcript))) {
            draw = new LargeDraw(records, STRATA, out);
        }
        long cpuDrawn = processorTime();
        long begun = System.nanoTime();
        try (InputStream in = Files.newInputStream(transcript)) {
            String verdict = draw.verifier().verify(in).verdict();
            if (!verdict.equals("PASS")) {
                throw new IllegalStateException(verdict);
            }
        }
        long verified = System.nanoTime();
        return new Round(
                (screened - begin) / MILLI,
                (written - screened + draw.nanos().get(LargeDraw.Part.COMMITMENT)) / MILLI,
                draw.nanos().get(LargeDraw.Part.CEREMONY) / MILLI,
                draw.nanos().get(LargeDraw.Part.RANKING) / MILLI,
                draw.nanos().get(LargeDraw.Part.TRANSCRIPT) / MILLI,
                (verified - begun) / MILLI,
                (cpuDrawn - cpuBegin) / MILLI,
                (processorTime() - cpuDrawn) / MILLI);
    }

    /** A pseudonym, a salt and an employer's tag for everybody, and the hash of the evidence for whoever is excluded. */
    private static List<ExpertRecord> records(List<BenchLibrary.Row> rows, List<Optional<Exclusion.Reason>> excluded) {
        DrawId draw = new DrawId("GP-2026-BENCH", 1);
        byte[] secrets = new byte[(Octets.HASH + Octets.HASH / 2) * rows.size()];
        var random = new SecureRandom();
        random.nextBytes(secrets);
        byte[] employerSalt = new byte[Octets.HASH];
        random.nextBytes(employerSalt);
        HexFormat hex = HexFormat.of();
        return IntStream.range(0, rows.size())
                .parallel()
                .mapToObj(i -> {
                    BenchLibrary.Row row = rows.get(i);
                    int at = (Octets.HASH + Octets.HASH / 2) * i;
                    return new ExpertRecord(
                            hex.formatHex(secrets, at, at + Octets.HASH / 2),
                            row.specialties(),
                            row.region(),
                            Formulas.employerTag(draw, employerSalt, row.employer()),
                            excluded.get(i).map(reason -> new Exclusion(reason, evidence(row, reason))),
                            hex.formatHex(secrets, at + Octets.HASH / 2, at + Octets.HASH + Octets.HASH / 2));
                })
                .toList();
    }

    private static String evidence(BenchLibrary.Row row, Exclusion.Reason reason) {
        String document = "{\"expert\":" + row.id() + ",\"reason\":\"" + reason + "\"}";
        return Octets.hex(Octets.sha256(document.getBytes(StandardCharsets.UTF_8)));
    }

    /** Processor time of all threads of this process: what other programs do on the machine lengthens it least. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
