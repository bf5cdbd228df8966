package org.gongping.service.edge.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What ties the way back from the login page to the browser that went there, kept in a sealed cookie of that browser.
 * A callback that another browser began, or that nobody began here, finds no cookie of its name and is refused, so
 * nobody can be logged in to an account that is not theirs.
 *
 * @param state returned by the provider, and part of the cookie's name, so that two tabs can log in side by side
 * @param nonce returned inside the ID token
 * @param verifier the secret of PKCE (RFC 7636)
 */
record LoginAttempt(String state, String nonce, String verifier, String returnTo, long expiresAt) {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String PURPOSE = "login-attempt";
    private static final String COOKIE_PREFIX = "__Host-gongping-login-";
    private static final int COOKIE_STATE_LENGTH = 16;
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper();

    static LoginAttempt begin(String returnTo, Instant now) {
        return new LoginAttempt(
                random(), random(), random(), returnTo, now.plus(LIFETIME).toEpochMilli());
    }

    private static String random() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String cookieName(String state) {
        String safe = state.replaceAll("[^A-Za-z0-9_-]", "");
        return COOKIE_PREFIX + safe.substring(0, Math.min(COOKIE_STATE_LENGTH, safe.length()));
    }

    String cookie(Seal seal) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(seal.seal(PURPOSE, JSON.writeValueAsBytes(this)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attempt, if this server sealed it, its time is not over, and it is the one of this state. */
    static Optional<LoginAttempt> resume(Seal seal, String cookie, String state, Instant now) {
        try {
            Optional<byte[]> plain = seal.open(PURPOSE, Base64.getUrlDecoder().decode(cookie));
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            LoginAttempt attempt = JSON.readValue(plain.get(), LoginAttempt.class);
            boolean isSame = MessageDigest.isEqual(
                    attempt.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
            return isSame && now.toEpochMilli() < attempt.expiresAt() ? Optional.of(attempt) : Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** PKCE S256: base64url of the SHA-256 of the secret. */
    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A path inside this server, or its start page. Whatever a browser could take for another host is not a path:
     * {@code //host}, {@code /\host}, control characters, anything that does not begin with a slash.
     */
    static String localPath(String returnTo) {
        boolean isLocal = returnTo != null
                && returnTo.length() <= 1_000
                && returnTo.startsWith("/")
                && !returnTo.startsWith("//")
                && !returnTo.startsWith("/auth/")
                && returnTo.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
        return isLocal ? returnTo : "/";
    }
}
