package org.gongping.service.edge.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys (RFC 7517), fetched when an unknown key id turns up and anew every hour, so that a key the
 * issuer has withdrawn does not live on here. Forged key ids cannot make this server besiege the issuer: between two
 * fetches lies a pause.
 */
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int MIN_RSA_BITS = 2048;

    private record Fetched(Map<String, PublicKey> keys, Instant at) {}

    private final Supplier<JsonNode> source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetched fetched = new Fetched(Map.of(), Instant.MIN);
    private volatile Instant lastAttempt = Instant.MIN;

    /** @param source fetches the key set; throws when the issuer cannot be reached */
    SigningKeys(Supplier<JsonNode> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    Optional<PublicKey> find(String keyId) {
        Fetched known = fetched;
        boolean isOld = known.at().isBefore(clock.instant().minus(KEPT));
        if (!known.keys().containsKey(keyId) || isOld) {
            fetchUnlessJustDone(known);
        }
        return Optional.ofNullable(fetched.keys().get(keyId));
    }

    private void fetchUnlessJustDone(Fetched seen) {
        fetching.lock();
        try {
            boolean isPausing = lastAttempt.isAfter(clock.instant().minus(PAUSE));
            if (fetched != seen || (isPausing && !seen.keys().isEmpty())) {
                return;
            }
            lastAttempt = clock.instant();
            fetched = new Fetched(parse(source.get()), clock.instant());
        } catch (RuntimeException e) {
            if (seen.keys().isEmpty()) {
                throw e;
            }
            LOG.warn("the issuer's keys cannot be fetched, the known ones stay: {}", e.getMessage());
        } finally {
            fetching.unlock();
        }
    }

    private static Map<String, PublicKey> parse(JsonNode set) {
        var keys = new HashMap<String, PublicKey>();
        for (JsonNode key : set.path("keys")) {
            String use = key.path("use").asText("sig");
            if (!use.equals("sig") || !key.hasNonNull("kid")) {
                continue;
            }
            try {
                switch (key.path("kty").asText()) {
                    case "RSA" -> keys.put(key.get("kid").asText(), rsa(key));
                    case "EC" -> keys.put(key.get("kid").asText(), p256(key));
                    default -> LOG.debug("a key of a type that is not used here");
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                LOG.warn("a key of the issuer is left out: {}", e.getMessage());
            }
        }
        return Map.copyOf(keys);
    }

    private static PublicKey rsa(JsonNode key) throws GeneralSecurityException {
        BigInteger modulus = number(key, "n");
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new GeneralSecurityException("RSA key shorter than " + MIN_RSA_BITS + " bits");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, number(key, "e")));
    }

    private static PublicKey p256(JsonNode key) throws GeneralSecurityException {
        if (!key.path("crv").asText().equals("P-256")) {
            throw new GeneralSecurityException("curve not used here");
        }
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(key, "x"), number(key, "y")),
                        parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asText()));
    }
}
