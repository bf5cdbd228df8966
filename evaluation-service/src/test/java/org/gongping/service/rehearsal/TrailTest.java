package org.gongping.service.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.Commitment;
import org.junit.jupiter.api.Test;

/** A trail that was tampered with is found out, and the place is named. */
class TrailTest {
    private static final String TENDER = "T-1";

    /** Two records of the tender, one of a bidder, the record that joins the bidder's stream, one more of the tender. */
    private static List<ObjectNode> sound() {
        var entries = new ArrayList<ObjectNode>();
        String created = append(entries, "project.create", "", record -> {});
        String published = append(entries, "project.publish", created, record -> {});
        String registered = append(
                entries, "bid.register", "", record -> record.putArray("obj").add("registration:R"));
        String joined = append(
                entries,
                "bid.streams",
                published,
                record -> record.putObject("body").putObject("streams").put(TENDER + "/bidder/R", registered));
        append(entries, "open.start", joined, record -> {});
        return entries;
    }

    private static String append(List<ObjectNode> entries, String kind, String prev, Consumer<ObjectNode> change) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("t", "2026-05-01T00:00:0" + entries.size() + ".000Z").put("kind", kind);
        record.put("tender", TENDER).put("prev", prev);
        change.accept(record);
        entries.add(entry(record));
        return entries.getLast().path("commitment").asText();
    }

    private static ObjectNode entry(ObjectNode record) {
        byte[] salt = new byte[32];
        salt[0] = (byte) record.path("kind").asText().hashCode();
        Commitment commitment = Commitment.of(salt, CanonicalJson.bytes(record));
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("kind", record.path("kind").asText())
                .put("salt", HexFormat.of().formatHex(salt));
        entry.put("commitment", commitment.hex());
        entry.put("leafHash", HexFormat.of().formatHex(commitment.leafHash()));
        entry.set("record", record);
        return entry;
    }

    private static List<String> places(List<ObjectNode> entries) {
        return new Trail(new ArrayList<JsonNode>(entries.reversed()))
                .check().stream().map(Difference::pointer).toList();
    }

    @Test
    void aSoundTrailPasses() {
        assertThat(places(sound())).isEmpty();
        ObjectNode summary = new Trail(new ArrayList<JsonNode>(sound().reversed())).summary();
        assertThat(summary.path("entries").asInt()).isEqualTo(5);
        assertThat(summary.path("streams").asInt()).isEqualTo(2);
        assertThat(summary.at("/kinds/bid.register").asInt()).isEqualTo(1);
    }

    @Test
    void anAlteredRecordNoLongerOpensItsCommitment() {
        var entries = sound();
        ((ObjectNode) entries.get(1).path("record")).put("rule", "other");
        assertThat(places(entries)).contains("/entries/1/commitment", "/entries/1/leafHash");
    }

    @Test
    void anAlteredLeafHashIsFound() {
        var entries = sound();
        entries.get(2).put("leafHash", "00".repeat(32));
        assertThat(places(entries)).containsExactly("/entries/2/leafHash");
    }

    @Test
    void aRecordTakenOutBreaksTheChain() {
        var entries = sound();
        entries.remove(1);
        assertThat(places(entries)).containsExactly("/entries/2/record/prev");
    }

    @Test
    void aRecordPutAsideAnotherIsFound() {
        var entries = sound();
        append(entries, "open.end", entries.get(3).path("commitment").asText(), record -> {});
        assertThat(places(entries)).containsExactly("/entries/5/record/prev");
    }

    @Test
    void aBiddersRecordTakenOutIsMissedWhereItsStreamWasJoined() {
        var entries = sound();
        entries.remove(2);
        assertThat(places(entries)).containsExactly("/entries/2/record/body/streams");
    }

    @Test
    void aChainThatBeginsOfItselfIsFound() {
        var entries = sound();
        append(entries, "open.end", "", record -> {});
        assertThat(places(entries)).containsExactly("/entries/5/record/prev");
    }

    @Test
    void aSaltThatIsNoneIsFound() {
        var entries = sound();
        entries.get(4).put("salt", "xy");
        assertThat(places(entries)).containsExactly("/entries/4/record");
    }
}
