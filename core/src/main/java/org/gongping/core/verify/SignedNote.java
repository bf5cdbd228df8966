package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A signed note (C2SP signed-note): a text, and lines of signature over it that say nothing until a key has been found
 * for them.
 *
 * @param text with its last newline: exactly what is signed
 */
record SignedNote(String text, List<Line> lines) {
    /** Far above a checkpoint with 100 cosignatures. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_LINES = 100;
    private static final int ID_LENGTH = 4;
    private static final String DASH = "— ";

    /**
     * One line of signature.
     *
     * @param keyId 8 lower-case hex digits
     */
    record Line(String name, String keyId, byte[] signature) {}

    static SignedNote parse(byte[] bytes, String file) throws Refused {
        if (bytes.length > MAX_BYTES) {
            throw malformed(file, "> " + MAX_BYTES + " B");
        }
        String note = Texts.utf8(bytes).orElseThrow(() -> malformed(file, "UTF-8"));
        if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw malformed(file, "U+0000…U+001F");
        }
        // The last blank line parts text and signatures: the text may have blank lines of its own.
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || split + 2 == note.length()) {
            throw malformed(file, "\\n\\n");
        }
        String[] lines = note.substring(split + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MAX_LINES) {
            throw malformed(file, "> " + MAX_LINES);
        }
        List<Line> parsed = new ArrayList<>(lines.length);
        for (String line : lines) {
            parsed.add(line(line, file));
        }
        return new SignedNote(note.substring(0, split + 1), List.copyOf(parsed));
    }

    private static Line line(String line, String file) throws Refused {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw malformed(file, line);
        }
        String name = line.substring(DASH.length(), space);
        byte[] bytes = Texts.base64(line.substring(space + 1)).orElseThrow(() -> malformed(file, line));
        if (!VerifierKey.isName(name) || bytes.length <= ID_LENGTH) {
            throw malformed(file, line);
        }
        return new Line(
                name,
                HexFormat.of().formatHex(bytes, 0, ID_LENGTH),
                Arrays.copyOfRange(bytes, ID_LENGTH, bytes.length));
    }

    private static Refused malformed(String file, String what) {
        return new Refused(Finding.of(FindingCode.NOTE_MALFORMED, file, what));
    }
}
