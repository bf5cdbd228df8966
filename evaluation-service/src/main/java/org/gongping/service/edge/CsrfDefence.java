package org.gongping.service.edge;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.gongping.core.Refusal;

/**
 * A browser sends its cookie with requests it was tricked into. A write is therefore accepted from a session only when
 * it repeats a token that no other site can read, and comes from the origin of the product itself.
 */
public final class CsrfDefence {
    static final Refusal REFUSAL =
            new Refusal.Forbidden("csrf", "请求未通过跨站校验，请刷新页面", "The cross-site check failed; reload the page");

    private final String ownOrigin;

    public CsrfDefence(URI publicUrl) {
        this.ownOrigin = origin(publicUrl);
    }

    /** Scheme, host and port as browsers write them in the Origin header (RFC 6454, section 6.2). */
    private static String origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isDefaultPort = url.getPort() < 0
                || (scheme.equals("https") && url.getPort() == 443)
                || (scheme.equals("http") && url.getPort() == 80);
        return scheme + "://" + host + (isDefaultPort ? "" : ":" + url.getPort());
    }

    /** Whether a write with these credentials was meant by the person. A program's bearer token is never sent by trick. */
    public boolean passes(Caller caller, Credentials credentials) {
        if (caller.csrfToken().isEmpty()) {
            return true;
        }
        boolean tokenRepeated = credentials
                .csrfToken()
                .map(token -> MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        caller.csrfToken().get().getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
        return tokenRepeated && isSameOrigin(credentials);
    }

    /**
     * Whether the handshake of a socket comes from the product's own pages. A browser always names the origin, and sends
     * its cookie to whoever asks; a program with a bearer token need not name one.
     */
    public boolean passesHandshake(Credentials credentials) {
        return credentials
                .origin()
                .map(ownOrigin::equals)
                .orElse(credentials.authorization().isPresent());
    }

    private boolean isSameOrigin(Credentials credentials) {
        if (credentials.origin().isPresent()) {
            return credentials.origin().get().equals(ownOrigin);
        }
        // Every browser that keeps a __Host- cookie sends one of the two headers with a write.
        return credentials.fetchSite().map(site -> site.equals("same-origin")).orElse(false);
    }
}
