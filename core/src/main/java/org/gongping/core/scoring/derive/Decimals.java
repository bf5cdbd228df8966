package org.gongping.core.scoring.derive;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The decimals of the scoring engine: how they are written, and how a division is carried. */
public final class Decimals {
    /** Divisions and means inside a stage: 34 significant digits, half even. */
    public static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

    public static final BigDecimal HUNDRED = new BigDecimal(100);

    private static final Pattern WRITTEN = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,12})?");

    private Decimals() {}

    /** Reads a decimal of at most 18 digits before and 12 after the point; anything else is empty. */
    public static Optional<BigDecimal> parse(String text) {
        // The length comes first, so that a hostile text costs no more than a look.
        if (text == null || text.length() > 32 || !WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /** The shortest plain writing: no exponent, no trailing zeros, no minus zero. */
    public static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
