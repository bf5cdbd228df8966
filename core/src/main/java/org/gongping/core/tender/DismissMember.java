package org.gongping.core.tender;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Ends a membership. The supervisor stays: nobody dismisses who watches over him. The parties that
 * the notice names stay too. */
public final class DismissMember {
    private final ProjectAccess access;
    private final MemberRepository members;
    private final AuditLog audit;
    private final InstantSource clock;

    public DismissMember(ProjectAccess access, MemberRepository members, AuditLog audit, InstantSource clock) {
        this.access = access;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<List<Member>> execute(Transaction tx, Actor actor, UUID projectId, UUID memberId) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            List<Member> present = members.list(tx, projectId);
            Optional<Member> member =
                    present.stream().filter(each -> each.id().equals(memberId)).findFirst();
            if (member.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("member"));
            }
            Role side = member.get().role();
            boolean lastOfSide =
                    present.stream().filter(each -> each.role() == side).count() == 1;
            UUID organisation = member.get().organisation().id();
            boolean party = member.get().account() == null
                    && (organisation.equals(project.agent().id())
                            || organisation.equals(project.owner().id()));
            if (side == Role.SUPERVISOR || side == Role.BIDDER || lastOfSide || party) {
                return Outcome.refused(new Refusal.Conflict(
                        "member-stays",
                        "项目当事方、监督方、已登记的投标人以及一方的最后一名成员不能移除",
                        "The parties of the project, supervisors, registered bidders and the last member of a side cannot be dismissed",
                        Optional.empty()));
            }
            members.end(tx, projectId, memberId, clock.instant());
            audit.append(
                    tx,
                    AuditStep.inTender(
                                    AuditKind.MEMBER_REMOVE,
                                    actor,
                                    Role.TENDER_AGENT.token(),
                                    projectId,
                                    project.code())
                            .object("member", memberId)
                            .with("side", side.token())
                            .with("organisation", member.get().organisation().creditCode()));
            return Outcome.done(members.list(tx, projectId));
        });
    }
}
