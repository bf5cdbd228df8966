package org.gongping.draw.protocol;

import java.math.BigInteger;

/** Other lots that the law foresees, drawn from a seed under labels of their own (§7.2), without bias. */
public final class ParameterDraw {
    private static final byte[] LABEL = Octets.label("VED1/param");
    private static final BigInteger SPACE = BigInteger.TWO.pow(256);

    private ParameterDraw() {}

    /** {@code pool_root} of a draw that has no pool. */
    public static byte[] noPool() {
        return Octets.sha256(new byte[0]);
    }

    /**
     * The place that is drawn in a pool of values, from 0.
     *
     * @param name of the parameter
     * @param size of its pool, at least 1
     */
    public static int position(byte[] seed, DrawId draw, String name, int size) {
        KeyedHash hash = KeyedHash.of(seed, Octets.concat(LABEL, Octets.lp(draw.toString()), Octets.lp(name)));
        BigInteger values = BigInteger.valueOf(size);
        BigInteger limit = SPACE.subtract(SPACE.mod(values));
        for (int counter = 0; ; counter++) {
            BigInteger x = new BigInteger(1, hash.of(Octets.u32be(counter)));
            if (x.compareTo(limit) < 0) {
                return x.mod(values).intValueExact();
            }
        }
    }
}
