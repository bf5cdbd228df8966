package org.gongping.core.tender;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;

/**
 * Admits an organisation, or one account of it, to a side of the project. No organisation stands on two sides: the
 * agency does not bid, the authority does not evaluate (招标投标法实施条例 Art. 13, 46).
 */
public final class AdmitMember {
    /** Sides that are filled by admission, and what kind of organisation stands there; bidders register themselves, experts are drawn. */
    private static final Map<Role, Organisation.Kind> KINDS = Map.of(
            Role.TENDER_AGENT, Organisation.Kind.TENDER_AGENT,
            Role.PROJECT_OWNER, Organisation.Kind.PROJECT_OWNER,
            Role.SUPERVISOR, Organisation.Kind.SUPERVISORY_AUTHORITY,
            // Another centre holds a share in the draw of experts.
            Role.VENUE_OPERATOR, Organisation.Kind.TRADING_CENTRE);

    private final ProjectAccess access;
    private final MemberRepository members;
    private final OrganisationRepository organisations;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public AdmitMember(
            ProjectAccess access,
            MemberRepository members,
            OrganisationRepository organisations,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.access = access;
        this.members = members;
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<List<Member>> execute(
            Transaction tx, Actor actor, UUID projectId, Role side, UUID organisationId, String account) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            if (!KINDS.containsKey(side)) {
                return Outcome.refused(Refusal.Invalid.of(
                        "/role",
                        "投标人自行登记、专家由抽取产生，不能由代理机构指定",
                        "Bidders register themselves and experts are drawn: neither is admitted here"));
            }
            Optional<Organisation> organisation = organisations.find(tx, organisationId);
            if (organisation.isEmpty()) {
                return Outcome.refused(
                        Refusal.Invalid.of("/organisationId", "没有这个单位", "There is no such organisation"));
            }
            // Asked of the kind alone and before anything of the members: the answer must not tell who bids (rule S06).
            if (organisation.get().kind() != KINDS.get(side)) {
                return Outcome.refused(Refusal.Invalid.of(
                        "/organisationId",
                        "该单位的类型与所任一方不符",
                        "An organisation of this kind does not stand on that side"));
            }
            List<Member> present = members.list(tx, projectId);
            if (standsElsewhere(present, side, organisationId, account)) {
                return Outcome.refused(new Refusal.Conflict(
                        "two-sides",
                        "该单位或人员已在本项目的另一方，同一主体不得担任两方",
                        "This organisation or person already stands on another side of the project",
                        Optional.empty()));
            }
            if (present.stream().anyMatch(member -> isSame(member, side, organisationId, account))) {
                return Outcome.done(present);
            }
            Member member = new Member(ids.next(), side, organisation.get(), account, clock.instant());
            members.insert(tx, projectId, member);
            audit.append(
                    tx,
                    AuditStep.inTender(
                                    AuditKind.MEMBER_ADD, actor, Role.TENDER_AGENT.token(), projectId, project.code())
                            .object("member", member.id())
                            .with("side", side.token())
                            .with("organisation", organisation.get().creditCode())
                            .with("account", account == null ? "every holder of the role" : "one account"));
            return Outcome.done(members.list(tx, projectId));
        });
    }

    private static boolean standsElsewhere(List<Member> members, Role side, UUID organisationId, String account) {
        return members.stream()
                .filter(member -> member.role() != side)
                .anyMatch(member -> member.organisation().id().equals(organisationId)
                        || account != null && account.equals(member.account()));
    }

    private static boolean isSame(Member member, Role side, UUID organisationId, String account) {
        return member.role() == side
                && member.organisation().id().equals(organisationId)
                && (member.account() == null || member.account().equals(account));
    }
}
