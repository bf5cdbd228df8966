package org.gongping.service.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.gongping.core.identity.Access;
import org.gongping.core.identity.Permissions;
import org.gongping.core.identity.Role;

/** How often each operation was called, how it ended and how long it took. */
final class RequestMetrics {
    private record Key(String operation, int status) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operation, int status, long nanos) {
        Key counted =
                isOfBidders(operation) ? new Key("bidding", status < 500 ? 0 : status) : new Key(operation, status);
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

    /**
     * How many have registered, given a deposit, signed in or sent a bid is nobody's to know before the deadline, the
     * operator's neither (rule S06): whatever a bidder may call counts as one.
     */
    private static boolean isOfBidders(String operation) {
        return Permissions.of(operation) instanceof Access.Only(Set<Role> roles) && roles.contains(Role.BIDDER);
    }
}
