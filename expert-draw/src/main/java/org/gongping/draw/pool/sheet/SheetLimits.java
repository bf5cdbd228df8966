package org.gongping.draw.pool.sheet;

/** What a file may hold at most. Larger libraries are loaded in parts. */
public final class SheetLimits {
    /** Of the file as it is sent. */
    public static final long MAX_BYTES = 64L << 20;

    public static final int MAX_ROWS = 200_000;
    public static final int MAX_COLUMNS = 60;
    public static final int MAX_CELL = 4_000;

    /** Of a workbook when unpacked, all its parts together. */
    static final long MAX_UNPACKED = 512L << 20;

    /** Parts of a workbook. */
    static final int MAX_PARTS = 2_000;

    /** Problems that a report lists one by one; the rest is counted. */
    public static final int MAX_LISTED = 1_000;

    private SheetLimits() {}
}
