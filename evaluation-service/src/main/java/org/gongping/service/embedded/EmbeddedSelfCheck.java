package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
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

    /** The key by which it signs; made when there is none. */
    public static VerifierKey key(StateFolder state, String origin) {
        try {
            Files.createDirectories(state.selfCheckKey().getParent());
            return SoftwareSigner.readOrGenerate(
                            state.selfCheckKey(),
                            SelfCheckWord.signerName(origin),
                            SignatureType.ED25519,
                            new SecureRandom())
                    .verifierKey();
        } catch (IOException e) {
            throw DiskSpace.failure("the key of the self-check cannot be made", e);
        }
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
                    selfcheck.key = %s
                    rehearsal = %s
                    """.formatted(
                            databaseUrl,
                            login.user(),
                            login.password(),
                            state.log(),
                            state.logPolicy(),
                            state.selfCheckKey(),
                            rehearsal));
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
