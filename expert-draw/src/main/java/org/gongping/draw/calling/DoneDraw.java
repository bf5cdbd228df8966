package org.gongping.draw.calling;

import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.roster.RosterHalf;

/**
 * What may be known of a draw whose result stands under K2.
 *
 * @param rosterCheck tells whether two halves are those of the roster's key
 * @param halfChecks tells whether one half is a party's; empty for draws of earlier versions
 * @param platformHalf sealed to the platform's officer
 * @param supervisorHalf sealed to the supervisor
 */
public record DoneDraw(
        UUID projectId,
        DrawId id,
        CommitteePlan plan,
        Rules rules,
        byte[] rosterCheck,
        Optional<RosterHalf.Checks> halfChecks,
        byte[] platformHalf,
        byte[] supervisorHalf) {
    public int attempt() {
        return id.attempt();
    }

    Key key() {
        return new Key(projectId, id.attempt());
    }

    /** An attempt of a tender. */
    public record Key(UUID projectId, int attempt) {}
}
