package org.gongping.draw.verify;

import java.util.function.Supplier;

/** Ends one check: it has found what it looks for. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code as the specification names it
     * @param detail what was found where
     */
    Failed(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    /** The same where a million values are looked at: the detail is written when it is needed. */
    static void unless(boolean holds, String code, Supplier<String> detail) throws Failed {
        if (!holds) {
            throw new Failed(code, detail.get());
        }
    }

    static void unless(boolean holds, String code, String detail) throws Failed {
        if (!holds) {
            throw new Failed(code, detail);
        }
    }
}
