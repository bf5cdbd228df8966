package org.gongping.service.cli;

import java.util.concurrent.Callable;
import org.gongping.service.log.StoppedLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code gongping log status --config FILE}: what database, signer, public files and witnesses say of the log, what
 * contradicts, what is lost. Changes nothing; the server may run. Exit code 0 nothing to decide, 1 there is, 2 could not
 * look.
 */
@Command(
        name = "status",
        description = {
            "what database, signer, public files and witnesses say of the log; changes nothing;",
            "exit code 0 nothing to decide, 1 there is, 2 could not look"
        },
        mixinStandardHelpOptions = true)
public final class LogStatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LogOptions options = new LogOptions();

    @Override
    public Integer call() {
        return options.run(spec, (log, _) -> {
            StoppedLog.Seen seen = log.look();
            new LogView(spec.commandLine().getOut(), options)
                    .show(seen, log.key().name());
            return seen.mustDecide() || seen.unfinished() ? LogOptions.REFUSED : 0;
        });
    }
}
