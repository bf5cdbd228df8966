package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A refund, done or to be done.
 *
 * @param startedAt when the event happened by which it fell due
 * @param paidAt when it is paid; for one that is still to be paid, the present moment
 * @param parts the money that goes back, by the day on which it came; empty for what is no money
 * @param bidderCause the bidder itself caused the delay
 */
public record RefundFacts(RefundCause cause, Instant startedAt, Instant paidAt, List<Part> parts, boolean bidderCause) {
    public RefundFacts {
        parts = List.copyOf(parts);
    }

    /** @param amount yuan */
    public record Part(BigDecimal amount, LocalDate receivedOn) {}
}
