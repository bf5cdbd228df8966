package org.gongping.core.bid;

import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.organisation.OrganisationRepository;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The table of registrations. */
public final class RegistrationRepository {
    /** Oldest first. */
    public List<Registration> list(Transaction tx, UUID projectId) {
        return select(tx, projectId, DSL.noCondition());
    }

    public Optional<Registration> find(Transaction tx, UUID projectId, UUID organisationId) {
        return select(tx, projectId, BIDDER_REGISTRATION.ORGANISATION_ID.eq(organisationId)).stream()
                .findFirst();
    }

    /** Of the organisation for which the actor acts. */
    public Optional<Registration> own(Transaction tx, UUID projectId, Actor actor) {
        return actor.organisationCreditCode()
                .flatMap(code -> select(tx, projectId, ORGANISATION.CREDIT_CODE.eq(code)).stream()
                        .findFirst());
    }

    private static List<Registration> select(Transaction tx, UUID projectId, Condition condition) {
        return tx.dsl()
                .select()
                .from(BIDDER_REGISTRATION)
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                .where(BIDDER_REGISTRATION.PROJECT_ID.eq(projectId))
                .and(condition)
                .orderBy(BIDDER_REGISTRATION.REGISTERED_AT, BIDDER_REGISTRATION.ID)
                .fetch(row -> new Registration(
                        row.get(BIDDER_REGISTRATION.ID),
                        OrganisationRepository.read(row.into(ORGANISATION)),
                        row.get(BIDDER_REGISTRATION.CONTACT_NAME),
                        row.get(BIDDER_REGISTRATION.CONTACT_PHONE),
                        row.get(BIDDER_REGISTRATION.REGISTERED_AT)));
    }

    /** One act after the other of one bidder, until the transaction ends. */
    public void lock(Transaction tx, UUID projectId, UUID registrationId) {
        tx.dsl()
                .select(BIDDER_REGISTRATION.ID)
                .from(BIDDER_REGISTRATION)
                .where(BIDDER_REGISTRATION.PROJECT_ID.eq(projectId))
                .and(BIDDER_REGISTRATION.ID.eq(registrationId))
                .forNoKeyUpdate()
                .fetch();
    }

    /** False when the organisation is registered already. */
    boolean insert(Transaction tx, UUID projectId, Registration registration) {
        return tx.dsl()
                        .insertInto(BIDDER_REGISTRATION)
                        .set(BIDDER_REGISTRATION.PROJECT_ID, projectId)
                        .set(BIDDER_REGISTRATION.ID, registration.id())
                        .set(
                                BIDDER_REGISTRATION.ORGANISATION_ID,
                                registration.organisation().id())
                        .set(BIDDER_REGISTRATION.CONTACT_NAME, registration.contactName())
                        .set(BIDDER_REGISTRATION.CONTACT_PHONE, registration.contactPhone())
                        .set(BIDDER_REGISTRATION.REGISTERED_AT, registration.registeredAt())
                        .onConflict(BIDDER_REGISTRATION.PROJECT_ID, BIDDER_REGISTRATION.ORGANISATION_ID)
                        .doNothing()
                        .execute()
                == 1;
    }
}
