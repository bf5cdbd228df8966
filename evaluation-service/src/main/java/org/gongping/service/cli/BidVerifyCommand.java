package org.gongping.service.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Receipt;
import org.gongping.core.verify.Refused;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Sha256;
import org.gongping.core.verify.Verifier;
import org.gongping.core.verify.envelope.EnvelopeCheck;
import org.gongping.core.verify.envelope.KeyFile;
import org.gongping.core.verify.envelope.Keys;
import org.gongping.core.verify.envelope.SubmittedBid;
import org.gongping.core.verify.envelope.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gongping bid verify ENVELOPE}: holds an envelope to its format, its receipt and its promises, with code that shares
 * nothing with the one that seals and opens. Exit code 0 all that was asked holds, 1 something does not, 2 not checked.
 */
@Command(
        name = "verify",
        description = {
            "check an envelope by a second implementation of the format: without a key its form,",
            "by a receipt that it is what was received, by keys all that is inside;",
            "exit code 0 all that was asked holds, 1 something does not, 2 could not check"
        },
        mixinStandardHelpOptions = true)
final class BidVerifyCommand implements Callable<Integer> {
    private static final int HOLDS = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 2;
    private static final int SALT_BYTES = 32;
    private static final int MAX_SCRIPT = 64 << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "receipt of the bid (.tlog-proof, or with --policy a .gp-promise)")
    private Path receipt;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "whom to trust, C2SP tlog-policy: proves that the receipt's record stands in the log")
    private Path policy;

    @Option(names = "--rehearsal", description = "the receipt is of a rehearsal, where people set the clock")
    private boolean rehearsal;

    @Option(names = "--key", paramLabel = "FILE", description = "key file of the bidder, or of each of k holders")
    private List<Path> keys = List.of();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "its first line opens the key file; one for all, or one each in their order")
    private List<Path> passwordFiles = List.of();

    @Option(names = "--share", paramLabel = "FILE", description = "an opened share, 33 bytes in hex; k of them")
    private List<Path> shares = List.of();

    @Option(names = "--content-key", paramLabel = "FILE", description = "the content key, 32 bytes in hex")
    private Path contentKey;

    @Option(names = "--price", paramLabel = "YUAN", description = "the price that was read out")
    private BigDecimal price;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "a build of the page's sealing script: held to the one that the receipt names")
    private Path script;

    @Option(names = "--lang", paramLabel = "zh|en", description = "language; default that of the machine")
    private String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";

    @Parameters(paramLabel = "ENVELOPE", description = "the sealed file")
    private Path envelope;

    @Override
    public Integer call() {
        refuseWrongArguments();
        try {
            Optional<Report> report = receipt == null || policy == null ? Optional.empty() : Optional.of(proven());
            if (report.isPresent() && report.get().exitCode() != HOLDS) {
                print(VerifyReport.text(report.get(), isZh()));
                return report.get().exitCode();
            }
            Optional<SubmittedBid> bid = receipt == null ? Optional.empty() : Optional.of(bid(report));
            Keys given = keys();
            Verdict verdict;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(envelope))) {
                verdict =
                        EnvelopeCheck.check(in, Files.size(envelope), bid, given, Optional.ofNullable(price), digest());
            }
            verdict.lines().forEach(line -> print(text(line)));
            bid.ifPresent(_ -> print(proof(report.isPresent())));
            print(result(verdict));
            return verdict.holds() ? HOLDS : BROKEN;
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("gongping: not checked: " + VerifyReport.printable(FileTrouble.of(e)));
            err.flush();
            return NOT_CHECKED;
        }
    }

    private void refuseWrongArguments() {
        if (!language.equals("zh") && !language.equals("en")) {
            throw wrong("--lang must be zh or en, found " + language);
        }
        if (policy != null && receipt == null) {
            throw wrong("--policy is for a receipt: --receipt is missing");
        }
        if (script != null && receipt == null) {
            throw wrong("--script is compared with a receipt: --receipt is missing");
        }
        boolean isPaired = passwordFiles.size() == keys.size() || passwordFiles.size() == 1 && !keys.isEmpty();
        if (!isPaired) {
            throw wrong("each --key needs a --password-file: one for all of them, or one each");
        }
        if (price != null && keys.isEmpty() && shares.isEmpty() && contentKey == null) {
            throw wrong("--price is compared with what is inside: a key is needed");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** The receipt under the policy; what was seen of the log before is not asked. */
    private Report proven() throws IOException {
        Path state = Files.createTempFile("gongping", ".json");
        try {
            Files.delete(state);
            Verifier verifier = new Verifier(policy, state, Limits.usual());
            return (rehearsal ? verifier.ofRehearsal() : verifier).verify(receipt.toString());
        } finally {
            Files.deleteIfExists(state);
        }
    }

    private SubmittedBid bid(Optional<Report> report) throws IOException {
        byte[] record =
                report.isPresent() ? report.get().record().orElse("").getBytes(StandardCharsets.UTF_8) : unproven();
        return SubmittedBid.of(record)
                .orElseThrow(() -> new IOException(receipt + " holds no record bid.submit of a sealed bid"));
    }

    /** The record that a receipt carries, whoever made it. */
    private byte[] unproven() throws IOException {
        try {
            byte[] extra = Receipt.parse(bytes(receipt, Receipt.MAX_BYTES), receipt.toString())
                    .extra()
                    .orElse(new byte[0]);
            return Arrays.copyOfRange(extra, Math.min(SALT_BYTES, extra.length), extra.length);
        } catch (Refused e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Keys keys() throws IOException {
        List<byte[]> secrets = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Path passwordFile = passwordFiles.get(passwordFiles.size() == 1 ? 0 : i);
            String password =
                    Files.readAllLines(passwordFile).stream().findFirst().orElse("");
            secrets.add(KeyFile.secretKey(bytes(keys.get(i), KeyFile.MAX_BYTES), password.toCharArray()));
        }
        List<byte[]> opened = new ArrayList<>();
        for (Path share : shares) {
            opened.add(hex(share));
        }
        return new Keys(contentKey == null ? Optional.empty() : Optional.of(hex(contentKey)), secrets, opened);
    }

    private Optional<byte[]> digest() throws IOException {
        return script == null ? Optional.empty() : Optional.of(Sha256.of(bytes(script, MAX_SCRIPT)));
    }

    private static byte[] hex(Path file) throws IOException {
        try {
            return KeyFile.ofHex(bytes(file, KeyFile.MAX_BYTES));
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException(file + " is larger than " + limit + " bytes");
            }
            return bytes;
        }
    }

    private String text(Verdict.Line line) {
        String state = switch (line.standing()) {
            case HOLDS -> isZh() ? "通过" : "ok";
            case BROKEN -> isZh() ? "不符" : "FAILED";
            case NOT_CHECKED -> "-";
        };
        String question = isZh() ? line.question().zh() : line.question().en();
        return "%s: %s  %s".formatted(question, state, isZh() ? line.zh() : line.en());
    }

    private String proof(boolean isProven) {
        if (isProven) {
            return isZh() ? "回执的记录已证明在日志中" : "the receipt's record is proven to stand in the log";
        }
        return isZh()
                ? "未核对回执的记录是否在日志中（请加 --policy）"
                : "whether the receipt's record stands in the log was not checked (--policy does)";
    }

    private String result(Verdict verdict) {
        if (!verdict.holds()) {
            return isZh() ? "结论：不通过" : "Result: FAILED";
        }
        boolean isOpened = verdict.line(Verdict.Question.CONTENT).standing() == Verdict.Standing.HOLDS;
        if (isOpened) {
            return isZh() ? "结论：全部通过" : "Result: all good";
        }
        return isZh() ? "结论：通过；内容未打开核对" : "Result: good, as far as can be seen without a key";
    }

    private boolean isZh() {
        return language.equals("zh");
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        text.lines().map(VerifyReport::printable).forEach(out::println);
        out.flush();
    }
}
