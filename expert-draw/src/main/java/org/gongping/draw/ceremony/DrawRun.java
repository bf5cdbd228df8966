package org.gongping.draw.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Rules;

/** One attempt, whatever is drawn: what the steps of the parties ask of it. */
public sealed interface DrawRun permits Attempt, ParameterAttempt {
    UUID projectId();

    /** What is drawn for: the project, or the lot of parameters. */
    UUID subject();

    DrawId draw();

    /** Number of the keys it is held under. */
    int keySet();

    byte[] rulesHash();

    /** Contributors, sorted. */
    List<String> parties();

    Rules.Timeouts timeouts();

    byte[] poolRoot();

    Instant startedAt();

    default int number() {
        return draw().attempt();
    }

    default RunKey key() {
        return new RunKey(projectId(), subject(), number());
    }
}
