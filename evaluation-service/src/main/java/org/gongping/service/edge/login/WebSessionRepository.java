package org.gongping.service.edge.login;

import static org.gongping.core.db.jooq.Tables.WEB_SESSION;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.WebSessionRecord;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Sessions of browsers, found by the hash of their id. */
final class WebSessionRepository {
    void insert(Transaction transaction, WebSession session) {
        WebSessionRecord row = transaction.dsl().newRecord(WEB_SESSION);
        row.setIdHash(session.idHash());
        row.setCreatedAt(session.createdAt());
        row.setLastSeenAt(session.createdAt());
        fill(row, session);
        row.insert();
    }

    /** Keeps what the identity provider has just said. */
    void update(Transaction transaction, WebSession session, Instant now) {
        WebSessionRecord row = transaction.dsl().newRecord(WEB_SESSION);
        fill(row, session);
        row.setLastSeenAt(now);
        transaction
                .dsl()
                .update(WEB_SESSION)
                .set(row)
                .where(WEB_SESSION.ID_HASH.eq(session.idHash()))
                .execute();
    }

    private static void fill(WebSessionRecord row, WebSession session) {
        Actor actor = session.actor();
        row.setSubject(actor.subject());
        row.setAccount(actor.account());
        row.setName(actor.name());
        row.setOrganisationCreditCode(actor.organisationCreditCode().orElse(null));
        row.setRoles(actor.roles().stream().map(Role::token).sorted().toArray(String[]::new));
        row.setSealedRefreshToken(session.sealedRefreshToken());
        row.setIssuerSession(session.issuerSession().orElse(null));
        row.setAccessExpiresAt(session.accessExpiresAt());
        row.setExpiresAt(session.expiresAt());
    }

    Optional<WebSession> find(Transaction transaction, byte[] idHash) {
        return transaction
                .dsl()
                .selectFrom(WEB_SESSION)
                .where(WEB_SESSION.ID_HASH.eq(idHash))
                .fetchOptional(WebSessionRepository::read);
    }

    /** As {@link #find}; no other transaction changes the session before this one ends. */
    Optional<WebSession> findForUpdate(Transaction transaction, byte[] idHash) {
        return transaction
                .dsl()
                .selectFrom(WEB_SESSION)
                .where(WEB_SESSION.ID_HASH.eq(idHash))
                .forUpdate()
                .fetchOptional(WebSessionRepository::read);
    }

    void delete(Transaction transaction, byte[] idHash) {
        transaction
                .dsl()
                .deleteFrom(WEB_SESSION)
                .where(WEB_SESSION.ID_HASH.eq(idHash))
                .execute();
    }

    int deleteOfIssuerSession(Transaction transaction, String issuerSession) {
        return transaction
                .dsl()
                .deleteFrom(WEB_SESSION)
                .where(WEB_SESSION.ISSUER_SESSION.eq(issuerSession))
                .execute();
    }

    int deleteOfSubject(Transaction transaction, String subject) {
        return transaction
                .dsl()
                .deleteFrom(WEB_SESSION)
                .where(WEB_SESSION.SUBJECT.eq(subject))
                .execute();
    }

    int deleteExpired(Transaction transaction, Instant now) {
        return transaction
                .dsl()
                .deleteFrom(WEB_SESSION)
                .where(WEB_SESSION.EXPIRES_AT.le(now))
                .execute();
    }

    private static WebSession read(WebSessionRecord row) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(row.getRoles()).forEach(token -> Role.ofToken(token).ifPresent(roles::add));
        return new WebSession(
                row.getIdHash(),
                new Actor(
                        row.getSubject(),
                        row.getAccount(),
                        row.getName(),
                        Optional.ofNullable(row.getOrganisationCreditCode()),
                        roles),
                row.getSealedRefreshToken(),
                Optional.ofNullable(row.getIssuerSession()),
                row.getAccessExpiresAt(),
                row.getCreatedAt(),
                row.getExpiresAt());
    }
}
