package org.gongping.draw.roster;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/**
 * The key under which one attempt's roster is sealed ({@code spec/draw-protocol.md} §8): 32 bytes K, the XOR of a half
 * of the platform and one of the supervisor. An entry is AES-256-GCM under K; the nonce is the entry's number in the
 * pool, 96 bits, and the associated data are {@code LP(draw_id) ‖ leaf}, so that an entry opens at its own place of its
 * own draw alone.
 *
 * <p>A nonce must not come twice under one K: {@link #fresh} is for one sealing of one pool, and an attempt that is
 * built again takes another. Closing overwrites K and the halves; copies that the platform's ciphers make of them are
 * left to its garbage collector. Safe for use by many threads until it is closed.
 */
public final class RosterSeal implements AutoCloseable {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] CHECK = Octets.utf8("VED1/roster-check\0");

    /** Number of the employer salt, above that of every entry: 2^32 − 1 as an unsigned number. */
    private static final int EMPLOYER_SALT = -1;

    private final DrawId draw;
    private final byte[] key;
    private final byte[] platformHalf;
    private final byte[] supervisorHalf;
    private volatile boolean closed;

    private RosterSeal(DrawId draw, byte[] key, byte[] platformHalf, byte[] supervisorHalf) {
        this.draw = draw;
        this.key = key;
        this.platformHalf = platformHalf;
        this.supervisorHalf = supervisorHalf;
    }

    /** A new key in two new halves, for one sealing of one pool. */
    public static RosterSeal fresh(DrawId draw, SecureRandom random) {
        byte[] platform = new byte[RosterHalf.BYTES];
        byte[] supervisor = new byte[RosterHalf.BYTES];
        random.nextBytes(platform);
        random.nextBytes(supervisor);
        return new RosterSeal(draw, xor(platform, supervisor), platform, supervisor);
    }

    /**
     * The key that two opened halves give, if it is the one of the check value; nothing for any other. Takes copies: the
     * caller wipes its own.
     *
     * @param check {@link #check} of the sealing
     */
    public static Optional<RosterSeal> join(DrawId draw, byte[] platformHalf, byte[] supervisorHalf, byte[] check) {
        if (platformHalf.length != RosterHalf.BYTES || supervisorHalf.length != RosterHalf.BYTES) {
            return Optional.empty();
        }
        RosterSeal joined =
                new RosterSeal(draw, xor(platformHalf, supervisorHalf), platformHalf.clone(), supervisorHalf.clone());
        if (!MessageDigest.isEqual(joined.check(), check)) {
            joined.close();
            return Optional.empty();
        }
        return Optional.of(joined);
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= b[i];
        }
        return sum;
    }

    public DrawId draw() {
        return draw;
    }

    /** {@code H("VED1/roster-check\0" ‖ LP(draw_id) ‖ K)}: tells whether two halves are the right ones, and nothing else. */
    public byte[] check() {
        requireOpen();
        return Octets.sha256(CHECK, Octets.lp(draw.toString()), key);
    }

    /** What tells each half alone. */
    public RosterHalf.Checks halfChecks() {
        requireOpen();
        return new RosterHalf.Checks(
                RosterHalf.check(platformHalf, draw, RosterHalf.PLATFORM),
                RosterHalf.check(supervisorHalf, draw, RosterHalf.SUPERVISOR));
    }

    /**
     * The platform's half, sealed to its officer.
     *
     * @param sealingKey X25519 public key, 32 bytes
     */
    public byte[] platformHalf(byte[] sealingKey) {
        requireOpen();
        return RosterHalf.seal(platformHalf, sealingKey, draw, RosterHalf.PLATFORM);
    }

    /**
     * The supervisor's half, sealed to the supervisor.
     *
     * @param sealingKey X25519 public key, 32 bytes
     */
    public byte[] supervisorHalf(byte[] sealingKey) {
        requireOpen();
        return RosterHalf.seal(supervisorHalf, sealingKey, draw, RosterHalf.SUPERVISOR);
    }

    /**
     * Seals one entry.
     *
     * @param index number of the leaf in the pool, from 0; once for each
     * @param leaf hash of the entry's record
     */
    public byte[] seal(int index, byte[] leaf, RosterEntry entry) {
        requireEntry(index);
        byte[] plain = entry.bytes();
        byte[] sealed = encrypt(index, leaf, plain);
        Arrays.fill(plain, (byte) 0);
        return sealed;
    }

    /** Opens one entry; nothing when these bytes were not sealed at this place for this leaf. */
    public Optional<RosterEntry> open(int index, byte[] leaf, byte[] sealed) {
        requireEntry(index);
        return decrypt(index, leaf, sealed)
                .map(plain -> {
                    RosterEntry entry = RosterEntry.read(plain);
                    Arrays.fill(plain, (byte) 0);
                    return entry;
                })
                .filter(entry -> Arrays.equals(entry.expert().leaf(), leaf));
    }

    /** Seals the 32 bytes under which this draw's employer tags were made. */
    public byte[] sealEmployerSalt(byte[] salt) {
        return encrypt(EMPLOYER_SALT, new byte[0], salt);
    }

    public Optional<byte[]> openEmployerSalt(byte[] sealed) {
        return decrypt(EMPLOYER_SALT, new byte[0], sealed);
    }

    private byte[] encrypt(int index, byte[] leaf, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, index, leaf).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Optional<byte[]> decrypt(int index, byte[] leaf, byte[] sealed) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, index, leaf).doFinal(sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, int index, byte[] leaf) throws GeneralSecurityException {
        requireOpen();
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt(NONCE_BYTES - Integer.BYTES, index)
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(Octets.lp(draw.toString()));
        cipher.updateAAD(leaf);
        return cipher;
    }

    private static void requireEntry(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("no entry has the number " + index);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the roster of " + draw + " is closed");
        }
    }

    /** Overwrites the key and its halves; nothing can be sealed or opened any more. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(key, (byte) 0);
        Arrays.fill(platformHalf, (byte) 0);
        Arrays.fill(supervisorHalf, (byte) 0);
    }

    /** Names the draw alone. */
    @Override
    public String toString() {
        return "roster of " + draw;
    }
}
