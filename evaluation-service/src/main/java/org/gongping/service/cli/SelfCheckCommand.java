package org.gongping.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.selfcheck.FindingCode;
import org.gongping.core.audit.selfcheck.Findings;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.CheckConfig;
import org.gongping.service.embedded.Teardown;
import org.gongping.service.log.AskedWitnesses;
import org.gongping.service.log.SelfCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Recomputes the log out of the database and compares it with the public files and with the witnesses, under a login of its
 * own and with no secret of the server's. Exit code of one pass: 0 nothing found, 1 something is wrong, 2 not all could be
 * looked at.
 */
@Command(
        name = "selfcheck",
        description = {
            "look at the log again and again, and tell the server what is wrong with it;",
            "exit code with --once: 0 nothing found, 1 something is wrong, 2 not all could be looked at"
        },
        mixinStandardHelpOptions = true)
public final class SelfCheckCommand implements Callable<Integer> {
    private static final int GOOD = 0;
    private static final int WRONG = 1;
    private static final int NOT_CHECKED = 2;

    /** Entries that each pass goes through. */
    private static final long NEWEST = 1_000_000;

    /** One reads, the other writes down what was found meanwhile. */
    private static final int CONNECTIONS = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "key = value file, see docs/operating.md")
    private Path config;

    @Option(names = "--once", description = "one pass, and print what it finds")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return check(CheckConfig.read(config, System.getenv()));
        } catch (StartupFailure e) {
            return say(e.getMessage());
        } catch (RuntimeException e) {
            if (!Database.isToBlame(e)) {
                throw e;
            }
            return say(e.getMessage());
        }
    }

    private int check(CheckConfig settings) throws InterruptedException {
        var login = settings.login();
        WitnessPolicy policy = policy(settings);
        SoftwareSigner signer = signer(settings, policy);
        try (var teardown = new Teardown()) {
            Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "shutdown"));
            Database database = teardown.own(
                    Database.open(settings.url(), login.user(), login.password(), Database.Limits.ofPool(CONNECTIONS)));
            var witnesses = teardown.own(new AskedWitnesses());
            var watched =
                    new LogCheck.Watched(new LogFolder(settings.folder()), policy, witnesses, settings.rehearsal());
            SelfCheck check = teardown.own(
                    new SelfCheck(database, new LogCheck(database, watched, InstantSource.system(), NEWEST), signer));
            if (!once) {
                announce(signer);
            }
            if (once) {
                return print(check.once());
            }
            check.run();
            return GOOD;
        }
    }

    private static SoftwareSigner signer(CheckConfig settings, WitnessPolicy policy) {
        try {
            return SoftwareSigner.readOrGenerate(
                    settings.key(),
                    SelfCheckWord.signerName(policy.logs().getFirst().name()),
                    SignatureType.ED25519,
                    new SecureRandom());
        } catch (IOException e) {
            throw new StartupFailure("selfcheck.key cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** What the server must know to tell this check's word from another's. */
    private void announce(SoftwareSigner signer) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("gongping: in the server's configuration: log.selfCheckKey = "
                + signer.verifierKey().text());
        out.flush();
    }

    private static WitnessPolicy policy(CheckConfig settings) {
        try {
            WitnessPolicy policy = WitnessPolicy.parse(Files.readString(settings.policy()));
            if (policy.logs().isEmpty()) {
                throw new StartupFailure("log.policyFile names no log");
            }
            return policy;
        } catch (WitnessPolicy.Malformed e) {
            throw new StartupFailure("log.policyFile, " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartupFailure("log.policyFile cannot be read: " + e.getMessage(), e);
        }
    }

    private int print(Findings findings) {
        PrintWriter out = spec.commandLine().getOut();
        findings.findings()
                .forEach(finding -> out.println(finding.code().code() + "  " + finding.place() + "  " + finding.en()));
        out.println("gongping: " + findings.size() + " entries, the newest " + findings.entries() + " gone through, "
                + findings.findings().size() + " findings");
        out.flush();
        if (findings.findings().isEmpty()) {
            return GOOD;
        }
        return findings.findings().stream().allMatch(each -> each.code() == FindingCode.WITNESS_UNREACHABLE)
                ? NOT_CHECKED
                : WRONG;
    }

    private int say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        text.lines().forEach(line -> err.println("gongping: " + line));
        err.flush();
        return NOT_CHECKED;
    }
}
