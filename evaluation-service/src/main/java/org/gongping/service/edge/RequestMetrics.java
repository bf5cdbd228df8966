package org.gongping.service.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often each operation was called, how it ended and how long it took. */
final class RequestMetrics {
    private static final Set<String> OF_BIDDERS =
            Set.of("registerBidder", "getMyRegistration", "submitBid", "withdrawBid", "getMyBid", "getBidReceiptPdf");

    private record Key(String operation, int status) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operation, int status, long nanos) {
        // How many have registered or sent a bid is nobody's to know before the deadline, the operator's neither (rule
        // S06).
        Key counted = OF_BIDDERS.contains(operation) ? new Key("bidding", 0) : new Key(operation, status);
        timers.computeIfAbsent(
                        counted,
                        key -> Timer.builder("gongping.requests")
                                .description("Calls of the operations of the contract")
                                .tag("operation", key.operation())
                                .tag("status", String.valueOf(key.status()))
                                .publishPercentileHistogram(false)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
