package org.gongping.core.audit.selfcheck;

import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.witness.WitnessPolicy;

/** Asks a witness for the last checkpoint of a log that it has cosigned (C2SP tlog-witness). It may block. */
@FunctionalInterface
public interface WitnessAnswers {
    /** What came of asking. */
    sealed interface Answer {
        /** @param note as the witness gave it; nothing is said of whether its signatures hold */
        record Last(SignedNote note) implements Answer {}

        /** It has cosigned nothing of this log. */
        record Nothing() implements Answer {}

        /** No answer, or none that can be read. */
        record Unreachable(String why) implements Answer {}
    }

    /** @param origin of the log */
    Answer last(WitnessPolicy.Witness witness, String origin);
}
