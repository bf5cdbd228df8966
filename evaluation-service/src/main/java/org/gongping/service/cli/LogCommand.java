package org.gongping.service.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The transparency log from the operator's side: how it stands, and what to do when it has stopped. */
@Command(
        name = "log",
        description = "how the log stands, and what to do when it has stopped",
        subcommands = {LogStatusCommand.class, LogRecoverCommand.class},
        mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "one of: status, recover");
    }
}
