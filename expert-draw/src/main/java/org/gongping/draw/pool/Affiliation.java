package org.gongping.draw.pool;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * That one holds another, in the graph of organisations (E04).
 *
 * @param holder credit code; of a person {@code person:} and the digest of the identity number
 * @param held credit code
 * @param share of the whole, above 0 and up to 1, without trailing zeros; null unless the kind is {@code SHARE}
 * @param validUntil last day; null while it lasts
 * @param evidence where it is known from, such as a register and its date
 */
public record Affiliation(
        String holder,
        String held,
        String holderName,
        String heldName,
        Kind kind,
        BigDecimal share,
        LocalDate validFrom,
        LocalDate validUntil,
        String evidence) {
    /** How it holds it. */
    public enum Kind {
        SHARE,
        /** Control in fact, whatever the shares. */
        CONTROL,
        BRANCH,
        MANAGEMENT
    }

    /** What makes an affiliation the same as another that says more of it. */
    public record Edge(String holder, String held, Kind kind, LocalDate validFrom) {}

    public Edge edge() {
        return new Edge(holder, held, kind, validFrom);
    }
}
