package org.gongping.service.notice;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.fontbox.ttf.CmapLookup;

/** Makes any text printable: what the fonts lack becomes a visible box and is listed, never dropped in silence. */
final class PrintableText {
    private static final int BOX = '□';

    private final CmapLookup regular;
    private final CmapLookup bold;
    private final Set<Integer> missing = new TreeSet<>();

    PrintableText(NoticeFonts.Faces faces) throws IOException {
        regular = faces.regular().getUnicodeCmapLookup();
        bold = faces.bold().getUnicodeCmapLookup();
    }

    String of(String text) {
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(printable, codePoint));
        return printable.toString();
    }

    /** The characters that became boxes so far, as {@code U+20BB7}, in the order of their numbers. */
    Iterable<String> missing() {
        return missing.stream().map("U+%04X"::formatted).toList();
    }

    private void append(StringBuilder printable, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> printable.append('\n');
            case Character.CONTROL -> {
                if (Character.isWhitespace(codePoint)) {
                    printable.append(codePoint == '\n' ? '\n' : ' ');
                } else {
                    box(printable, codePoint);
                }
            }
            // Direction marks, joiners and the like have no shape, and one could make a text read as another.
            case Character.FORMAT -> {}
            default -> {
                if (isVariationSelector(codePoint)) {
                    return;
                }
                if (regular.getGlyphId(codePoint) > 0 && bold.getGlyphId(codePoint) > 0) {
                    printable.appendCodePoint(codePoint);
                } else if (Character.isSpaceChar(codePoint)) {
                    printable.append(' ');
                } else {
                    box(printable, codePoint);
                }
            }
        }
    }

    private void box(StringBuilder printable, int codePoint) {
        missing.add(codePoint);
        printable.appendCodePoint(BOX);
    }

    /** Selects a shape of the character before it; without it that character shows in its usual shape. */
    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
