package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.roster.RosterHalf;
import org.gongping.draw.transcript.Library;

/**
 * One attempt at a draw, as it was started; what happened since stands in its steps.
 *
 * @param keySet number of the keys it is held under
 * @param plan as it was approved when the attempt began
 * @param experts number of experts of the library, the excluded ones too
 * @param claims what the claims of its pool mean: ids of strata, of one bound to a drawn city with that city
 * @param excluded for the eye: how many were excluded by which rule
 * @param strata for the eye: how many are eligible for which
 */
public record Attempt(
        UUID projectId,
        DrawId draw,
        int keySet,
        CommitteePlan plan,
        Rules rules,
        byte[] poolRoot,
        int experts,
        List<String> claims,
        Optional<VenuePool> venue,
        Library library,
        byte[] libraryDigest,
        JsonNode excluded,
        JsonNode strata,
        Roster roster,
        Instant startedAt)
        implements DrawRun {
    /**
     * What of the sealed roster is no entry.
     *
     * @param platformHalf of the key, sealed to the platform's officer
     * @param supervisorHalf sealed to the supervisor
     * @param halfChecks by which each half is known alone; empty for attempts of earlier versions
     */
    public record Roster(
            byte[] platformHalf,
            byte[] supervisorHalf,
            Optional<RosterHalf.Checks> halfChecks,
            byte[] check,
            byte[] employerSalt) {}

    public Attempt {
        claims = List.copyOf(claims);
    }

    @Override
    public UUID subject() {
        return projectId;
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
        return rules.production().orElseThrow().timeouts();
    }
}
