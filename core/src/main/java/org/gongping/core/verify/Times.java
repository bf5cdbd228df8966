package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.List;

/** What the times of records are held to. */
enum Times {
    /** To those of the witnesses. */
    WITNESSED,
    /** To one another alone: in a rehearsal people set the clock. */
    REHEARSED;

    /** Checkpoints whose cosignatures tell when the log had which size. */
    List<SealedCheckpoint> known(SealedCheckpoint atHand, Policy policy, Memory memory) throws Refused {
        List<SealedCheckpoint> known = new ArrayList<>();
        if (this == WITNESSED) {
            known.add(atHand);
            memory.lastSealed(atHand.checkpoint().origin(), policy).ifPresent(known::add);
        }
        return known;
    }
}
