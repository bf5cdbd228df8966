package org.gongping.core.scoring.derive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The n-th root of a product, cut to 34 significant digits: the greatest decimal {@code x} of 34 significant digits with
 * {@code x^n ≤ product}. It is found by bisection, and a comparison too close to call at 120 digits is made exactly, so
 * every correct implementation finds the same digits.
 */
final class GeometricMean {
    private static final int DIGITS = 34;
    private static final MathContext WORKING = new MathContext(120, RoundingMode.HALF_EVEN);
    private static final BigDecimal TOO_CLOSE = new BigDecimal("1E-90");

    private GeometricMean() {}

    /** Of positive figures; a list with a figure that is not positive has no geometric mean. */
    static BigDecimal of(List<BigDecimal> values) {
        int n = values.size();
        BigDecimal product = BigDecimal.ONE;
        BigDecimal least = values.getFirst();
        BigDecimal greatest = values.getFirst();
        for (BigDecimal v : values) {
            if (v.signum() <= 0) {
                throw new ArithmeticException("geometric mean of a figure that is not positive");
            }
            product = product.multiply(v, WORKING);
            least = least.min(v);
            greatest = greatest.max(v);
        }
        int exponent = exponentOf(values, product, least, greatest);
        BigInteger low = BigInteger.TEN.pow(DIGITS - 1);
        BigInteger high = BigInteger.TEN.pow(DIGITS);
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (powerAtMost(new BigDecimal(middle, -exponent), n, product, values)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new BigDecimal(low, -exponent);
    }

    /** The power of ten of the last of the 34 digits: the mean lies in [10^33, 10^34) times it. */
    private static int exponentOf(List<BigDecimal> values, BigDecimal product, BigDecimal least, BigDecimal greatest) {
        int from = least.precision() - least.scale() - 1;
        int to = greatest.precision() - greatest.scale() - 1;
        int leading = from;
        while (leading < to
                && powerAtMost(BigDecimal.ONE.scaleByPowerOfTen(leading + 1), values.size(), product, values)) {
            leading++;
        }
        return leading - (DIGITS - 1);
    }

    private static boolean powerAtMost(BigDecimal x, int n, BigDecimal product, List<BigDecimal> values) {
        BigDecimal power = x.pow(n, WORKING);
        BigDecimal difference = power.subtract(product);
        if (difference.abs().compareTo(product.multiply(TOO_CLOSE)) > 0) {
            return difference.signum() < 0;
        }
        BigDecimal exact = BigDecimal.ONE;
        for (BigDecimal v : values) {
            exact = exact.multiply(v.stripTrailingZeros());
        }
        return x.stripTrailingZeros().pow(n).compareTo(exact) <= 0;
    }
}
