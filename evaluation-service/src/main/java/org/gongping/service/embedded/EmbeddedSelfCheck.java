package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gongping.service.config.ServerConfig;

/** The self-check of the log as a child process, under its own database login, as an operator would run it. */
public final class EmbeddedSelfCheck implements AutoCloseable {
    private static final String NAME = "selfcheck";
    private static final String HEAP = "160m";

    private final ChildProcess process;

    private EmbeddedSelfCheck(ChildProcess process) {
        this.process = process;
    }

    public static boolean endLeftover(StateFolder state) {
        return ChildProcess.endLeftover(state, NAME);
    }

    /**
     * Starts it without waiting for it.
     *
     * @param login a member of {@code gongping_auditor} alone
     */
    public static EmbeddedSelfCheck start(
            StateFolder state, String databaseUrl, ServerConfig.Login login, boolean rehearsal) {
        Path file = state.run().resolve("selfcheck.conf");
        try {
            Files.writeString(Secrets.privateFile(file), """
                    # Written at every start.
                    database.url = %s
                    database.user = %s
                    database.password = %s
                    log.folder = %s
                    log.policyFile = %s
                    rehearsal = %s
                    """.formatted(
                            databaseUrl, login.user(), login.password(), state.log(), state.logPolicy(), rehearsal));
            return new EmbeddedSelfCheck(
                    ChildProcess.start(state, NAME, HEAP, List.of("selfcheck", "--config", file.toString())));
        } catch (IOException e) {
            throw DiskSpace.failure("the self-check of the log cannot be started", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "the self-check";
    }
}
