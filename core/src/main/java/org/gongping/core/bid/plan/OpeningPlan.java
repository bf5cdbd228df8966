package org.gongping.core.bid.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gongping.core.bid.envelope.EnvelopeKind;

/**
 * What the tender document says about sealing and opening. Locked at publication.
 *
 * @param version grows with every change in the draft
 * @param kinds the envelopes of a bid, in the order in which they are opened; the price is among them
 * @param twoEnvelopes whether the price stays sealed until the first stage of the evaluation is locked (双信封)
 * @param decryptionWindow how long bids may be decrypted from the opening on (rule O01)
 * @param confirmWindow how long bidders may confirm what was read
 * @param remedy empty where a bid whose bidder cannot open it stays closed (rule O04)
 * @param publicMayWatch whether the opening is shown to everybody
 */
public record OpeningPlan(
        int version,
        List<EnvelopeKind> kinds,
        boolean twoEnvelopes,
        Duration decryptionWindow,
        Duration confirmWindow,
        Optional<Remedy> remedy,
        boolean publicMayWatch) {
    public OpeningPlan {
        kinds = List.copyOf(kinds);
    }

    /**
     * The holders open together.
     *
     * @param k as many open a bid, at least 2
     * @param holders in the order of their shares
     * @param window how long they have, once the time to decrypt is over
     */
    public record Remedy(int k, List<Holder> holders, Duration window) {
        public Remedy {
            holders = List.copyOf(holders);
        }
    }

    /** How many sittings the opening has. */
    public int sittings() {
        return twoEnvelopes ? 2 : 1;
    }

    /** The envelopes that are opened in a sitting, from 1. */
    public List<EnvelopeKind> kindsOf(int sitting) {
        return twoEnvelopes
                ? kinds.stream()
                        .filter(kind -> (kind == EnvelopeKind.PRICE) == (sitting == sittings()))
                        .toList()
                : kinds;
    }

    public List<Holder> holders() {
        return remedy.map(Remedy::holders).orElse(List.of());
    }
}
