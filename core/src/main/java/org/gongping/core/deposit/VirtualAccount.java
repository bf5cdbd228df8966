package org.gongping.core.deposit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.gongping.core.Sha256;

/**
 * The account number to which one bidder pays for one lot: fourteen digits out of SHA-256 over project, lot and
 * registration, and two check digits (ISO 7064, MOD 97-10). The registration's id is known to its bidder alone until the
 * deadline, so a number tells nobody whose or which lot's it is; afterwards everybody can derive it again.
 */
public final class VirtualAccount {
    private static final BigInteger DIGITS = BigInteger.TEN.pow(14);
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private VirtualAccount() {}

    /** @param no 0, and 1 and so on where an earlier deposit of the same bidder and lot had that number */
    public static String derive(UUID project, UUID lot, UUID registration, int no) {
        String text = "gongping.virtual-account/1\n" + project + "\n" + lot + "\n" + registration + "\n" + no + "\n";
        byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        String front = String.format("%014d", new BigInteger(1, hash).mod(DIGITS));
        return front + check(front);
    }

    /** Sixteen digits whose check digits agree. */
    public static boolean isValid(String number) {
        return number != null
                && number.matches("[0-9]{16}")
                && check(number.substring(0, 14)).equals(number.substring(14));
    }

    private static String check(String front) {
        BigInteger rest = new BigInteger(front + "00").mod(MODULUS);
        return String.format("%02d", 98 - rest.intValue());
    }
}
