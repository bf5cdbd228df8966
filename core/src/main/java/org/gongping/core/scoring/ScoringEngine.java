package org.gongping.core.scoring;

import org.gongping.core.scoring.engine.Computation;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.result.ScoringResult;

/**
 * The price- and score-formula engine (families F1–F9). A pure function: the same definition and the same inputs give the
 * same digits, in whatever order the bids stand, on any machine.
 */
public final class ScoringEngine {
    private ScoringEngine() {}

    /**
     * Computes. Inputs that do not fit the definition come back as {@code INPUT_REFUSED} with the reasons; nothing that
     * passed its reader makes this throw.
     */
    public static ScoringResult score(MethodDefinition method, ScoringInput input) {
        return Computation.run(method, input);
    }
}
