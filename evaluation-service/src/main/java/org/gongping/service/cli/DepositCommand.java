package org.gongping.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gongping.core.verify.DepositSums;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gongping deposit}: what can be checked about deposits without the platform. */
@Command(
        name = "deposit",
        description = "Check exported figures about deposits without trusting the platform.",
        subcommands = DepositCommand.Check.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DepositCommand {
    /**
     * {@code gongping deposit check EXPORT}: sums the export again from its records. Exit code 0 when every figure
     * agrees, 1 when one does not, 2 when the file is no export.
     */
    @Command(
            name = "check",
            description = "Sum an export of figures again from its records.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        private static final int AGREES = 0;
        private static final int DIFFERS = 1;
        private static final int BAD_INPUT = 2;
        private static final long LARGEST_FILE = 512L * 1024 * 1024;

        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "EXPORT.json", description = "The exported figures with their records.")
        private Path file;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            DepositSums.Answer answer;
            try {
                if (Files.size(file) > LARGEST_FILE) {
                    err.println(file + ": larger than " + LARGEST_FILE + " bytes");
                    return BAD_INPUT;
                }
                answer = DepositSums.check(Files.readAllBytes(file));
            } catch (IOException e) {
                err.println("gongping: not checked: " + FileTrouble.of(e));
                return BAD_INPUT;
            }
            answer.faults().forEach(out::println);
            out.printf(
                    "%s  records %d  waived %s  released %s%n",
                    answer.agrees() ? "agrees" : "DIFFERS",
                    answer.records(),
                    answer.waived().toPlainString(),
                    answer.released().toPlainString());
            return answer.agrees() ? AGREES : DIFFERS;
        }
    }
}
