package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A bundle of entries: each {@code u16be length ‖ bytes} (C2SP tlog-tiles). */
public final class Bundle {
    /** Room for entries longer than ours, so that a wrong one is named by its index and not by its bundle. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = 2;

    private Bundle() {}

    /**
     * The first {@code width} entries; nothing when the bytes do not part into entries or these are fewer.
     *
     * @param whole whether nothing may follow them
     */
    public static Optional<List<byte[]>> parse(byte[] bytes, int width, boolean whole) {
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width) {
            if (at + LENGTH_BYTES > bytes.length) {
                return Optional.empty();
            }
            int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            at += LENGTH_BYTES;
            if (at + length > bytes.length) {
                return Optional.empty();
            }
            entries.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return whole && at != bytes.length ? Optional.empty() : Optional.of(entries);
    }
}
