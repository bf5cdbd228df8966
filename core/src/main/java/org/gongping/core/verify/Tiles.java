package org.gongping.core.verify;

/** Where the tiles and bundles of a log lie, and how wide they are (C2SP tlog-tiles, tiles of height 8). */
public final class Tiles {
    /** Hashes in a full tile, entries in a full bundle. */
    public static final int WIDTH = 256;

    static final int HEIGHT = 8;

    private static final int GROUP = 1_000;

    private Tiles() {}

    /** Path of a tile of hashes; {@code width} 256 for the full one. */
    static String path(int level, long number, int width) {
        return path("tile/" + level, number, width);
    }

    /** Path of a bundle of entries; {@code width} 256 for the full one. */
    public static String entriesPath(long number, int width) {
        return path("tile/entries", number, width);
    }

    private static String path(String folder, long number, int width) {
        StringBuilder groups = new StringBuilder(group(number % GROUP));
        for (long rest = number / GROUP; rest > 0; rest /= GROUP) {
            groups.insert(0, "x" + group(rest % GROUP) + "/");
        }
        String full = folder + "/" + groups;
        return width == WIDTH ? full : full + ".p/" + width;
    }

    private static String group(long number) {
        String digits = Long.toString(number);
        return "0".repeat(3 - digits.length()) + digits;
    }

    /** Number of hashes that a log of that size has at a level; the last of its tiles holds them modulo 256. */
    static long hashes(long size, int level) {
        return level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT);
    }

    /** Width of a tile, from 0 to 256. */
    public static int width(long size, int level, long number) {
        return (int) Math.clamp(hashes(size, level) - number * WIDTH, 0, WIDTH);
    }
}
