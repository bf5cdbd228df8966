package org.gongping.service.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rule S06: counters tell neither how many bidders there are nor what they did. */
class RequestMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestMetrics metrics = new RequestMetrics(registry);

    private Set<String> counted() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("operation") + " " + id.getTag("status"))
                .collect(Collectors.toSet());
    }

    @Test
    void whatBiddersDoIsOneCounterHoweverItEnds() {
        List<String> acts = List.of(
                "registerBidder",
                "getMyRegistration",
                "downloadDocument",
                "applyForDeposit",
                "getMyDeposit",
                "getDepositCertificate",
                "correctRefundAccount",
                "getOpeningPlan",
                "submitBid",
                "getMyBid",
                "getBidReceiptPdf",
                "withdrawBid",
                "checkInForOpening",
                "getOpeningHall");
        for (String act : acts) {
            metrics.record(act, 201, 1);
            metrics.record(act, 409, 1);
        }
        assertThat(counted()).containsExactly("bidding 0");
    }

    @Test
    void faultsAreToldApartAndSoIsWhatNoBidderMayDo() {
        metrics.record("submitBid", 500, 1);
        metrics.record("publishProject", 200, 1);
        metrics.record("getServerTime", 200, 1);
        assertThat(counted()).containsExactlyInAnyOrder("bidding 500", "publishProject 200", "getServerTime 200");
    }
}
