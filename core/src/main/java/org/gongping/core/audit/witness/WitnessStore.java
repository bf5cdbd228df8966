package org.gongping.core.audit.witness;

import java.io.IOException;
import java.util.Optional;
import org.gongping.core.audit.note.SignedNote;

/** What a witness remembers: for each log the last checkpoint it cosigned. */
public interface WitnessStore {
    /** Work on what is remembered of one log, while nobody else can. */
    interface Exchange<T> {
        T with(Optional<SignedNote> last, Keep keep) throws IOException;
    }

    /** Remembers a checkpoint in place of the last; durable when this returns. */
    interface Keep {
        void keep(SignedNote cosigned) throws IOException;
    }

    <T> T exchange(String origin, Exchange<T> work) throws IOException;
}
