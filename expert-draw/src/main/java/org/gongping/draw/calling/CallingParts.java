package org.gongping.draw.calling;

import java.time.InstantSource;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;

/** What the steps of the calling stand on. */
public record CallingParts(
        DoneDraws draws,
        HeldRosters rosters,
        CallingRepository callings,
        CallRepository calls,
        ReplacementRepository replacements,
        HalfRepository halves,
        CalledExpertRepository experts,
        AuditLog audit,
        BoardWatch watch,
        InstantSource clock,
        RandomSource random,
        Ids ids) {
    EndCall endCall() {
        return new EndCall(callings, calls, replacements, audit, watch, clock);
    }
}
