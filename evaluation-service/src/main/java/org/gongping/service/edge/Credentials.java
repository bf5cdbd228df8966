package org.gongping.service.edge;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * What a request carries to say and to prove who sends it.
 *
 * @param authorization the header
 * @param session value of the session cookie
 */
public record Credentials(
        Optional<String> authorization,
        Optional<String> session,
        Optional<String> csrfToken,
        Optional<String> origin,
        Optional<String> fetchSite) {
    /**
     * Bound by its prefix to this host, to https (or loopback) and to the path {@code /}, so that no sibling host can
     * plant one (RFC 6265bis, section 4.1.3.2).
     */
    public static final String SESSION_COOKIE = "__Host-gongping";

    public static Credentials of(HttpServerRequest request) {
        return new Credentials(
                Optional.ofNullable(request.getHeader("Authorization")),
                Optional.ofNullable(request.getCookie(SESSION_COOKIE)).map(Cookie::getValue),
                Optional.ofNullable(request.getHeader("X-CSRF-Token")),
                Optional.ofNullable(request.getHeader("Origin")),
                Optional.ofNullable(request.getHeader("Sec-Fetch-Site")));
    }
}
