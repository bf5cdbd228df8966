package org.gongping.core.bid.envelope;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an envelope (信封) of a bid holds. */
public enum EnvelopeKind {
    /** 资格文件. */
    QUALIFICATION("资格文件"),
    /** 技术标. */
    TECHNICAL("技术标"),
    /** 价格（商务）标: the opening summary lies in this one. */
    PRICE("价格标");

    private final String zh;

    EnvelopeKind(String zh) {
        this.zh = zh;
    }

    public String zh() {
        return zh;
    }

    /** As in the header of an envelope and on the wire. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EnvelopeKind> of(String token) {
        return Arrays.stream(values())
                .filter(kind -> kind.token().equals(token))
                .findFirst();
    }
}
