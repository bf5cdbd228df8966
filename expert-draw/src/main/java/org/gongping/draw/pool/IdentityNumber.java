package org.gongping.draw.pool;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The number of an identity document. It is never stored: what is kept is HMAC-SHA-256 of {@code "GP/identity\0"} and the
 * number under the key of the installation, which stands outside the database. A resident identity number has few enough
 * forms to try them all, so that a digest without a key would hide nothing.
 */
public final class IdentityNumber {
    private static final byte[] LABEL = "GP/identity\0".getBytes(StandardCharsets.US_ASCII);
    /** Nobody is employed earlier (劳动法 Art. 15): an earlier day is a slip of the pen in one of two cells. */
    public static final int WORKING_AGE = 16;

    private static final String RESIDENT = "[0-9]{17}[0-9X]";
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    /** What birth date and years of work say against one another. */
    public enum Doubt {
        /** After today. */
        BORN_LATER,
        /** In the field before {@link #WORKING_AGE}. */
        TOO_YOUNG
    }

    private final Optional<SecretKey> key;

    /** @param key empty where the installation has none: then nobody can be told from anybody */
    public IdentityNumber(Optional<SecretKey> key) {
        this.key = key;
    }

    public boolean hasKey() {
        return key.isPresent();
    }

    /**
     * The digest as 64 hex digits; empty when it is no identity number.
     *
     * @throws java.util.NoSuchElementException without a key
     */
    public Optional<String> digest(String number) {
        String normal = normal(number);
        if (!isValid(normal)) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.orElseThrow());
            mac.update(LABEL);
            return Optional.of(HexFormat.of().formatHex(mac.doFinal(normal.getBytes(StandardCharsets.US_ASCII))));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA-256 of a key that was accepted at the start", e);
        }
    }

    /**
     * What cannot be true of somebody with this number.
     *
     * @param fieldSince since when in the field
     */
    public static Optional<Doubt> doubt(String number, LocalDate fieldSince, LocalDate today) {
        Optional<LocalDate> born = born(number);
        if (born.filter(today::isBefore).isPresent()) {
            return Optional.of(Doubt.BORN_LATER);
        }
        return born.map(day -> day.plusYears(WORKING_AGE))
                .filter(fieldSince::isBefore)
                .map(working -> Doubt.TOO_YOUNG);
    }

    /** The day of birth that a resident identity number holds; nothing of any other number, nor of what is none. */
    private static Optional<LocalDate> born(String number) {
        String normal = normal(number);
        return normal.matches(RESIDENT) && isResident(normal) ? Optional.of(birthday(normal)) : Optional.empty();
    }

    private static String normal(String number) {
        return number.strip().replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static LocalDate birthday(String resident) {
        return LocalDate.of(
                Integer.parseInt(resident.substring(6, 10)),
                Integer.parseInt(resident.substring(10, 12)),
                Integer.parseInt(resident.substring(12, 14)));
    }

    /** A resident identity number (GB 11643-1999), or letters and digits of a passport or permit. */
    static boolean isValid(String number) {
        return number.matches(RESIDENT) ? isResident(number) : number.matches("[A-Z]{1,3}[0-9A-Z]{5,20}");
    }

    /** ISO 7064 MOD 11-2 over 17 digits, and a day of birth that exists. */
    private static boolean isResident(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        if ("10X98765432".charAt(sum % 11) != number.charAt(17)) {
            return false;
        }
        try {
            return birthday(number).getYear() >= 1900;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
