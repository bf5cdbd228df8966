package org.gongping.service.system;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.gongping.core.identity.Role;

/** A person's login in a browser, laid into the database as if it had gone its usual way. */
record BrowserSession(Hall hall, String cookie) {
    static BrowserSession begin(Hall hall, String account, Firm firm, Role role) {
        var secret = new byte[32];
        ThreadLocalRandom.current().nextBytes(secret);
        hall.rows.execute("""
                INSERT INTO web_session (id_hash, subject, account, name, organisation_credit_code, roles,
                    sealed_refresh_token, issuer_session, access_expires_at, created_at, last_seen_at, expires_at)
                VALUES (decode('%s', 'hex'), 'browser-%s', '%s', '%s', '%s', ARRAY['%s'], '', '%s',
                    now() + interval '1 hour', now(), now(), now() + interval '2 hours')
                """.formatted(
                        HexFormat.of().formatHex(sha256(secret)),
                        account,
                        account,
                        account,
                        firm.creditCode(),
                        role.token(),
                        UUID.randomUUID()));
        return new BrowserSession(
                hall,
                "__Host-gongping=" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Logs out. */
    void end() {
        String csrf = hall.server
                .send(hall.server.request("GET", "/api/v1/me", Optional.empty()).header("Cookie", cookie))
                .expect(200)
                .json()
                .path("csrfToken")
                .asText();
        hall.server
                .send(hall.server
                        .request("POST", "/auth/logout", Optional.empty())
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", csrf)
                        .header("Origin", hall.server.config.http().publicUrl().toString()))
                .expect(200);
    }
}
