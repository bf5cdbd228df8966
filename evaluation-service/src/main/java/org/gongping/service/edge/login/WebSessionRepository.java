package org.gongping.service.edge.login;

import static org.gongping.core.db.jooq.Tables.WEB_SESSION;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.WebSessionRecord;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.service.edge.LoginEnded;
import org.jooq.Condition;

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
        end(transaction, WEB_SESSION.ID_HASH.eq(idHash));
    }

    int deleteOfIssuerSession(Transaction transaction, String issuerSession) {
        return end(transaction, WEB_SESSION.ISSUER_SESSION.eq(issuerSession));
    }

    int deleteOfSubject(Transaction transaction, String subject) {
        return end(transaction, WEB_SESSION.SUBJECT.eq(subject));
    }

    int deleteExpired(Transaction transaction, Instant now) {
        return end(transaction, WEB_SESSION.EXPIRES_AT.le(now));
    }

    /** What hangs on a login, such as a socket, hears of its end. */
    private static int end(Transaction transaction, Condition which) {
        List<String> subjects = transaction
                .dsl()
                .deleteFrom(WEB_SESSION)
                .where(which)
                .returningResult(WEB_SESSION.SUBJECT)
                .fetch(row -> row.value1());
        subjects.stream().distinct().map(LoginEnded::new).forEach(transaction::announce);
        return subjects.size();
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
