package org.gongping.service.edge.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 random bytes that only the browser keeps. The database finds the session by their hash; the CSRF token is
 * derived from them too, so whoever reads the database learns neither.
 */
final class SessionSecret {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private SessionSecret(byte[] secret) {
        this.secret = secret;
    }

    static SessionSecret random() {
        var secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new SessionSecret(secret);
    }

    /** Empty for anything that this server never handed out. */
    static Optional<SessionSecret> ofCookie(String value) {
        try {
            byte[] secret = Base64.getUrlDecoder().decode(value);
            return secret.length == BYTES ? Optional.of(new SessionSecret(secret)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String cookie() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String csrfToken() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
