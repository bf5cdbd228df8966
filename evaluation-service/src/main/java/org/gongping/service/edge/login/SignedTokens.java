package org.gongping.service.edge.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens used last whose signature has been found right, by their SHA-256, so that no token lies here to be stolen.
 * That a token stands here says nothing of its time, its audience, or whether its key is still in use.
 */
final class SignedTokens {
    private static final int CAPACITY = 2_048;

    /**
     * What was signed and by which key.
     *
     * @param claims never changed
     */
    record Signed(String keyId, PublicKey key, JsonNode claims) {}

    private final Map<String, Signed> byDigest = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Signed> eldest) {
            return size() > CAPACITY;
        }
    });

    Optional<Signed> find(String token) {
        return Optional.ofNullable(byDigest.get(digest(token)));
    }

    void keep(String token, Signed signed) {
        byDigest.put(digest(token), signed);
    }

    private static String digest(String token) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
