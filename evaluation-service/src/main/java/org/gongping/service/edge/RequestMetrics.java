package org.gongping.service.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often each operation was called, how it ended and how long it took. */
final class RequestMetrics {
    private record Key(String operation, int status) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operation, int status, long nanos) {
        timers.computeIfAbsent(
                        new Key(operation, status),
                        key -> Timer.builder("gongping.requests")
                                .description("Calls of the operations of the contract")
                                .tag("operation", key.operation())
                                .tag("status", String.valueOf(key.status()))
                                .publishPercentileHistogram(false)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
