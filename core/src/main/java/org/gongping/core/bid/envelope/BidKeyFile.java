package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.audit.CanonicalJson;
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
    /** OWASP, Password Storage Cheat Sheet (2023), for PBKDF2-HMAC-SHA-256. */
    private static final int ROUNDS = 600_000;

    private static final int MOST_ROUNDS = 10_000_000;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

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
                .put("iterations", ROUNDS)
                .put("salt", Base64.getEncoder().encodeToString(salt));
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, password, salt, ROUNDS, iv, CanonicalJson.bytes(about))
                    .doFinal(secretKey);
            Arrays.fill(secretKey, (byte) 0);
            about.put("box", Base64.getEncoder().encodeToString(Octets.concat(iv, sealed)));
            return CanonicalJson.bytes(about);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The public key of a file, 32 bytes; needs no password. */
    public static byte[] publicKey(byte[] file) throws Refused {
        return hex(parse(file), "key");
    }

    public static Opened open(byte[] file, char[] password) throws Refused {
        ObjectNode about = parse(file);
        byte[] key = hex(about, "key");
        JsonNode kdf = about.path("kdf");
        int rounds = kdf.path("iterations").asInt();
        byte[] salt = base64(kdf.path("salt"));
        byte[] box = base64(about.path("box"));
        boolean isSound = kdf.path("name").asText().equals(KDF)
                && rounds > 0
                && rounds <= MOST_ROUNDS
                && box.length > IV_BYTES + TAG_BITS / Byte.SIZE;
        if (!isSound) {
            throw new Refused("this is no key file");
        }
        about.remove("box");
        byte[] secretKey;
        try {
            secretKey = cipher(
                            Cipher.DECRYPT_MODE,
                            password,
                            salt,
                            rounds,
                            Arrays.copyOf(box, IV_BYTES),
                            CanonicalJson.bytes(about))
                    .doFinal(box, IV_BYTES, box.length - IV_BYTES);
        } catch (AEADBadTagException e) {
            throw new Refused("the password does not open this key file");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
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

    private static Cipher cipher(int mode, char[] password, byte[] salt, int rounds, byte[] iv, byte[] about)
            throws GeneralSecurityException {
        char[] normal =
                Normalizer.normalize(new String(password), Normalizer.Form.NFC).toCharArray();
        SecretKey key = new SecretKeySpec(
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(normal, salt, rounds, KEY_BITS))
                        .getEncoded(),
                "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(about);
        return cipher;
    }
}
