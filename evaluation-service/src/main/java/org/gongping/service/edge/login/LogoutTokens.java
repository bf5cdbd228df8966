package org.gongping.service.edge.login;

import java.util.Optional;

/** Logout tokens of the identity provider (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). */
final class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** Which logins have ended: those of one session at the provider, or all of one person. */
    record Ended(Optional<String> issuerSession, Optional<String> subject) {}

    private final IdentityProvider provider;

    LogoutTokens(IdentityProvider provider) {
        this.provider = provider;
    }

    Ended read(String token) throws TokenVerifier.Invalid {
        Claims claims = provider.verifier().verify(token, provider.clientId());
        if (!claims.json().path("events").path(EVENT).isObject()) {
            throw new TokenVerifier.Invalid("not a logout token");
        }
        if (claims.json().has("nonce")) {
            throw new TokenVerifier.Invalid("a nonce makes it an ID token");
        }
        var ended = new Ended(claims.text("sid"), claims.text("sub"));
        if (ended.issuerSession().isEmpty() && ended.subject().isEmpty()) {
            throw new TokenVerifier.Invalid("names neither session nor person");
        }
        return ended;
    }
}
