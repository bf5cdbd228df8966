package org.gongping.core.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A log's word that a record will stand in it ({@code gongping.promise/1}). Nothing in it is believed but what the log
 * has signed, and of the record what yields the leaf that was promised.
 *
 * @param entryId of the record
 * @param time of the record
 * @param within the log's own term, counted from the time
 * @param record its text
 */
record Promised(String origin, String entryId, byte[] leaf, Instant time, Duration within, String record) {
    static final String HEADER = "gongping.promise/1";

    private static final String EXTRA = "extra ";
    private static final int SALT_LENGTH = 32;
    private static final int SIGNED_LINES = 5;
    /** A century: more is no term. */
    private static final long LONGEST_SECONDS = 3_155_760_000L;

    static Promised check(byte[] bytes, Policy policy, String file) throws Refused {
        if (bytes.length > Receipt.MAX_BYTES) {
            throw malformed(file, "> " + Receipt.MAX_BYTES + " B");
        }
        String text = Texts.utf8(bytes).orElseThrow(() -> malformed(file, "UTF-8"));
        int split = text.indexOf("\n\n");
        String[] head = split < 0 ? new String[0] : text.substring(0, split).split("\n", -1);
        if (head.length != 2 || !head[0].equals(HEADER) || !head[1].startsWith(EXTRA)) {
            throw malformed(file, "extra");
        }
        byte[] extra = Texts.base64(head[1].substring(EXTRA.length()))
                .filter(opening -> opening.length > SALT_LENGTH)
                .orElseThrow(() -> malformed(file, "extra"));
        SignedNote note = SignedNote.parse(text.substring(split + 2).getBytes(StandardCharsets.UTF_8), file);
        List<String> lines = List.of(note.text().split("\n", -1));
        if (lines.size() != SIGNED_LINES + 1 || !lines.getFirst().equals(HEADER)) {
            throw malformed(file, HEADER);
        }
        String origin = lines.get(1);
        if (!policy.signer(note, file).name().equals(origin)) {
            throw malformed(file, "origin");
        }
        byte[] leaf = Texts.hash(lines.get(2)).orElseThrow(() -> malformed(file, lines.get(2)));
        long seconds = Texts.decimal(lines.get(4)).orElse(-1);
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            throw malformed(file, lines.get(4));
        }
        byte[] record = Arrays.copyOfRange(extra, SALT_LENGTH, extra.length);
        String commitment = Entry.commitment(Arrays.copyOf(extra, SALT_LENGTH), record);
        JsonNode json = StrictJson.object(record).orElseThrow(() -> other(file));
        boolean isPromised = Arrays.equals(leaf, Merkle.leaf(Entry.of(commitment)))
                && json.path("id").isTextual()
                && json.path("t").asText().equals(lines.get(3));
        if (!isPromised) {
            throw other(file);
        }
        return new Promised(
                origin,
                json.path("id").textValue(),
                leaf,
                time(lines.get(3), file),
                Duration.ofSeconds(seconds),
                new String(record, StandardCharsets.UTF_8));
    }

    /** When the record has to stand in the log. */
    Instant due() {
        return time.plus(within);
    }

    private static Instant time(String text, String file) throws Refused {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw malformed(file, text);
        }
    }

    private static Refused malformed(String file, String what) {
        return new Refused(Finding.of(FindingCode.PROMISE_MALFORMED, file, what));
    }

    private static Refused other(String file) {
        return new Refused(Finding.of(FindingCode.PROMISE_RECORD, file));
    }
}
