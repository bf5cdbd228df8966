package org.gongping.service.edge;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/** Headers that narrow what a browser will do with any answer of this server. */
final class SecurityHeaders {
    private static final String NONCE = "csp-nonce";
    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final boolean https;
    private final String sockets;

    SecurityHeaders(URI publicUrl) {
        this.https = publicUrl.getScheme().equals("https");
        // Not every browser takes 'self' to mean the sockets of the same host too.
        this.sockets = (https ? "wss://" : "ws://") + publicUrl.getAuthority();
    }

    void handle(RoutingContext ctx) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        ctx.put(NONCE, nonce);
        HttpServerResponse response = ctx.response();
        response.putHeader("Content-Security-Policy", policy(nonce))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        if (https) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        String path = ctx.normalizedPath();
        if (path.startsWith("/api/") || path.startsWith("/auth/")) {
            response.putHeader("Cache-Control", "no-store");
        }
        ctx.next();
    }

    /** The value that the styles of this one answer must carry. */
    static String nonce(RoutingContext ctx) {
        return ctx.get(NONCE);
    }

    private String policy(String nonce) {
        return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; connect-src 'self' " + sockets
                + "; frame-ancestors 'none'; base-uri 'none';"
                + " form-action 'self'; object-src 'none'";
    }
}
