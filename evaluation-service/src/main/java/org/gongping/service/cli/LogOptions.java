package org.gongping.service.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.Lead;
import org.gongping.core.db.Migrations;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.log.StoppedLog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands about the log have in common. */
final class LogOptions {
    /** Nothing was done, or there is something to decide. */
    static final int REFUSED = 1;

    static final int COULD_NOT = 2;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "the server's configuration; with database.migrationUser and database.migrationPassword to decide")
    private Path config;

    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            description = "language of what is printed; default that of the machine")
    private String language = Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";

    /** What a command does with the log. */
    @FunctionalInterface
    interface Work {
        int on(StoppedLog log, ServerConfig settings) throws IOException, StoppedLog.NotNow;
    }

    String pick(String zh, String en) {
        return isZh() ? zh : en;
    }

    boolean isZh() {
        return language.equals("zh");
    }

    int run(CommandSpec spec, Work work) {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--lang must be zh or en, found " + language);
        }
        try {
            ServerConfig settings = ServerConfig.read(config, System.getenv());
            ServerConfig.Log log = settings.log()
                    .orElseThrow(
                            () -> new StartupFailure("the configuration has no log.folder: this server keeps no log"));
            var login = settings.database();
            new Migrations(login.url(), login.user(), login.password()).requireCurrent();
            return work.on(new StoppedLog(settings, log), settings);
        } catch (StoppedLog.NotNow | LogDamaged e) {
            return say(spec, REFUSED, e.getMessage());
        } catch (WitnessPolicy.Malformed e) {
            return say(spec, COULD_NOT, "log.policyFile, " + e.getMessage());
        } catch (StartupFailure | Migrations.SchemaMismatch | Database.Unavailable | Lead.Lost e) {
            return say(spec, COULD_NOT, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return say(spec, COULD_NOT, e.toString());
        }
    }

    static int say(CommandSpec spec, int exitCode, String text) {
        text.lines().forEach(line -> spec.commandLine().getErr().println("gongping: " + line));
        spec.commandLine().getErr().flush();
        return exitCode;
    }
}
