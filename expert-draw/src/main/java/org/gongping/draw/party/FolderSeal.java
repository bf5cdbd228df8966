package org.gongping.draw.party;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.draw.protocol.Octets;

/**
 * The password of a party's folder ({@code spec/draw-protocol.md} §3.1). Its key is PBKDF2-HMAC-SHA-256 of the password, the
 * same as of the browser's key file; each file is AES-256-GCM under it, with the file's name as associated data, so that one
 * cannot stand in the place of another.
 */
final class FolderSeal {
    /** OWASP, Password Storage Cheat Sheet (2023), for PBKDF2-HMAC-SHA-256. */
    static final int ROUNDS = 600_000;

    static final int SALT_BYTES = 16;
    private static final String MARK = "sealed/1 ";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;
    private static final HexFormat HEX = HexFormat.of();

    private final SecretKey key;
    private final SecureRandom random;

    /** @param salt of this folder */
    FolderSeal(char[] password, byte[] salt, SecureRandom random) {
        this.random = random;
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password, salt, ROUNDS, KEY_BITS))
                    .getEncoded();
            this.key = new SecretKeySpec(derived, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        }
    }

    static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    String seal(String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(plain);
            return MARK + HEX.formatHex(Octets.concat(nonce, sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws IOException when this password has not sealed it, or it was changed since */
    byte[] open(Path file, String text) throws IOException {
        byte[] bytes = HEX.parseHex(text.substring(MARK.length()));
        if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IOException(file + " is cut off");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, file.getFileName().toString(), Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new IOException("the password does not open " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(Octets.utf8(name));
        return cipher;
    }
}
