package org.gongping.service.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gongping verify TARGET --policy FILE}: checks a log, a dossier or a receipt by the policy alone. Exit code 0
 * all good, 1 a check failed, 2 something could not be checked.
 */
@Command(
        name = "verify",
        description = {
            "check a log, a dossier, a receipt or a promise without trusting the server;",
            "exit code 0 all good, 1 a check failed, 2 could not check"
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private static final String STATE_FILE = "gongping/verify.json";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description =
                    "URL or folder of a log (…/log), a dossier (.zip), a receipt (.tlog-proof) or a promise (.gp-promise)")
    private String target;

    @Option(names = "--policy", paramLabel = "FILE", required = true, description = "whom to trust, C2SP tlog-policy")
    private Path policy;

    @Option(
            names = "--log",
            paramLabel = "LOG",
            description = "URL or folder of the log in which what a promise is about is looked for")
    private String log;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "the last checkpoint seen of each log; default gongping/verify.json in the user's state folder")
    private Path state;

    @Option(
            names = "--before",
            paramLabel = "FOLDER|URL",
            description = "the log that TARGET continues, to be verified to the size and root that TARGET names")
    private String before;

    @Option(names = "--json", description = "print the report as JSON")
    private boolean json;

    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the report; default that of the machine")
    private String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "for everything, default ${DEFAULT-VALUE}")
    private int minutes;

    @Override
    public Integer call() {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--lang must be zh or en, found " + language);
        }
        if (minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be 1 or more, found " + minutes);
        }
        if (log != null && before != null) {
            throw new ParameterException(spec.commandLine(), "--log is for a promise, --before for a log: not both");
        }
        Limits usual = Limits.usual();
        Limits limits = new Limits(Duration.ofMinutes(minutes), usual.perFile(), usual.entries());
        Report report = new Verifier(policy, state == null ? stateOfTheUser() : state, limits)
                .verify(target, Optional.ofNullable(log == null ? before : log));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? VerifyReport.json(report) : VerifyReport.text(report, language.equals("zh")));
        out.flush();
        return report.exitCode();
    }

    /** Where the XDG base directory specification has a user's state. */
    private static Path stateOfTheUser() {
        String folder = System.getenv("XDG_STATE_HOME");
        Path root = folder == null || folder.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(folder);
        return root.resolve(STATE_FILE);
    }
}
