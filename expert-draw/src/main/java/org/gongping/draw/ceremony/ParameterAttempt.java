package org.gongping.draw.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Rules;

/** An attempt at drawing the random parameters of a lot's method (§7.2), as it was started. */
public record ParameterAttempt(
        UUID projectId, UUID lotId, DrawId draw, int keySet, ParameterRules rules, Instant startedAt)
        implements DrawRun {
    @Override
    public UUID subject() {
        return lotId;
    }

    @Override
    public byte[] rulesHash() {
        return rules.hash();
    }

    @Override
    public List<String> parties() {
        return rules.parties();
    }

    @Override
    public Rules.Timeouts timeouts() {
        return rules.timeouts();
    }

    @Override
    public byte[] poolRoot() {
        return ParameterDraw.noPool();
    }
}
