package org.gongping.draw.pool.sheet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out how a text file is encoded: UTF-8 with or without a byte order mark, else GB 18030. A file put together of
 * both is refused with the rows of the smaller part: nearly every sequence of bytes is some GB 18030 text, so the wrong
 * rows would go in as garbled names.
 */
final class TextEncoding {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private TextEncoding() {}

    /** The text and the name of its encoding. */
    record Decoded(String text, String encoding) {}

    static Decoded decode(byte[] bytes) throws UnreadableSheet {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return new Decoded(utf8(Arrays.copyOfRange(bytes, 3, bytes.length)), "UTF-8 BOM");
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new UnreadableSheet(0, Problem.Kind.UNREADABLE_ENCODING, "");
        }
        if (fits(bytes, 0, bytes.length, StandardCharsets.UTF_8)) {
            return new Decoded(new String(bytes, StandardCharsets.UTF_8), "UTF-8");
        }
        refuseMixture(bytes);
        if (!fits(bytes, 0, bytes.length, GB18030)) {
            throw new UnreadableSheet(0, Problem.Kind.UNREADABLE_ENCODING, "");
        }
        return new Decoded(new String(bytes, GB18030), "GB18030");
    }

    private static String utf8(byte[] bytes) throws UnreadableSheet {
        if (!fits(bytes, 0, bytes.length, StandardCharsets.UTF_8)) {
            refuseMixture(bytes);
            throw new UnreadableSheet(0, Problem.Kind.UNREADABLE_ENCODING, "");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void refuseMixture(byte[] bytes) throws UnreadableSheet {
        List<Integer> utf8 = new ArrayList<>();
        List<Integer> other = new ArrayList<>();
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (fits(bytes, start, i - start, StandardCharsets.UTF_8)) {
                    if (hanInUtf8(bytes, start, i) >= 2) {
                        utf8.add(line);
                    }
                } else {
                    other.add(line);
                }
                start = i + 1;
                line++;
            }
        }
        if (!utf8.isEmpty() && !other.isEmpty()) {
            List<Integer> fewer = utf8.size() < other.size() ? utf8 : other;
            throw new UnreadableSheet(fewer.stream()
                    .limit(SheetLimits.MAX_LISTED)
                    .map(each -> Problem.of(each, "", Problem.Kind.MIXED_ENCODING))
                    .toList());
        }
    }

    /** Sequences of three bytes; two of them in one row are no accident of two-byte text. */
    private static int hanInUtf8(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i + 2 < to; i++) {
            if ((bytes[i] & 0xF0) == 0xE0 && (bytes[i + 1] & 0xC0) == 0x80 && (bytes[i + 2] & 0xC0) == 0x80) {
                count++;
                i += 2;
            }
        }
        return count;
    }

    private static boolean fits(byte[] bytes, int offset, int length, Charset charset) {
        try {
            CharBuffer unused = charset.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return unused != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
