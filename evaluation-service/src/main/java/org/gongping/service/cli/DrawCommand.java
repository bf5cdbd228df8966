package org.gongping.service.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gongping.core.verify.FolderFiles;
import org.gongping.core.verify.HttpFiles;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.LogFiles;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.draw.verify.DossierLog;
import org.gongping.draw.verify.DrawReport;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.NotChecked;
import org.gongping.draw.verify.OutsideLog;
import org.gongping.draw.verify.Pins;
import org.gongping.draw.verify.TileLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gongping draw}: what has to do with the draw of experts. */
@Command(
        name = "draw",
        description = "the draw of experts: verify a transcript",
        subcommands = DrawCommand.Verify.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DrawCommand implements Callable<Integer> {
    private static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    /**
     * {@code gongping draw verify TRANSCRIPT}: checks a transcript. Exit code 0 when it passes, 1 when a check fails, 2
     * for wrong usage and for what cannot be read.
     */
    @Command(
            name = "verify",
            description = {
                "check the transcript of a draw without trusting the server;",
                "exit code 0 pass, 1 fail, 2 usage, or a file that cannot be read"
            },
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private static final int PASSED = 0;
        private static final int FAILED = 1;
        private static final String KNOWN_ANSWERS = "kat";

        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "TRANSCRIPT", description = "transcript bundle, *.ved1.json")
        private Path transcript;

        @Option(
                names = "--log",
                paramLabel = "URL|DOSSIER",
                description = "hold the transcript to a log had from elsewhere: URL, folder of its tiles, or dossier")
        private String log;

        @Option(names = "--policy", paramLabel = "FILE", description = "whom to trust of the log, C2SP tlog-policy")
        private Path policyFile;

        @Option(names = "--keys", paramLabel = "FILE", description = "keys of the parties and of the finaliser, JSON")
        private Path keysFile;

        @Option(names = "--profile", paramLabel = "kat", description = "kat: a known-answer file, without log")
        private String profile;

        @Option(names = "--deep", description = "estimate everybody's chance again (F4)")
        private boolean deep;

        @Option(names = "--lang", paramLabel = "zh|en", description = "language; default that of the machine")
        private String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";

        @Override
        public Integer call() {
            if (!language.equals("zh") && !language.equals("en")) {
                throw new ParameterException(spec.commandLine(), "--lang must be zh or en, found " + language);
            }
            if (profile != null && !profile.equals(KNOWN_ANSWERS)) {
                throw new ParameterException(spec.commandLine(), "--profile must be kat, found " + profile);
            }
            if (profile == null && (policyFile == null || keysFile == null)) {
                throw new ParameterException(spec.commandLine(), "--policy and --keys are needed");
            }
            try (InputStream stream = new BufferedInputStream(Files.newInputStream(transcript))) {
                DrawReport report = profile == null ? verify(stream) : DrawVerifier.verifyKnownAnswers(stream);
                print(report);
                return report.passed() ? PASSED : FAILED;
            } catch (NotChecked e) {
                spec.commandLine().getErr().println("gongping: not checked: " + e.getMessage());
                return USAGE;
            } catch (IOException e) {
                spec.commandLine().getErr().println("gongping: cannot be read: " + e.getMessage());
                return USAGE;
            }
        }

        private DrawReport verify(InputStream stream) throws IOException {
            Policy policy;
            try {
                policy = PolicyReader.read(Files.readAllBytes(policyFile), policyFile.toString());
            } catch (Refused e) {
                throw new IOException(e.getMessage(), e);
            }
            Pins pins = Pins.read(Files.readAllBytes(keysFile));
            return new DrawVerifier(policy, pins, deep).verify(stream, outside(policy));
        }

        private Optional<OutsideLog> outside(Policy policy) throws IOException {
            if (log == null) {
                return Optional.empty();
            }
            boolean remote = log.startsWith("http://") || log.startsWith("https://");
            if (remote || Files.isDirectory(Path.of(log))) {
                try (LogFiles files = remote
                        ? new HttpFiles(URI.create(log), Limits.usual().perFile())
                        : new FolderFiles(Path.of(log))) {
                    return Optional.of(TileLog.read(files, policy));
                }
            }
            // A dossier is verified as such first; what it was seen with before is kept nowhere.
            Path state = Files.createTempFile("gongping", ".json");
            try {
                Files.delete(state);
                Report report = new Verifier(policyFile, state, Limits.usual()).verify(log);
                if (report.kind() != Report.Kind.DOSSIER || report.exitCode() != 0) {
                    throw new IOException("not a dossier that verifies: " + log);
                }
            } finally {
                Files.deleteIfExists(state);
            }
            return Optional.of(DossierLog.read(Path.of(log)));
        }

        private void print(DrawReport report) {
            PrintWriter out = spec.commandLine().getOut();
            boolean zh = language.equals("zh");
            for (DrawReport.Result result : report.results()) {
                String name = zh ? result.check().zh() : result.check().en();
                String state = result.failure().isEmpty() ? zh ? "通过" : "ok" : zh ? "未通过" : "FAILED";
                out.println("%2d  %s  %s".formatted(result.check().number(), state, name));
                result.failure()
                        .ifPresent(failure ->
                                out.println("    " + VerifyReport.printable(failure.code() + " " + failure.detail())));
            }
            out.println(VerifyReport.printable(report.verdict()));
            out.flush();
        }
    }
}
