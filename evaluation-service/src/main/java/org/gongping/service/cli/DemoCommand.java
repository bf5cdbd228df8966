package org.gongping.service.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gongping.service.StartupFailure;
import org.gongping.service.embedded.DiskSpace;
import org.gongping.service.embedded.Home;
import org.gongping.service.embedded.StateFolder;
import org.gongping.service.embedded.Teardown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the product with everything it needs on this machine, until Ctrl-C. */
@Command(
        name = "demo",
        description = "run everything on this machine: PostgreSQL, Keycloak, the server, sample accounts",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Option(names = "--fresh", description = "delete the state of earlier runs first")
    private boolean fresh;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "default ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--rehearsal", description = "one settable clock and a mark on every page, for dress rehearsals")
    private boolean rehearsal;

    @Option(names = "--state", paramLabel = "DIR", description = "folder of all data, default .gongping")
    private Path folder;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > MAX_PORT) {
            throw new StartupFailure("--port must be from 1 to " + MAX_PORT + ", found " + port);
        }
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "shutdown"));
        Home home = Home.find();
        StateFolder state = teardown.own(StateFolder.open(folder == null ? home.state() : folder));
        LogFile.use(state.log("server"));
        var demo = new Demo(home, state, port, rehearsal, teardown, new Progress(System.out, teardown::isClosed));
        try {
            demo.start(fresh);
            demo.announce(System.out);
            String ended = demo.awaitEndOfAPart();
            Path log = state.log(ended.toLowerCase(Locale.ROOT));
            throw new StartupFailure(ended + " ended unexpectedly; log: " + log);
        } catch (StartupFailure e) {
            waitIfGoingDown(teardown);
            throw DiskSpace.explained(e, state.root());
        } catch (RuntimeException e) {
            waitIfGoingDown(teardown);
            throw e;
        }
    }

    /** After Ctrl-C whatever fails fails because it is being taken down; the process ends when that is done. */
    static void waitIfGoingDown(Teardown teardown) throws InterruptedException {
        if (teardown.isClosed()) {
            Thread.currentThread().join();
        }
    }
}
