package org.gongping.service;

import java.nio.file.FileSystemException;
import java.util.logging.LogManager;
import org.gongping.core.db.Database;
import org.gongping.core.db.Migrations;
import org.gongping.service.cli.BidCommand;
import org.gongping.service.cli.DemoCommand;
import org.gongping.service.cli.DepositCommand;
import org.gongping.service.cli.DossierCommand;
import org.gongping.service.cli.DrawCommand;
import org.gongping.service.cli.FileTrouble;
import org.gongping.service.cli.LogCommand;
import org.gongping.service.cli.RehearseCommand;
import org.gongping.service.cli.ScoreCommand;
import org.gongping.service.cli.SelfCheckCommand;
import org.gongping.service.cli.ServeCommand;
import org.gongping.service.cli.VerifyCommand;
import org.gongping.service.cli.WitnessCommand;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 the start failed for the printed reason, 2 wrong usage, 3 a defect; a command
 * may say more of 1 and 2.
 */
@Command(
        name = "gongping",
        description = "公评 Gongping: tender supervision that asks nobody to trust anybody",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ScoreCommand.class,
            RehearseCommand.class,
            VerifyCommand.class,
            DossierCommand.class,
            DepositCommand.class,
            DrawCommand.class,
            BidCommand.class,
            LogCommand.class,
            WitnessCommand.class,
            SelfCheckCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private static final int DEFECT = 3;

    private Main() {}

    public static void main(String[] args) {
        // The PostgreSQL driver says twice what it throws; whatever logs to java.util.logging is not for the terminal.
        LogManager.getLogManager().reset();
        System.exit(run(args));
    }

    /** Runs one command to its end and answers the exit code; prints one line for whatever made it fail. */
    static int run(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> report(exception, commandLine))
                .execute(args);
    }

    private static int report(Exception exception, CommandLine commandLine) {
        if (exception instanceof StartupFailure
                || exception instanceof Migrations.SchemaMismatch
                || exception instanceof Database.Unavailable) {
            exception.getMessage().lines().forEach(line -> commandLine.getErr().println("gongping: " + line));
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (exception instanceof FileSystemException file) {
            commandLine.getErr().println("gongping: " + FileTrouble.of(file));
            return CommandLine.ExitCode.SOFTWARE;
        }
        LoggerFactory.getLogger(Main.class).error("Unexpected failure", exception);
        commandLine.getErr().println("gongping: unexpected failure: " + exception + "; the log has the details");
        return DEFECT;
    }
}
