package org.gongping.core.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the rules of a dossier need of a proven record ({@code spec/audit-log.md} §2).
 *
 * @param index in the log
 * @param commitment hex
 * @param previous commitment of the record before it in its chain, "" for the first
 * @param joined last commitments of the chains that this record joins to its own
 */
record TenderRecord(
        long index,
        String file,
        String commitment,
        String id,
        Instant time,
        String tender,
        String previous,
        List<Document> documents,
        List<String> joined) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    /** A document that a record speaks of. */
    record Document(String algorithm, String hash, long size) {}

    static TenderRecord parse(OpenedRecord opened, String file) throws Refused {
        JsonNode json = StrictJson.object(opened.bytes()).orElseThrow(() -> malformed(file, opened, "JSON"));
        if (!json.path("v").isInt() || json.path("v").intValue() != 1) {
            throw malformed(file, opened, "v");
        }
        String previous = text(json, "prev", file, opened);
        if (!previous.isEmpty() && !HASH.matcher(previous).matches()) {
            throw malformed(file, opened, "prev");
        }
        return new TenderRecord(
                opened.index(),
                file,
                opened.commitment(),
                text(json, "id", file, opened),
                time(json, file, opened),
                text(json, "tender", file, opened),
                previous,
                documents(json, file, opened),
                joined(json, file, opened));
    }

    private static String text(JsonNode json, String member, String file, OpenedRecord opened) throws Refused {
        if (!json.path(member).isTextual()) {
            throw malformed(file, opened, member);
        }
        return json.get(member).textValue();
    }

    private static Instant time(JsonNode json, String file, OpenedRecord opened) throws Refused {
        String time = text(json, "t", file, opened);
        try {
            if (TIME.matcher(time).matches()) {
                return Instant.parse(time);
            }
        } catch (DateTimeException e) {
            throw malformed(file, opened, "t");
        }
        throw malformed(file, opened, "t");
    }

    private static List<Document> documents(JsonNode json, String file, OpenedRecord opened) throws Refused {
        List<Document> documents = new ArrayList<>();
        for (JsonNode document : json.path("docs")) {
            JsonNode size = document.path("size");
            String hash = text(document, "hash", file, opened);
            if (!size.isIntegralNumber()
                    || !size.canConvertToLong()
                    || !HASH.matcher(hash).matches()) {
                throw malformed(file, opened, "docs");
            }
            documents.add(new Document(text(document, "alg", file, opened), hash, size.longValue()));
        }
        return List.copyOf(documents);
    }

    private static List<String> joined(JsonNode json, String file, OpenedRecord opened) throws Refused {
        List<String> heads = new ArrayList<>();
        JsonNode streams = json.path("body").path("streams");
        for (JsonNode head : streams) {
            if (!streams.isObject()
                    || !head.isTextual()
                    || !HASH.matcher(head.textValue()).matches()) {
                throw malformed(file, opened, "body.streams");
            }
            heads.add(head.textValue());
        }
        return List.copyOf(heads);
    }

    private static Refused malformed(String file, OpenedRecord opened, String what) {
        return new Refused(Finding.at(FindingCode.RECORD_MALFORMED, file, opened.index(), what));
    }
}
