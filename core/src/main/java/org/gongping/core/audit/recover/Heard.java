package org.gongping.core.audit.recover;

import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;

/**
 * What a witness remembers of the log.
 *
 * @param witness name in the policy
 * @param note the checkpoint that it cosigned last, signed by the log's own key; empty when there is none, or none was heard
 * @param trouble why nothing was heard; empty when the witness answered
 */
public record Heard(String witness, Optional<SignedNote> note, String trouble) {
    /** Size and root of what it cosigned last. */
    public Optional<Checkpoint> checkpoint() {
        return note.flatMap(signed -> Checkpoint.parse(signed.text()));
    }
}
