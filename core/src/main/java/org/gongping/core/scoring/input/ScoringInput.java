package org.gongping.core.scoring.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of one computation. Amounts are in {@code unit}. The bids stand in the order of their labels, whatever the
 * order in the document, so that no result depends on it.
 *
 * @param facts ceiling, estimate, budget, safetyFee and tax, as far as they are known
 * @param drawn drawn parameters by name
 * @param stripped published amounts of the stripped items
 * @param events instants of the events that may freeze the benchmark
 * @param expectedFreeze event and digest of a freeze point recorded earlier, to be found again
 * @param json the inputs as documents, {@code bids} in the order of {@code bids()}
 */
public record ScoringInput(
        Optional<String> lot,
        String unit,
        Map<String, BigDecimal> facts,
        Map<String, BigDecimal> drawn,
        Map<String, BigDecimal> stripped,
        Map<String, Instant> events,
        Optional<ExpectedFreeze> expectedFreeze,
        List<ExchangeRate> exchangeRates,
        List<BallotRound> ballots,
        Optional<Instant> computedAt,
        List<BidInput> bids,
        ObjectNode json) {

    /** A freeze point stored with an earlier result. */
    public record ExpectedFreeze(String event, String validSetDigest) {}

    /** One unit of {@code from} costs {@code rate} units of {@code to}. */
    public record ExchangeRate(String from, String to, BigDecimal rate) {}

    /** A ballot among all bids (empty), or among those that an earlier ballot left equal. */
    public record BallotRound(List<String> among, List<Vote> votes) {}

    /** A member's signed choices, the first one first. */
    public record Vote(String member, List<String> choices) {}

    /** The same inputs, computed at this instant. */
    public ScoringInput at(Instant now) {
        return new ScoringInput(
                lot,
                unit,
                facts,
                drawn,
                stripped,
                events,
                expectedFreeze,
                exchangeRates,
                ballots,
                Optional.of(now),
                bids,
                json);
    }
}
