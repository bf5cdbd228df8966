package org.gongping.draw.verify;

import java.io.IOException;

/** A transcript that this verifier does not know how to check, which proves nothing. */
public final class NotChecked extends IOException {
    private static final long serialVersionUID = 1L;

    NotChecked(String message) {
        super(message);
    }
}
