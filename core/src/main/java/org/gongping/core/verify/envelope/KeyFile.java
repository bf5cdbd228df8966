package org.gongping.core.verify.envelope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.gongping.core.verify.Texts;

/** A key pair under a password, format {@code gongping-bid-key/1}: that of a bidder, or of a holder of shares. */
public final class KeyFile {
    /** Far above any. */
    public static final int MAX_BYTES = 65_536;

    private static final String FORMAT = "gongping-bid-key/1";
    private static final String KDF = "PBKDF2-SHA256";
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int MIN_BOX = AesGcm.NONCE + Header.TAG;
    private static final int KEY_BITS = 256;

    private KeyFile() {}

    /**
     * The private half, 32 bytes.
     *
     * @throws IOException when this is no key file, the password does not open it, or it holds another key than it says
     */
    public static byte[] secretKey(byte[] file, char[] password) throws IOException {
        SortedMap<String, Json> about = read(file);
        Members members = new Members("key file", about, Rule.HEADER_MEMBER, Rule.HEADER_LIMIT);
        try {
            Members kdf = members.members("kdf");
            byte[] salt = base64(kdf.text("salt"));
            byte[] box = base64(members.text("box"));
            long iterations = kdf.number("iterations", 1, MAX_ITERATIONS);
            if (!kdf.text("name").equals(KDF) || salt.length == 0 || box.length < MIN_BOX) {
                throw new IOException("this is no key file of the format " + FORMAT);
            }
            byte[] key = derive(password, salt, (int) iterations);
            byte[] secret = open(key, box, about)
                    .orElseThrow(() -> new IOException("the password does not open this key file"));
            if (secret.length != Hpke.KEY || !Arrays.equals(Hpke.publicKey(secret), members.hex("key", Hpke.KEY))) {
                throw new IOException("this key file holds another key than it says");
            }
            return secret;
        } catch (Broken e) {
            throw new IOException("this is no key file of the format " + FORMAT + ": " + e.what(), e);
        }
    }

    private static SortedMap<String, Json> read(byte[] file) throws IOException {
        try {
            if (file.length <= MAX_BYTES
                    && JsonReader.read(file) instanceof Json.Members members
                    && new Json.Text(FORMAT).equals(members.values().get("format"))) {
                return members.values();
            }
        } catch (JsonReader.Malformed e) {
            throw new IOException("this is no key file: byte " + e.at() + ": " + e.getMessage(), e);
        }
        throw new IOException("this is no key file of the format " + FORMAT);
    }

    private static Optional<byte[]> open(byte[] key, byte[] box, SortedMap<String, Json> about) {
        SortedMap<String, Json> others = new TreeMap<>(about);
        others.remove("box");
        return AesGcm.open(
                key,
                Arrays.copyOf(box, AesGcm.NONCE),
                new Json.Members(others).canonical(),
                Arrays.copyOfRange(box, AesGcm.NONCE, box.length));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        char[] normal =
                Normalizer.normalize(new String(password), Normalizer.Form.NFC).toCharArray();
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(normal, salt, iterations, KEY_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        }
    }

    private static byte[] base64(String text) throws IOException {
        return Texts.base64(text).orElseThrow(() -> new IOException("this is no key file of the format " + FORMAT));
    }

    /** Secret bytes that somebody has saved as text: lower-case hex, and nothing but white space about it. */
    public static byte[] ofHex(byte[] file) throws IOException {
        String text = new String(file, StandardCharsets.US_ASCII).strip();
        if (text.isEmpty() || text.length() % 2 != 0 || !text.matches("[0-9a-f]+")) {
            throw new IOException("this is no lower-case hex");
        }
        return HexFormat.of().parseHex(text);
    }
}
