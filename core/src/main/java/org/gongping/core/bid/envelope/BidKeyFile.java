package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.seal.PasswordBox;
import org.gongping.core.seal.SealedBox;

/**
 * A key pair under a password, format {@code gongping-bid-key/1}: JSON with the tender, the organisation's credit code, the
 * public key, how the password becomes a key (PBKDF2-HMAC-SHA-256), and the private half under AES-256-GCM, bound to all the
 * rest. A browser writes the same.
 */
public final class BidKeyFile {
    /** Of a password that nobody is to guess: the file may be copied, and tried at leisure. */
    public static final int LEAST_PASSWORD = 12;

    private static final String FORMAT = "gongping-bid-key/1";
    private static final String KDF = "PBKDF2-SHA256";
    private static final int MOST_ROUNDS = 10_000_000;

    private BidKeyFile() {}

    /** The file is none, or the password does not open it. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * A key pair out of a file.
     *
     * @param secretKey X25519, 32 bytes
     */
    public record Opened(String tender, String creditCode, byte[] secretKey) {}

    /** A fresh key pair as a file. */
    public static byte[] make(String tender, String creditCode, char[] password, SecureRandom random) {
        byte[] secretKey = new byte[32];
        random.nextBytes(secretKey);
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        about.put("format", FORMAT).put("tender", tender).put("creditCode", creditCode);
        about.put("key", HexFormat.of().formatHex(SealedBox.publicKey(secretKey)));
        about.putObject("kdf")
                .put("name", KDF)
                .put("iterations", PasswordBox.ROUNDS)
                .put("salt", Base64.getEncoder().encodeToString(salt));
        byte[] box =
                new PasswordBox(password, salt, PasswordBox.ROUNDS).seal(secretKey, CanonicalJson.bytes(about), random);
        Arrays.fill(secretKey, (byte) 0);
        about.put("box", Base64.getEncoder().encodeToString(box));
        return CanonicalJson.bytes(about);
    }

    /**
     * Whose key it is, as the file says without its password.
     *
     * @param publicKey X25519, 32 bytes
     */
    public record Label(String tender, String creditCode, byte[] publicKey) {}

    public static Label label(byte[] file) throws Refused {
        ObjectNode about = parse(file);
        return new Label(about.path("tender").asText(), about.path("creditCode").asText(), hex(about, "key"));
    }

    public static Opened open(byte[] file, char[] password) throws Refused {
        ObjectNode about = parse(file);
        byte[] key = hex(about, "key");
        JsonNode kdf = about.path("kdf");
        int rounds = kdf.path("iterations").asInt();
        byte[] salt = base64(kdf.path("salt"));
        byte[] box = base64(about.path("box"));
        if (!kdf.path("name").asText().equals(KDF) || rounds < 1 || rounds > MOST_ROUNDS) {
            throw new Refused("this is no key file");
        }
        about.remove("box");
        byte[] secretKey = new PasswordBox(password, salt, rounds)
                .open(box, CanonicalJson.bytes(about))
                .orElseThrow(() -> new Refused("the password does not open this key file"));
        if (secretKey.length != 32 || !Arrays.equals(SealedBox.publicKey(secretKey), key)) {
            throw new Refused("this key file holds another key than it says");
        }
        return new Opened(
                about.path("tender").asText(), about.path("creditCode").asText(), secretKey);
    }

    private static ObjectNode parse(byte[] file) throws Refused {
        try {
            if (CanonicalJson.parse(file) instanceof ObjectNode json
                    && json.path("format").asText().equals(FORMAT)) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw new Refused("this is no key file of the format " + FORMAT);
    }

    private static byte[] hex(JsonNode json, String name) throws Refused {
        try {
            byte[] bytes = HexFormat.of().parseHex(json.path(name).asText());
            if (bytes.length == 32) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Refused("this is no key file");
    }

    private static byte[] base64(JsonNode text) throws Refused {
        try {
            return Base64.getDecoder().decode(text.asText());
        } catch (IllegalArgumentException e) {
            throw new Refused("this is no key file");
        }
    }
}
