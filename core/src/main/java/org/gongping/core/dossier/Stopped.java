package org.gongping.core.dossier;

import java.util.Optional;
import org.gongping.core.Refusal;

/** The dossier would not prove itself; what was written of it is to be dropped. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String zh;
    private final String en;

    Stopped(String code, String zh, String en) {
        super(en, null, false, false);
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    Refusal refusal() {
        return new Refusal.Conflict(code, zh, en, Optional.empty());
    }
}
