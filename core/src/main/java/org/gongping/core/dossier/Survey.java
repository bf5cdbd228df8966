package org.gongping.core.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository.Placed;
import org.gongping.core.audit.CanonicalJson;

/**
 * What the records of a project say of its dossier: the documents they name, the steps a reader looks for, and that no
 * record is missing between the first and the last of each chain. Everything that could be different tomorrow is taken
 * from here and not from tables that change.
 */
final class Survey {
    private static final Set<AuditKind> STEPS = Set.of(
            AuditKind.PROJECT_CREATE,
            AuditKind.PROJECT_PUBLISH,
            AuditKind.ADDENDUM_ISSUE,
            AuditKind.OPENING_START,
            AuditKind.TENDER_FAIL,
            AuditKind.OPENING_END,
            AuditKind.PRICE_SCORE,
            AuditKind.REPORT_RECEIVE,
            AuditKind.CANDIDATE_NOTICE,
            AuditKind.AWARD_DECIDE,
            AuditKind.AWARD_NOTICE,
            AuditKind.CONTRACT_RECORD,
            AuditKind.WRITTEN_REPORT);
    private static final Map<String, AuditKind> STEP_BY_CODE =
            STEPS.stream().collect(Collectors.toUnmodifiableMap(AuditKind::code, kind -> kind));

    private final SortedMap<String, Document> documents = new TreeMap<>();
    private final SortedSet<String> bidders = new TreeSet<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> heads = new HashMap<>();
    private long records;
    private long first = -1;
    private long last = -1;

    /**
     * A document as the records name it.
     *
     * @param names under which it was filed; one content may have several
     * @param kinds what it was filed as
     */
    record Document(String sha256, long size, SortedSet<String> names, SortedSet<String> kinds) {
        String name() {
            return names.isEmpty() ? sha256 : names.first();
        }
    }

    /** @param objects what it was done to, such as {@code lot:<id>} */
    record Step(long index, String at, AuditKind kind, List<String> objects) {}

    /** Takes the next record in the order of the log. */
    void take(Placed placed) {
        AuditEntry entry = placed.entry();
        JsonNode record = parse(placed);
        String before = heads.put(entry.stream(), entry.commitment().hex());
        if (!record.path("prev").asText().equals(before == null ? "" : before)) {
            throw new Stopped(
                    "record-missing",
                    "第 " + placed.index() + " 条记录之前缺少同一链的记录，档案不完整",
                    "a record of the same chain is missing before record " + placed.index());
        }
        records++;
        first = first < 0 ? placed.index() : first;
        last = placed.index();
        takeDocuments(record);
        AuditKind step = STEP_BY_CODE.get(entry.kind());
        if (step != null) {
            List<String> objects = new ArrayList<>();
            record.path("obj").forEach(object -> objects.add(object.asText()));
            steps.add(new Step(placed.index(), record.path("t").asText(), step, objects));
        }
        record.path("body").path("received").forEach(code -> bidders.add(code.asText()));
    }

    private void takeDocuments(JsonNode record) {
        for (JsonNode named : record.path("docs")) {
            String sha256 = named.path("hash").asText();
            long size = named.path("size").asLong();
            Document document = documents.computeIfAbsent(
                    sha256, hash -> new Document(hash, size, new TreeSet<>(), new TreeSet<>()));
            if (document.size() != size) {
                throw new Stopped(
                        "document-size",
                        "记录对文件 " + named.path("name").asText() + " 的大小说法不一",
                        "the records disagree on the size of "
                                + named.path("name").asText());
            }
            document.names().add(named.path("name").asText());
            if (record.path("body").hasNonNull("documentKind")) {
                document.kinds().add(record.path("body").path("documentKind").asText());
            }
        }
    }

    private static JsonNode parse(Placed placed) {
        try {
            return CanonicalJson.parse(placed.entry().record().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new Stopped(
                    "record-altered",
                    "第 " + placed.index() + " 条记录无法读取，存储内容已被改动",
                    "record " + placed.index() + " cannot be read: what is stored of it was altered");
        }
    }

    /** By hash. */
    SortedMap<String, Document> documents() {
        return documents;
    }

    /** Unified social credit codes of those whose bids were received. */
    SortedSet<String> bidders() {
        return bidders;
    }

    List<Step> steps() {
        return steps;
    }

    long records() {
        return records;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** Of the tender one, of each bidder one. */
    int chains() {
        return heads.size();
    }

    /** A checkpoint from before the first record covers nothing. */
    boolean isEmpty() {
        return records == 0;
    }
}
