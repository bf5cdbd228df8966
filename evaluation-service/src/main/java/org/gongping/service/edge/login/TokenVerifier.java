package org.gongping.service.edge.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Checks a signed JSON Web Token (RFC 7519, RFC 7515, RFC 8725): the algorithm is one of a short list and fits the
 * key, the signature holds, the issuer is ours, the token is meant for us, and it is in force. A token that leaves
 * out one of these claims is refused. The signature of a token that a program sends again and again is checked once;
 * everything that can change in time is checked at every call.
 */
final class TokenVerifier {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final int MAX_LENGTH = 16_384;

    /** The token proves nothing; the reason is for the log, not for the sender. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String reason) {
            super(reason, null, false, false);
        }
    }

    private final String issuer;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final SignedTokens signedTokens = new SignedTokens();

    TokenVerifier(String issuer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /** The claims, if the token is one that our issuer signed for this audience and that is in force now. */
    Claims verify(String token, String audience) throws Invalid {
        if (token.length() > MAX_LENGTH) {
            throw new Invalid("too long");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new Invalid("not a signed token");
        }
        Optional<SignedTokens.Signed> seen = signedTokens.find(token).filter(this::isKeyStillPublished);
        if (seen.isPresent()) {
            checkClaims(seen.get().claims(), audience);
            return new Claims(seen.get().claims());
        }
        JsonNode header = json(parts[0]);
        if (header.has("crit")) {
            throw new Invalid("critical header parameters that are not understood");
        }
        String keyId = keyId(header);
        PublicKey key = checkSignature(parts, header, keyId);
        JsonNode claims = json(parts[1]);
        checkClaims(claims, audience);
        signedTokens.keep(token, new SignedTokens.Signed(keyId, key, claims));
        return new Claims(claims);
    }

    /** A key that the issuer has withdrawn or replaced vouches for nothing any more. */
    private boolean isKeyStillPublished(SignedTokens.Signed seen) {
        return keys.find(seen.keyId()).filter(seen.key()::equals).isPresent();
    }

    private static String keyId(JsonNode header) throws Invalid {
        return Optional.ofNullable(header.get("kid"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> new Invalid("no key id"));
    }

    private PublicKey checkSignature(String[] parts, JsonNode header, String keyId) throws Invalid {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(header.path("alg").asText())
                .orElseThrow(() -> new Invalid("algorithm not allowed"));
        PublicKey key = keys.find(keyId).orElseThrow(() -> new Invalid("unknown key"));
        try {
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (!algorithm.verifies(key, signed, bytes(parts[2]))) {
                throw new Invalid("wrong signature");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new Invalid("signature not readable");
        }
    }

    private void checkClaims(JsonNode claims, String audience) throws Invalid {
        Instant now = clock.instant();
        if (!claims.path("iss").asText().equals(issuer)) {
            throw new Invalid("another issuer");
        }
        if (!isMeantFor(claims.path("aud"), audience)) {
            throw new Invalid("another audience");
        }
        if (!claims.path("exp").canConvertToLong()
                || !now.isBefore(
                        Instant.ofEpochSecond(claims.get("exp").longValue()).plus(SKEW))) {
            throw new Invalid("expired");
        }
        for (String notBefore : new String[] {"nbf", "iat"}) {
            if (claims.has(notBefore)
                    && now.plus(SKEW)
                            .isBefore(
                                    Instant.ofEpochSecond(claims.get(notBefore).longValue()))) {
                throw new Invalid("not yet in force");
            }
        }
    }

    private static boolean isMeantFor(JsonNode audiences, String audience) {
        if (audiences.isTextual()) {
            return audiences.textValue().equals(audience);
        }
        for (JsonNode one : audiences) {
            if (one.isTextual() && one.textValue().equals(audience)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode json(String part) throws Invalid {
        try {
            JsonNode node = JSON.readTree(bytes(part));
            if (node == null || !node.isObject()) {
                throw new Invalid("not an object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Invalid("not JSON");
        } catch (IOException e) {
            throw new Invalid("not readable");
        }
    }

    private static byte[] bytes(String part) throws Invalid {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new Invalid("not base64url");
        }
    }
}
