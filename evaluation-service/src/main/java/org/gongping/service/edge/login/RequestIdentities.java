package org.gongping.service.edge.login;

import java.util.Locale;
import java.util.Optional;
import org.gongping.service.edge.Caller;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.Identities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bearer token, if there is one, decides; otherwise the session cookie. */
final class RequestIdentities implements Identities {
    private static final Logger LOG = LoggerFactory.getLogger(RequestIdentities.class);
    private static final String BEARER = "bearer ";

    private final IdentityProvider provider;
    private final WebSessions sessions;

    RequestIdentities(IdentityProvider provider, WebSessions sessions) {
        this.provider = provider;
        this.sessions = sessions;
    }

    @Override
    public Identified identify(Credentials credentials) {
        if (credentials.authorization().isPresent()) {
            return program(credentials.authorization().get());
        }
        if (credentials.session().isPresent()) {
            return browser(credentials.session().get());
        }
        return new Identified.Anonymous();
    }

    private Identified program(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return new Identified.Rejected("invalid-token");
        }
        try {
            String token = authorization.substring(BEARER.length()).strip();
            Claims claims = provider.verifier().verify(token, IdentityProvider.API_AUDIENCE);
            // Keycloak says what a token is for; an ID or a logout token must not open the API.
            if (!claims.text("typ").orElse("Bearer").equals("Bearer")
                    || claims.subject().isEmpty()) {
                return new Identified.Rejected("invalid-token");
            }
            return new Identified.Known(Caller.program(claims.actor()));
        } catch (TokenVerifier.Invalid e) {
            LOG.debug("bearer token refused: {}", e.getMessage());
            return new Identified.Rejected("invalid-token");
        }
    }

    private Identified browser(String cookie) {
        Optional<SessionSecret> secret = SessionSecret.ofCookie(cookie);
        return secret.flatMap(sessions::find)
                .<Identified>map(session -> new Identified.Known(
                        Caller.browser(session.actor(), secret.get().csrfToken())))
                .orElseGet(() -> new Identified.Rejected("session-ended"));
    }
}
