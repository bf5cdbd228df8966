package org.gongping.core.audit.note;

import java.util.Arrays;
import java.util.Optional;

/** What a signature on a note covers (C2SP signed-note, signature types). */
public enum SignatureType {
    /** Ed25519 over the text of the note: the log itself. */
    ED25519(0x01),
    /** Ed25519 over the time and the text of the note: a witness (C2SP tlog-cosignature). */
    COSIGNATURE(0x04);

    private final byte code;

    SignatureType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<SignatureType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
