package org.gongping.draw.calling.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the server and the gateway know each other's requests: {@code hex(HMAC-SHA-256(secret, timestamp ‖ "." ‖ body))}, the
 * timestamp in decimal seconds since 1970. What is older or newer than the window is not accepted.
 */
public final class GatewaySignature {
    public static final String TIMESTAMP = "X-Gongping-Timestamp";
    public static final String SIGNATURE = "X-Gongping-Signature";
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private final byte[] secret;

    /** @param secret at least 32 bytes */
    public GatewaySignature(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret of the gateway has 32 bytes or more");
        }
        this.secret = secret.clone();
    }

    /** Lower-case hex. */
    public String of(long timestamp, byte[] body) {
        return HexFormat.of().formatHex(mac(timestamp, body));
    }

    private byte[] mac(long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Whether the other side signed this body within the window. Takes the same time for every wrong signature. */
    public boolean accepts(String timestamp, String signature, byte[] body, Instant now) {
        long seconds;
        byte[] given;
        try {
            seconds = Long.parseLong(timestamp);
            given = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean genuine = MessageDigest.isEqual(mac(seconds, body), given);
        boolean fresh = seconds >= now.minus(WINDOW).getEpochSecond()
                && seconds <= now.plus(WINDOW).getEpochSecond();
        return genuine && fresh;
    }

    @Override
    public String toString() {
        return "GatewaySignature[(secret)]";
    }
}
