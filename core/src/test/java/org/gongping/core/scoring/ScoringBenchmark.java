package org.gongping.core.scoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.result.ScoringResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How long one computation takes, derivation included, and how it grows with the number of bids. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoringBenchmark {
    @Param({"100", "1000", "10000"})
    public int bids;

    @Param({"e-f3-composite", "g-f1-goods"})
    public String method;

    private MethodDefinition definition;
    private ScoringInput input;

    @Setup
    public void prepare() {
        definition = Definitions.method(Definitions.shipped(method));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(bids);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("ceiling", "20000000")
                .put("budget", "20000000")
                .put("safetyFee", "300000")
                .put("tax", "1500000");
        if (!definition.randomParameters().isEmpty()) {
            document.putObject("drawn").put("w", "0.3").put("K", "0.035");
        }
        for (int i = 0; i < bids; i++) {
            String price = BigDecimal.valueOf(random.nextLong(1_600_000_000L, 2_000_000_000L), 2)
                    .toPlainString();
            document.withArray("bids").addObject().put("bid", "B" + i).put("price", price);
        }
        input = Definitions.input(document);
    }

    /** From definition and inputs to the result with its derivation and sentences. */
    @Benchmark
    public ScoringResult score() {
        return ScoringEngine.score(definition, input);
    }

    /** The same, with the whole result written as a JSON document and digested. */
    @Benchmark
    public ObjectNode scoreAndWrite() {
        return ScoringEngine.score(definition, input).toJson();
    }

    /**
     * Runs under JMH; with {@code --cpu} it prints the processor time of the computing thread instead, which says
     * something on a machine that others use as well.
     */
    public static void main(String[] args) throws RunnerException {
        if (args.length == 1 && args[0].equals("--cpu")) {
            processorTime();
            return;
        }
        new Runner(new OptionsBuilder()
                        .include(ScoringBenchmark.class.getSimpleName() + "\\.")
                        .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
                        .build())
                .run();
    }

    private static void processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (String method : new String[] {"e-f3-composite", "g-f1-goods"}) {
            for (int bids : new int[] {100, 1000, 10000}) {
                ScoringBenchmark benchmark = new ScoringBenchmark();
                benchmark.method = method;
                benchmark.bids = bids;
                benchmark.prepare();
                int times = Math.max(30, 200_000 / bids);
                int steps = 0;
                long begun = 0;
                for (int i = -times; i < times; i++) {
                    if (i == 0) {
                        begun = threads.getCurrentThreadCpuTime();
                    }
                    steps = benchmark.score().steps().size();
                }
                double each = (threads.getCurrentThreadCpuTime() - begun) / 1e6 / times;
                System.out.printf("%-16s %6d bids %8d steps %9.3f ms%n", method, bids, steps, each);
            }
        }
    }
}
