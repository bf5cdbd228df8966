package org.gongping.draw.sample;

/** One thing that a party of a sample draw does wrong, with all that follows from it done as if it were right. */
public enum Cheat {
    /** The keys are 23 hours old at the rules. */
    YOUNG_KEYS,
    /** The pool is far below its ratio, and nobody has waived that. */
    SMALL_POOL,
    /** The rules name a party that never takes part. */
    ABSENT_PARTY,
    /** The agent's commitment is signed by nobody. */
    FORGED_SIGNATURE,
    /** The agent reveals another number than it committed itself to. */
    OTHER_CONTRIBUTION,
    /** The transcript hash is made up. */
    OTHER_TRANSCRIPT,
    /** The platform makes up the output of its finaliser. */
    OTHER_OUTPUT,
    /** The platform makes up the seed. */
    OTHER_SEED,
    /** The second alternate is called before the first. */
    WRONG_CALL,
    /** The witness has sealed K1 an hour after the deposits. */
    LATE_SEAL,
    /** Two holders look at the platform's deposit when the agent has revealed. */
    LATE_DEPOSIT_CHECK,
    /** One holder alone looks at the platform's deposit. */
    LONE_DEPOSIT_CHECK,
    /** The platform tells other numbers of additions and removals with the result than with the pool. */
    OTHER_COUNTS,
    /** An attempt was ended for a reason that the specification does not know. */
    BAD_REASON,
    /** The rules do without the supervisor. */
    NO_SUPERVISOR
}
