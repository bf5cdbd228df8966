package org.gongping.core.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What the public log holds of a record: the bytes {@code {"c":"<64 hex>","v":1}} and nothing else. */
public final class Entry {
    static final int LENGTH = 78;

    private static final byte[] HEAD = "{\"c\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "\",\"v\":1}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL = "GP/entry\0".getBytes(StandardCharsets.US_ASCII);

    private Entry() {}

    /** {@code SHA-256("GP/entry\0" ‖ salt ‖ record)} in hex. */
    public static String commitment(byte[] salt, byte[] record) {
        return HexFormat.of().formatHex(Sha256.of(LABEL, salt, record));
    }

    /** The entry of a commitment. */
    public static byte[] of(String commitment) {
        return ("{\"c\":\"" + commitment + "\",\"v\":1}").getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isWellFormed(byte[] entry) {
        if (entry.length != LENGTH
                || !Arrays.equals(entry, 0, HEAD.length, HEAD, 0, HEAD.length)
                || !Arrays.equals(entry, LENGTH - TAIL.length, LENGTH, TAIL, 0, TAIL.length)) {
            return false;
        }
        for (int i = HEAD.length; i < LENGTH - TAIL.length; i++) {
            byte c = entry[i];
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
