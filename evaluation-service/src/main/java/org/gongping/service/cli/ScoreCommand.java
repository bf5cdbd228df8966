package org.gongping.service.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.gongping.core.scoring.MethodValidator;
import org.gongping.core.scoring.ScoringEngine;
import org.gongping.core.scoring.input.InputReader;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gongping score METHOD.json BIDS.json}: computes and prints the result record on standard output. Exit code 0
 * when there is a result, 2 for bad input, with one line {@code pointer: message} for each fault on standard error, the
 * name of the file standing for the pointer to the whole of it.
 */
@Command(
        name = "score",
        description = "Compute prices and scores by a method definition; prints the result as JSON.",
        mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int BAD_INPUT = 2;

    /** Larger files hold no tender that a committee could evaluate. */
    private static final long LARGEST_FILE = 64L * 1024 * 1024;

    private final InstantSource clock;
    private final LegalLimits limits;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "METHOD.json", description = "Method definition, gongping.method/1.")
    private String methodFile;

    @Parameters(index = "1", paramLabel = "BIDS.json", description = "Prices and the other inputs of the computation.")
    private String bidsFile;

    @Option(names = "--json", description = "Write faults as JSON on standard error.")
    private boolean json;

    public ScoreCommand() {
        this(InstantSource.system(), LegalLimits.shipped());
    }

    /**
     * @param clock instant of the computation, where the input file names none
     * @param limits the legal limits that a definition is held to
     */
    public ScoreCommand(InstantSource clock, LegalLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public Integer call() {
        Reading<byte[]> methodBytes = bytes(methodFile);
        if (methodBytes instanceof Reading.Refused<byte[]>(List<Finding> findings)) {
            return refuse(methodFile, findings);
        }
        Reading<byte[]> bidsBytes = bytes(bidsFile);
        if (bidsBytes instanceof Reading.Refused<byte[]>(List<Finding> findings)) {
            return refuse(bidsFile, findings);
        }
        return score(((Reading.Accepted<byte[]>) methodBytes).value(), ((Reading.Accepted<byte[]>) bidsBytes).value());
    }

    private int score(byte[] methodBytes, byte[] bidsBytes) {
        return switch (MethodReader.read(methodBytes)) {
            case Reading.Refused<MethodDefinition>(List<Finding> findings) -> refuse(methodFile, findings);
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) -> {
                List<Finding> errors = new MethodValidator(limits)
                        .validate(method).stream().filter(Finding::isError).toList();
                yield errors.isEmpty() ? score(method, bidsBytes) : refuse(methodFile, errors);
            }
        };
    }

    private int score(MethodDefinition method, byte[] bidsBytes) {
        return switch (InputReader.read(bidsBytes)) {
            case Reading.Refused<ScoringInput>(List<Finding> findings) -> refuse(bidsFile, findings);
            case Reading.Accepted<ScoringInput>(ScoringInput input) -> {
                ScoringInput timed = input.computedAt().isPresent()
                        ? input
                        : input.at(clock.instant().truncatedTo(ChronoUnit.MILLIS));
                ScoringResult result = ScoringEngine.score(method, timed);
                if (result.state() == State.INPUT_REFUSED) {
                    yield refuse(
                            bidsFile,
                            result.refusals().isEmpty()
                                    ? List.of(Finding.format(
                                            "/freezePoint",
                                            result.stateReason().zh(),
                                            result.stateReason().en()))
                                    : result.refusals());
                }
                print(result);
                yield OK;
            }
        };
    }

    private void print(ScoringResult result) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.toJson()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private int refuse(String file, List<Finding> findings) {
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            ObjectNode o = JsonNodeFactory.instance.objectNode().put("file", file);
            ArrayNode errors = o.putArray("errors");
            for (Finding f : findings) {
                errors.addObject()
                        .put("pointer", f.pointer())
                        .put("ruleId", f.ruleId())
                        .put("article", f.citation())
                        .put("message", f.messageEn())
                        .put("messageZh", f.messageZh());
            }
            err.println(o);
        } else {
            for (Finding f : findings) {
                String rule = f.ruleId().isEmpty() ? "" : " [" + f.ruleId() + "]";
                String place = f.pointer().isEmpty() ? file : f.pointer();
                err.println(place + ": " + oneLine(f.messageEn()) + rule);
            }
        }
        err.flush();
        return BAD_INPUT;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static Reading<byte[]> bytes(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                return unreadable("no such file");
            }
            if (Files.size(path) > LARGEST_FILE) {
                return unreadable("larger than 64 MiB");
            }
            return new Reading.Accepted<>(Files.readAllBytes(path));
        } catch (InvalidPathException e) {
            return unreadable("not a path");
        } catch (IOException e) {
            return unreadable("cannot be read");
        }
    }

    private static Reading<byte[]> unreadable(String why) {
        return new Reading.Refused<>(List.of(Finding.format("", "文件无法读取", why)));
    }
}
