package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gongping.core.verify.Sha256;

/** Reads {@code leaves_sorted}: at once and by all processors where it is written without white space. */
final class LeavesReader {
    private static final int CHUNK = 8_192;
    private static final int DIGITS = 2 * Sha256.LENGTH;

    /** Digits, two quotes, a comma. */
    private static final int WRITTEN = DIGITS + 3;

    private LeavesReader() {}

    static List<byte[]> read(byte[] json, int from, int to) throws Failed, IOException {
        int length = to - from - 1;
        if (length > 1 && length % WRITTEN == 0) {
            byte[][] leaves = new byte[length / WRITTEN][];
            boolean plain = IntStream.range(0, Math.ceilDiv(leaves.length, CHUNK))
                    .parallel()
                    .allMatch(chunk -> fill(json, from + 1, leaves, chunk * CHUNK));
            if (plain && json[from] == '[' && json[to - 1] == ']') {
                return Arrays.asList(leaves);
            }
        }
        try (JsonParser parser = TranscriptReader.MAPPER.createParser(json, from, to - from)) {
            parser.nextToken();
            List<byte[]> leaves = new LargeArrays(parser, false).leaves();
            Failed.unless(parser.nextToken() == null, Shape.E_FORMAT, "JSON: something follows the leaves");
            return leaves;
        }
    }

    private static boolean fill(byte[] json, int begin, byte[][] leaves, int first) {
        for (int i = first; i < Math.min(leaves.length, first + CHUNK); i++) {
            int at = begin + i * WRITTEN;
            byte[] leaf = new byte[Sha256.LENGTH];
            int wrong = 0;
            for (int j = 0; j < leaf.length; j++) {
                int high = digit(json[at + 1 + 2 * j]);
                int low = digit(json[at + 2 + 2 * j]);
                wrong |= high | low;
                leaf[j] = (byte) (high << 4 | low);
            }
            boolean last = i == leaves.length - 1;
            boolean quoted = json[at] == '"' && json[at + DIGITS + 1] == '"' && (last || json[at + DIGITS + 2] == ',');
            if (wrong < 0 || !quoted) {
                return false;
            }
            leaves[i] = leaf;
        }
        return true;
    }

    /** Negative for what is no digit of lower-case hex. */
    private static int digit(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
