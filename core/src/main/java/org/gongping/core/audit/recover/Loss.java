package org.gongping.core.audit.recover;

import java.util.List;

/**
 * What of a log the database still has.
 *
 * @param known entries that were signed, or that a witness has cosigned: the log had them
 * @param held entries that the public files hold here, without a gap from the first one on
 * @param sound whether these files yield every root that was signed or cosigned
 * @param rowless held entries whose row the database does not have
 * @param ranges the first runs of their places
 */
public record Loss(long known, long held, boolean sound, long rowless, List<RecoveryRepository.Range> ranges) {
    /** Entries of which neither row nor public entry is here. */
    public long gone() {
        return Math.max(0, known - held);
    }

    public long lost() {
        return rowless + gone();
    }

    /** Whether every entry that the log had is here: its places can be given again, the log goes on under its origin. */
    public boolean isNothing() {
        return sound && lost() == 0;
    }
}
