package org.gongping.core.audit.note;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key in this process. Its file holds one line, {@code PRIVATE+KEY+name+hex8(keyID)+base64(type ‖ seed)}, as
 * the note tools of the Go project write it, readable by its owner alone.
 */
public final class SoftwareSigner implements Signer {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final VerifierKey key;
    private final byte[] seed;

    private SoftwareSigner(VerifierKey key, byte[] seed) {
        this.key = key;
        this.seed = seed;
    }

    public static SoftwareSigner generate(String name, SignatureType type, SecureRandom random) {
        Ed25519.Pair pair = Ed25519.Pair.generate(random);
        return new SoftwareSigner(VerifierKey.of(name, type, pair.publicKey()), pair.seed());
    }

    /**
     * Reads a key file.
     *
     * @throws IOException when it cannot be read or holds no such key; the message never shows what it holds
     */
    public static SoftwareSigner read(Path file) throws IOException {
        String[] parts = Files.readString(file).strip().split("\\+", 5);
        try {
            byte[] typed = parts.length == 5 ? Base64.getDecoder().decode(parts[4]) : new byte[0];
            if (typed.length == 1 + Ed25519.KEY_BYTES && (parts[0] + "+" + parts[1] + "+").equals(PREFIX)) {
                SignatureType type = SignatureType.of(typed[0]).orElseThrow(() -> new IOException("unknown type"));
                Ed25519.Pair pair = Ed25519.Pair.of(Arrays.copyOfRange(typed, 1, typed.length));
                VerifierKey key = VerifierKey.of(parts[2], type, pair.publicKey());
                if (HexFormat.of().toHexDigits(key.id()).equals(parts[3])) {
                    return new SoftwareSigner(key, pair.seed());
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below: the cause could show the key.
        }
        throw new IOException("no signing key in " + file);
    }

    /** Reads the key file, or makes a key and the file if there is none. */
    public static SoftwareSigner readOrGenerate(Path file, String name, SignatureType type, SecureRandom random)
            throws IOException {
        if (!Files.exists(file)) {
            SoftwareSigner made = generate(name, type, random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, made.privateText() + "\n");
            return made;
        }
        return read(file);
    }

    private String privateText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = key.type().code();
        System.arraycopy(seed, 0, typed, 1, seed.length);
        return PREFIX + key.name() + "+" + HexFormat.of().toHexDigits(key.id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    @Override
    public VerifierKey verifierKey() {
        return key;
    }

    @Override
    public SignedNote.Line sign(String text, Instant now) {
        return new SignedNote.Line(key.name(), key.id(), Cosignature.sign(key.type(), seed, text, now));
    }
}
