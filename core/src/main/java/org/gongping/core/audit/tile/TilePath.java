package org.gongping.core.audit.tile;

/** Paths of tiles and entry bundles below the root of a log (C2SP tlog-tiles, "Parameters"). */
public final class TilePath {
    /** Hashes or entries of a full tile. */
    public static final int WIDTH = 256;

    private TilePath() {}

    /** @param width hashes in it, 1 to 256 */
    public static String hashes(int level, long index, int width) {
        return "tile/" + level + "/" + number(index) + partial(width);
    }

    public static String entries(long index, int width) {
        return "tile/entries/" + number(index) + partial(width);
    }

    private static String partial(int width) {
        return width == WIDTH ? "" : ".p/" + width;
    }

    /** Groups of three digits, all but the last after an x: 1234067 is x001/x234/067. */
    private static String number(long index) {
        String path = "%03d".formatted(index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path = "x%03d/".formatted(rest % 1000) + path;
        }
        return path;
    }
}
