package org.gongping.core.tender;

import static org.gongping.core.db.jooq.Tables.ORGANISATION;
import static org.gongping.core.db.jooq.Tables.PROJECT_MEMBER;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.OrganisationRepository;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Who takes part in which project, on which side. */
public final class MemberRepository {
    /** The sides on which the actor takes part: by membership of its organisation or its account, in a role it holds. */
    public Set<Role> sides(Transaction tx, UUID projectId, Actor actor) {
        return tx.dsl()
                .selectDistinct(PROJECT_MEMBER.ROLE)
                .from(PROJECT_MEMBER)
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(PROJECT_MEMBER.ORGANISATION_ID))
                .where(PROJECT_MEMBER.PROJECT_ID.eq(projectId))
                .and(membershipOf(actor))
                .fetchSet(row -> Role.ofToken(row.value1()).orElseThrow());
    }

    /** Holds where the actor takes part in the project of that id. */
    public static Condition isMember(Actor actor, Field<UUID> project) {
        return DSL.exists(DSL.selectOne()
                .from(PROJECT_MEMBER)
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(PROJECT_MEMBER.ORGANISATION_ID))
                .where(PROJECT_MEMBER.PROJECT_ID.eq(project))
                .and(membershipOf(actor)));
    }

    /** Holds for a row of members joined with its organisation that speaks of the actor. */
    private static Condition membershipOf(Actor actor) {
        return PROJECT_MEMBER
                .UNTIL
                .isNull()
                .and(PROJECT_MEMBER.ROLE.in(
                        actor.roles().stream().map(Role::token).toList()))
                .and(ORGANISATION.CREDIT_CODE.eq(actor.organisationCreditCode().orElse("")))
                .and(PROJECT_MEMBER.ACCOUNT.isNull().or(PROJECT_MEMBER.ACCOUNT.eq(actor.account())));
    }

    /** Members who take part now, oldest first. */
    public List<Member> list(Transaction tx, UUID projectId) {
        return tx.dsl()
                .select()
                .from(PROJECT_MEMBER)
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(PROJECT_MEMBER.ORGANISATION_ID))
                .where(PROJECT_MEMBER.PROJECT_ID.eq(projectId))
                .and(PROJECT_MEMBER.UNTIL.isNull())
                .orderBy(PROJECT_MEMBER.SINCE, PROJECT_MEMBER.ID)
                .fetch(row -> new Member(
                        row.get(PROJECT_MEMBER.ID),
                        Role.ofToken(row.get(PROJECT_MEMBER.ROLE)).orElseThrow(),
                        OrganisationRepository.read(row.into(ORGANISATION)),
                        row.get(PROJECT_MEMBER.ACCOUNT),
                        row.get(PROJECT_MEMBER.SINCE)));
    }

    public void insert(Transaction tx, UUID projectId, Member member) {
        tx.dsl()
                .insertInto(PROJECT_MEMBER)
                .set(PROJECT_MEMBER.PROJECT_ID, projectId)
                .set(PROJECT_MEMBER.ID, member.id())
                .set(PROJECT_MEMBER.ROLE, member.role().token())
                .set(PROJECT_MEMBER.ORGANISATION_ID, member.organisation().id())
                .set(PROJECT_MEMBER.ACCOUNT, member.account())
                .set(PROJECT_MEMBER.SINCE, member.since())
                .execute();
    }

    void end(Transaction tx, UUID projectId, UUID memberId, Instant now) {
        tx.dsl()
                .update(PROJECT_MEMBER)
                .set(PROJECT_MEMBER.UNTIL, now)
                .where(PROJECT_MEMBER.PROJECT_ID.eq(projectId))
                .and(PROJECT_MEMBER.ID.eq(memberId))
                .execute();
        tx.announce(new MembershipEnded(projectId));
    }
}
