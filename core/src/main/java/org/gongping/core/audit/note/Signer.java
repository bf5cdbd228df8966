package org.gongping.core.audit.note;

import java.time.Instant;

/** Signs notes. A key may lie in this process, in a security module or on a signing server. */
public interface Signer {
    VerifierKey verifierKey();

    /** The signature line for a note's text; the time is part of a cosignature. */
    SignedNote.Line sign(String text, Instant now);
}
