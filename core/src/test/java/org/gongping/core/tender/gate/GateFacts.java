package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Laws.at;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.ProcurementKind;

/** Facts of a lawful tender, to be changed in one point by each test. */
final class GateFacts {
    private static final Map<String, Map<String, String>> ROUNDING =
            Map.of("SCORE", Map.of("scale", "2", "mode", "HALF_UP"));

    private GateFacts() {}

    static PublicationFacts publication(String issuedAt, String issueEnd, String deadline) {
        return publication(issuedAt, issueEnd, deadline, deadline);
    }

    static PublicationFacts publication(String issuedAt, String issueEnd, String deadline, String opening) {
        return new PublicationFacts(
                true,
                at(issuedAt),
                Optional.of(at(issueEnd)),
                Optional.of(at(deadline)),
                Optional.of(at(opening)),
                List.of());
    }

    static MethodFacts goodsMethod() {
        return method(ProcurementKind.GOODS, "F1", "30", 0, List.of());
    }

    static MethodFacts method(
            ProcurementKind kind,
            String family,
            String weight,
            int droppedPrices,
            List<MethodFacts.Deduction> deductions) {
        return new MethodFacts(
                "",
                kind,
                family,
                Optional.of(new BigDecimal(weight)),
                true,
                false,
                droppedPrices,
                deductions,
                ROUNDING,
                true,
                Optional.of(new BigDecimal("1000000")),
                0,
                Set.of(),
                List.of());
    }

    static MethodFacts limits(Optional<BigDecimal> ceiling, int floorPrices, Set<String> estimateUses) {
        return new MethodFacts(
                "",
                ProcurementKind.GOODS,
                "F1",
                Optional.of(new BigDecimal("30")),
                true,
                false,
                0,
                List.of(),
                ROUNDING,
                true,
                ceiling,
                floorPrices,
                estimateUses,
                List.of());
    }

    static MethodFacts saying(String text) {
        return new MethodFacts(
                "",
                ProcurementKind.GOODS,
                "F1",
                Optional.of(new BigDecimal("30")),
                true,
                false,
                0,
                List.of(),
                ROUNDING,
                false,
                Optional.empty(),
                0,
                Set.of(),
                List.of(new MethodFacts.Text("/score/parts/1/nameZh", text)));
    }

    static AwardFacts award(String noticeStartedAt, Instant now) {
        return new AwardFacts(
                true, now, Optional.of(at(noticeStartedAt)), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
