package org.gongping.service.cli;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.gongping.core.verify.Policy;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.log.RehearsalTime;

/**
 * The clock by which a party judges whether another has let its time pass: the one of its own machine, which no server can
 * set. A rehearsal has one settable clock ({@code spec/draw-protocol.md} §7.3); the party's own policy tells that it is one.
 */
final class PartyClock implements InstantSource, AutoCloseable {
    private final RehearsalTime rehearsal;
    private final InstantSource clock;

    /** @param server base URL */
    PartyClock(Policy policy, URI server) {
        this.rehearsal = new RehearsalTime(server);
        boolean settable = !policy.origins().isEmpty()
                && policy.origins().stream().allMatch(origin -> origin.endsWith(ServerConfig.Log.OF_REHEARSALS));
        this.clock = settable ? rehearsal : InstantSource.system();
    }

    /** @throws java.io.UncheckedIOException when the server of a rehearsal does not tell its time */
    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}
