package org.gongping.draw.vrf;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A key of the finaliser in this process. Points are multiplied by the same steps for every secret; the one sum modulo
 * the group's order is taken with {@link BigInteger}, whose time may tell something of its operands to whoever can
 * measure this process: a deployment that fears this keeps the key in a security module behind {@link VrfProver}.
 */
public final class SoftwareVrfKey implements VrfProver {
    private final BigInteger secret;
    private final byte[] noncePrefix;
    private final byte[] publicKey;

    /** @param seed 32 secret bytes, an Ed25519 secret key (RFC 8032 §5.1.5) */
    public SoftwareVrfKey(byte[] seed) {
        if (seed.length != Ecvrf.KEY_BYTES) {
            throw new IllegalArgumentException("a secret key has 32 bytes, not " + seed.length);
        }
        byte[] hash = Ecvrf.sha512(seed);
        byte[] clamped = Arrays.copyOf(hash, Ecvrf.KEY_BYTES);
        clamped[0] &= (byte) 248;
        clamped[31] &= 127;
        clamped[31] |= 64;
        this.secret = Ecvrf.number(clamped);
        this.noncePrefix = Arrays.copyOfRange(hash, Ecvrf.KEY_BYTES, hash.length);
        this.publicKey = EdwardsPoint.BASE.multiply(clamped).encode();
        if (!Ecvrf.isKey(publicKey)) {
            throw new IllegalStateException("a clamped secret gives no key of small order");
        }
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public VrfProof prove(byte[] alpha) {
        EdwardsPoint h = Ecvrf.encodeToCurve(publicKey, alpha);
        EdwardsPoint gamma = h.multiply(littleEndian(secret));
        BigInteger nonce = Ecvrf.number(Ecvrf.sha512(noncePrefix, h.encode()));
        byte[] k = Ecvrf.scalar(nonce);
        byte[] c = Ecvrf.challenge(publicKey, h, gamma, EdwardsPoint.BASE.multiply(k), h.multiply(k));
        byte[] s = Ecvrf.scalar(nonce.add(Ecvrf.number(c).multiply(secret)));
        byte[] pi = new byte[Ecvrf.KEY_BYTES + c.length + s.length];
        System.arraycopy(gamma.encode(), 0, pi, 0, Ecvrf.KEY_BYTES);
        System.arraycopy(c, 0, pi, Ecvrf.KEY_BYTES, c.length);
        System.arraycopy(s, 0, pi, Ecvrf.KEY_BYTES + c.length, s.length);
        return new VrfProof(Ecvrf.output(gamma), pi);
    }

    /** The clamped secret as it is, not reduced. */
    private static byte[] littleEndian(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[Ecvrf.KEY_BYTES];
        for (int i = 0; i < Math.min(big.length, Ecvrf.KEY_BYTES); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
