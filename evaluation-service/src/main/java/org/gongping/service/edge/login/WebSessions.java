package org.gongping.service.edge.login;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.gongping.core.db.Database;
import org.gongping.service.edge.Identities.IdentityUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of browsers. The browser holds a random secret and no token; the tokens stay here, sealed. Roles are as fresh
 * as the access token: when its time is over the identity provider is asked again, and a person whom it no longer
 * knows is logged out.
 */
final class WebSessions {
    private static final Logger LOG = LoggerFactory.getLogger(WebSessions.class);
    private static final String REFRESH_TOKEN = "refresh-token";
    /** One working day; after that the person logs in anew, however busy. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Database database;
    private final IdentityProvider provider;
    private final Seal seal;
    private final InstantSource clock;
    private final WebSessionRepository repository = new WebSessionRepository();
    private final Map<String, CompletableFuture<Optional<WebSession>>> refreshing = new ConcurrentHashMap<>();

    WebSessions(Database database, IdentityProvider provider, Seal seal, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Begins a session under a secret that nobody has seen before, whatever the browser sent, so that no one can
     * prepare a session for somebody else to log in to.
     */
    SessionSecret begin(
            IdentityProvider.Tokens tokens, Claims access, Optional<String> sid, Optional<SessionSecret> replaced) {
        SessionSecret secret = SessionSecret.random();
        Instant now = clock.instant();
        WebSession session = session(secret.hash(), now, tokens, access, sid);
        database.transact(transaction -> {
            replaced.ifPresent(old -> repository.delete(transaction, old.hash()));
            repository.insert(transaction, session);
            return session;
        });
        return secret;
    }

    private WebSession session(
            byte[] idHash, Instant createdAt, IdentityProvider.Tokens tokens, Claims access, Optional<String> sid) {
        Instant latest = createdAt.plus(LONGEST);
        Instant idle = clock.instant().plus(tokens.refreshLifetime());
        return new WebSession(
                idHash,
                access.actor(),
                seal.seal(REFRESH_TOKEN, tokens.refreshToken().getBytes(StandardCharsets.UTF_8)),
                access.text("sid").or(() -> sid),
                access.expiresAt(),
                createdAt,
                tokens.refreshLifetime().isPositive() && idle.isBefore(latest) ? idle : latest);
    }

    /**
     * The session in force, with roles as the identity provider sees them.
     *
     * @throws IdentityUnavailable when the provider must be asked and does not answer; the session stays
     */
    Optional<WebSession> find(SessionSecret secret) {
        byte[] idHash = secret.hash();
        Optional<WebSession> found = database.read(transaction -> repository.find(transaction, idHash));
        if (found.isEmpty() || !clock.instant().isBefore(found.get().expiresAt())) {
            return Optional.empty();
        }
        return isFresh(found.get()) ? found : refreshOnce(idHash);
    }

    private boolean isFresh(WebSession session) {
        return clock.instant().isBefore(session.accessExpiresAt());
    }

    /** Calls that come at the same moment on this node share one refresh; the row lock holds off the other nodes. */
    private Optional<WebSession> refreshOnce(byte[] idHash) {
        String key = HexFormat.of().formatHex(idHash);
        var mine = new CompletableFuture<Optional<WebSession>>();
        CompletableFuture<Optional<WebSession>> running = refreshing.putIfAbsent(key, mine);
        if (running != null) {
            return join(running);
        }
        try {
            mine.complete(refresh(idHash));
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        } finally {
            refreshing.remove(key);
        }
        return join(mine);
    }

    private static Optional<WebSession> join(CompletableFuture<Optional<WebSession>> refresh) {
        try {
            return refresh.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Optional<WebSession> refresh(byte[] idHash) {
        return database.transact(transaction -> {
            Optional<WebSession> found = repository.findForUpdate(transaction, idHash);
            if (found.isEmpty() || isFresh(found.get())) {
                return found;
            }
            WebSession session = found.get();
            try {
                IdentityProvider.Tokens tokens = provider.refresh(refreshToken(session));
                Claims access = provider.verifier().verify(tokens.accessToken(), IdentityProvider.API_AUDIENCE);
                if (!access.subject().equals(session.actor().subject())) {
                    throw new TokenVerifier.Invalid("another subject");
                }
                WebSession renewed = session(idHash, session.createdAt(), tokens, access, session.issuerSession());
                repository.update(transaction, renewed, clock.instant());
                return Optional.of(renewed);
            } catch (IdentityProvider.Refused | TokenVerifier.Invalid e) {
                LOG.info("session of {} ended: {}", session.actor().subject(), e.getMessage());
                repository.delete(transaction, idHash);
                return Optional.empty();
            }
        });
    }

    private String refreshToken(WebSession session) throws IdentityProvider.Refused {
        return seal.open(REFRESH_TOKEN, session.sealedRefreshToken())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IdentityProvider.Refused("sealed under another key"));
    }

    /** Ends the session here at once, and at the provider as far as it answers. */
    void end(SessionSecret secret) {
        Optional<WebSession> ended = database.transact(transaction -> {
            Optional<WebSession> found = repository.findForUpdate(transaction, secret.hash());
            repository.delete(transaction, secret.hash());
            return found;
        });
        if (ended.isEmpty()) {
            return;
        }
        try {
            provider.endSession(refreshToken(ended.get()));
        } catch (IdentityProvider.Refused e) {
            LOG.debug("the provider had ended the session already");
        } catch (IdentityUnavailable e) {
            LOG.warn("logged out here, but the provider does not answer: {}", e.getMessage());
        }
    }

    /** Ends every session that hangs on a login which the provider has ended. */
    int endOfIssuerSession(String issuerSession) {
        return database.transact(transaction -> repository.deleteOfIssuerSession(transaction, issuerSession));
    }

    /** Ends every session of the person, in all browsers. */
    int endOfSubject(String subject) {
        return database.transact(transaction -> repository.deleteOfSubject(transaction, subject));
    }

    int sweep() {
        return database.transact(transaction -> repository.deleteExpired(transaction, clock.instant()));
    }
}
