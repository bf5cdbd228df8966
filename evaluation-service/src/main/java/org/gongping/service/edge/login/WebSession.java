package org.gongping.service.edge.login;

import java.time.Instant;
import java.util.Optional;
import org.gongping.core.identity.Actor;

/**
 * A person's login in one browser, as the database keeps it.
 *
 * @param idHash SHA-256 of what the browser holds
 * @param sealedRefreshToken readable with the session key alone
 * @param issuerSession the {@code sid} of the identity provider, by which it ends the login from its side
 * @param accessExpiresAt until then the roles may be taken from here; afterwards the provider is asked again
 * @param expiresAt the end, whatever the person does
 */
record WebSession(
        byte[] idHash,
        Actor actor,
        byte[] sealedRefreshToken,
        Optional<String> issuerSession,
        Instant accessExpiresAt,
        Instant createdAt,
        Instant expiresAt) {}
