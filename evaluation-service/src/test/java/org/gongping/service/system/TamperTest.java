package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.service.system.LogHall.PARTITION;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ListAssert;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.selfcheck.Finding;
import org.gongping.core.verify.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a database superuser can do to the log of a running server, and that it is found and named. The public files show
 * commitments alone, so a verifier that reads them sees nothing of a row; it sees it in a receipt, which carries the row.
 */
class TamperTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @TempDir
    private Path folder;

    private LogHall log;

    @BeforeEach
    void open() throws IOException {
        log = new LogHall(folder);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    /** Findings as {@code code place}. */
    private ListAssert<String> found() {
        return assertThat(log.found());
    }

    private void says(String code, String... words) {
        assertThat(log.selfCheck())
                .filteredOn(finding -> finding.code().code().equals(code))
                .isNotEmpty()
                .first()
                .extracting(Finding::en)
                .asString()
                .contains(words);
    }

    private void publicFilesAreGood() {
        assertThat(log.verify().findings()).isEmpty();
    }

    /** 1, and what the verifier makes of a receipt for such a row. */
    @Test
    void m01ARecordThatWasChangedDoesNotOpenItsEntry() throws IOException {
        Tender tender = Tender.publishedHighway(log.hall);
        log.awaitAllPublished();
        JsonNode entry = log.hall
                .get(log.hall.supervisor, tender.path() + "/audit")
                .expect(200)
                .json()
                .path("items")
                .get(0);
        log.awaitAllPublished();
        assertThat(receipt(tender, entry).findings()).isEmpty();
        log.asIntruder("UPDATE audit_entry SET record = replace(record, '\"v\":1', '\"v\":2') WHERE id = '"
                + entry.path("id").asText() + "'");
        String place = "#" + entry.path("index").asLong();
        found().contains("entry.commitment " + place, "tile.leaf " + place);
        says("entry.commitment", "record and salt do not yield the entry");
        assertThat(receipt(tender, entry).findings())
                .extracting(finding -> finding.code().code() + " " + finding.place())
                .containsExactly("receipt.inclusion x.tlog-proof " + place);
        publicFilesAreGood();
    }

    private Report receipt(Tender tender, JsonNode entry) throws IOException {
        String text = log.hall
                .get(
                        log.hall.supervisor,
                        tender.path() + "/audit/" + entry.path("id").asText() + "/receipt")
                .expect(200)
                .json()
                .path("receipt")
                .asText();
        Path file = Files.writeString(folder.resolve("x.tlog-proof"), text);
        return log.verify(file.toString(), "policy");
    }

    @Test
    void m01ASaltThatWasChangedDoesNotOpenItsEntry() {
        log.asIntruder(
                "UPDATE audit_entry SET salt = set_byte(salt, 0, (get_byte(salt, 0) + 1) % 256) WHERE id = ?",
                log.idAt(3));
        found().contains("entry.commitment #3", "tile.leaf #3");
        publicFilesAreGood();
    }

    @Test
    void m01AnEntryThatWasChangedIsNotWhatItsRecordYields() {
        log.asIntruder("UPDATE audit_entry SET entry = replace(entry, '\"v\":1', '\"v\":2') WHERE id = ?", log.idAt(3));
        found().containsExactlyInAnyOrder("entry.commitment #3", "entry.leaf #3");
        says("entry.leaf", "does not yield the leaf hash");
        publicFilesAreGood();
    }

    @Test
    void m02ARowThatAgreesWithItselfDoesNotAgreeWithTheTile() {
        rewrite(3, "\"name\":\"", "\"name\":\"新");
        found().contains("tile.leaf #3").doesNotContain("entry.commitment #3", "entry.leaf #3");
        says("tile.leaf", "tile/0/000.p/" + log.size());
        publicFilesAreGood();
    }

    /** Changes a record and everything in its row that follows from it. */
    private void rewrite(long index, String from, String to) {
        UUID id = log.idAt(index);
        Map<String, String> row = row(id);
        String record = row.get("record").replace(from, to);
        assertThat(record).isNotEqualTo(row.get("record"));
        Commitment made = commitment(row, record);
        log.asIntruder(
                "UPDATE audit_entry SET record = ?, entry = ?, leaf_hash = ? WHERE id = ?",
                record,
                made.entry(),
                made.leafHash(),
                id);
    }

    private Map<String, String> row(UUID id) {
        return log.hall
                .rows
                .query("SELECT record, encode(salt, 'hex') AS salt FROM audit_entry WHERE id = ?", id)
                .getFirst();
    }

    private static Commitment commitment(Map<String, String> row, String record) {
        return Commitment.of(HexFormat.of().parseHex(row.get("salt")), record.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void m04ARowThatWasDeletedIsMissedAtItsPlace() {
        UUID id = log.idAt(3);
        log.asIntruder("DELETE FROM audit_entry WHERE id = ?", id);
        found().contains("row.missing #3");
        says("row.missing", id.toString(), "deleted");
        publicFilesAreGood();
    }

    @Test
    void m05ALogThatWasCutShortIsBehindWhatWasSigned() {
        long size = log.size();
        log.asIntruder(
                "WITH last AS (DELETE FROM audit_seq WHERE idx >= %d RETURNING entry_id), state AS (UPDATE audit_state SET size = %d) DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM last)"
                        .formatted(size - 2, size - 2));
        found().contains("state.behind audit_state", "place.gap #" + (size - 2));
        says("state.behind", (size - 2) + " places", size + " were signed");
        publicFilesAreGood();
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        LogHall.await(() -> log.health().hasNonNull("halted"));
    }

    @Test
    void m06TwoRowsThatWereSwappedStandAtTheWrongPlaces() {
        log.asIntruder("UPDATE audit_seq SET idx = 1000000 WHERE idx = 3");
        log.asIntruder("UPDATE audit_seq SET idx = 3 WHERE idx = 5");
        log.asIntruder("UPDATE audit_seq SET idx = 5 WHERE idx = 1000000");
        found().contains("tile.leaf #3", "tile.leaf #5").doesNotContain("tile.leaf #4");
        publicFilesAreGood();
    }

    @Test
    void m07ARowThatWasInsertedInTheMiddleMovesAllThatFollow() {
        UUID id = forged(2, "2026-03-02T01:00:00.000Z");
        log.asIntruder("DELETE FROM audit_pending WHERE id = ?", id);
        log.asIntruder("UPDATE audit_seq SET idx = idx + 1000000 WHERE idx >= 5");
        log.asIntruder("UPDATE audit_seq SET idx = idx - 999999 WHERE idx >= 1000000");
        log.asIntruder(
                "INSERT INTO audit_seq (idx, entry_id, created_at) SELECT 5, id, created_at FROM audit_entry WHERE id = ?",
                id);
        long size = log.size() - 1;
        found().contains("tile.leaf #5", "tile.leaf #6", "tile.leaf #" + (size - 1), "place.beyond #" + size);
        publicFilesAreGood();
    }

    /** A row of its own making, in the place of nothing: its guards are off, so it does not wait either. */
    private UUID forged(long like, String time) {
        UUID id = UUID.randomUUID();
        String record = row(log.idAt(like))
                .get("record")
                .replaceFirst("\"id\":\"[^\"]+\"", "\"id\":\"" + id + "\"")
                .replaceFirst("\"t\":\"[^\"]+\"", "\"t\":\"" + time + "\"");
        Commitment made = commitment(row(log.idAt(like)), record);
        log.asIntruder(insertLike(like), id, time, record, made.entry(), made.leafHash());
        return id;
    }

    private String insertLike(long like) {
        return "INSERT INTO audit_entry (id, created_at, project_id, stream, kind, record, salt, entry, leaf_hash)"
                + " SELECT ?, ?::timestamptz, project_id, stream, kind, ?, salt, ?, ? FROM audit_entry WHERE id = '"
                + log.idAt(like) + "'";
    }

    private void queue(UUID id) {
        log.asIntruder(
                "INSERT INTO audit_pending (inserted, id, created_at) SELECT inserted, id, created_at FROM audit_entry WHERE id = ? ON CONFLICT DO NOTHING",
                id);
        log.awaitAllPublished();
    }

    /** The sequencer takes it up and the witness cosigns it: only order gives it away. A verifier sees it in a dossier. */
    @Test
    void m08ARecordOfLongAgoAtTheTailRunsAgainstTimeAndChain() {
        long tail = log.size();
        queue(forged(2, "2026-03-01T01:00:00.000Z"));
        found().contains("record.time #" + tail, "record.chain #" + tail);
        says("record.time", "#" + (tail - 1), "2026-03-01T01:00:00Z");
        publicFilesAreGood();
    }

    @Test
    void m09ATruncateIsRefusedAndFoundWhenItWasNot() {
        assertThat(log.hall.rows.refusal("TRUNCATE " + PARTITION)).isEqualTo(INSUFFICIENT_PRIVILEGE);
        log.asIntruder("TRUNCATE " + PARTITION);
        found().contains("row.missing #0", "row.missing #3");
    }

    @Test
    void m10ADetachOrDropIsRefusedAndFoundWhenItWasNot() {
        for (String sql : List.of(
                "ALTER TABLE audit_entry DETACH PARTITION " + PARTITION,
                "DROP TABLE " + PARTITION,
                "DROP TABLE audit_entry CASCADE",
                "DROP TABLE audit_seq")) {
            assertThat(log.hall.rows.refusal(sql)).as(sql).isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
        log.asIntruder("ALTER TABLE audit_entry DETACH PARTITION " + PARTITION);
        found().contains("guard.partition " + PARTITION, "row.missing #0");
        log.asIntruder("DROP TABLE " + PARTITION);
    }

    @Test
    void m11AGuardThatWasTakenOffIsMissed() {
        Rows rows = log.hall.rows;
        String disable = "ALTER TABLE " + PARTITION + " DISABLE TRIGGER audit_entry_no_change";
        assertThat(rows.refusal(disable)).isEqualTo(INSUFFICIENT_PRIVILEGE);
        rows.execute("ALTER EVENT TRIGGER gongping_audit_ddl DISABLE");
        found().containsExactly("guard.event-trigger gongping_audit_ddl");
        rows.execute(disable);
        rows.execute("GRANT DELETE ON audit_entry TO gongping_app");
        rows.execute("CREATE RULE quiet AS ON DELETE TO audit_stream DO INSTEAD NOTHING");
        rows.execute(
                "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        found().containsExactlyInAnyOrder(
                        "guard.event-trigger gongping_audit_ddl",
                        "guard.trigger " + PARTITION + ".audit_entry_no_change",
                        "guard.right audit_entry",
                        "guard.rule audit_stream.quiet",
                        "guard.function audit_refuse_change");
        says("guard.right", "gongping_app DELETE");
        publicFilesAreGood();
    }

    /** A price, a rank, a winner and a firm's name: what is shown must be what was recorded. */
    @Test
    void aValueThatWasChangedBehindTheApplicationIsFound() {
        Play.engineering(log.hall);
        log.awaitAllPublished();
        found().isEmpty();
        differs("bid ", "UPDATE bid SET price = price - 1 WHERE price IS NOT NULL AND no = 1");
        differs("candidate ", "UPDATE candidate SET rank = rank + 10");
        differs(
                "lot ",
                "UPDATE lot SET winner_bid_id = (SELECT id FROM bid WHERE id <> winner_bid_id LIMIT 1)"
                        + " WHERE winner_bid_id IS NOT NULL");
        differs("organisation ", "UPDATE organisation SET name = name || '（集团）' WHERE kind = 'BIDDER'");
        publicFilesAreGood();
    }

    /** A record that is no JSON any more must not keep the check from looking at all the others. */
    @Test
    void aRecordThatWasMadeUnreadableStopsNothing() {
        Play.engineering(log.hall);
        log.awaitAllPublished();
        log.hall.rows.execute(
                "SET gongping.audit_ddl = 'nobody will ask';" + " ALTER TABLE audit_entry_202604 DISABLE TRIGGER USER");
        log.asIntruder("UPDATE audit_entry SET record = 'no JSON' WHERE kind IN ('open.read', 'organisation.create',"
                + " 'candidate.notice', 'award.decide')");
        found().anyMatch(each -> each.startsWith("record.malformed #"))
                .anyMatch(each -> each.startsWith("entry.commitment #"))
                .anyMatch(each -> each.startsWith("effect.unrecorded organisation "));
    }

    private void differs(String table, String deed) {
        log.hall.rows.execute(deed);
        found().allSatisfy(each -> assertThat(each).startsWith("effect.differs "))
                .anySatisfy(each -> assertThat(each).startsWith("effect.differs " + table));
        says("effect.differs", "behind the application's back");
    }

    /** A name that people read beside a record. */
    @Test
    void aPersonalDatumThatWasChangedIsFound() {
        Tender tender = Tender.publishedHighway(log.hall);
        log.awaitAllPublished();
        found().isEmpty();
        log.hall.rows.execute("UPDATE personal_datum SET value = 'somebody' WHERE id ="
                + " (SELECT id FROM personal_datum WHERE kind = 'actor' AND project_id = '" + tender.id + "' LIMIT 1)");
        found().hasSize(1).first().asString().startsWith("datum.false personal_datum ");
        says("datum.false", "(actor)");
        publicFilesAreGood();
    }

    /** The order in which people read the trail stands in a column of its own. */
    @Test
    void aRowThatWasMovedAmongThoseOfItsStreamIsFound() {
        Tender tender = Tender.publishedHighway(log.hall);
        log.awaitAllPublished();
        log.asIntruder("UPDATE audit_entry SET inserted = inserted + 1000000 WHERE id = (SELECT id FROM audit_entry"
                + " WHERE project_id = '" + tender.id + "' ORDER BY inserted LIMIT 1)");
        found().hasSize(1).first().asString().startsWith("row.order #");
        says("row.order", "order in which people read");
        publicFilesAreGood();
    }

    @Test
    void m17TheSameEntryTwiceIsFoundByEverybody() {
        long tail = log.size();
        Map<String, String> row = row(log.idAt(3));
        Commitment made = commitment(row, row.get("record"));
        UUID copy = UUID.randomUUID();
        log.asIntruder(
                insertLike(3), copy, "2026-03-02T01:00:00.000Z", row.get("record"), made.entry(), made.leafHash());
        queue(copy);
        found().contains("entry.twice #" + tail, "row.column #" + tail);
        says("entry.twice", "the same entry as #3");
        assertThat(log.verify().findings())
                .extracting(finding -> finding.code().code() + " " + finding.place() + ": " + finding.en())
                .containsExactly("entry.twice entries #" + tail + ": the same entry as number 3");
    }

    @Test
    void m18ABusinessObjectWithoutRecordIsFound() {
        Tender tender = Tender.publishedHighway(log.hall);
        log.awaitAllPublished();
        UUID lot = tender.lots.getFirst();
        log.hall.rows.execute("UPDATE lot SET decided_at = now(), awarded_at = now() WHERE id = '" + lot + "'");
        log.hall.rows.execute(
                "INSERT INTO organisation (id, name, kind, credit_code, created_at) SELECT '00000000-0000-4000-8000-000000000001', name, kind, '"
                        + log.hall.creditCode() + "', now() FROM organisation LIMIT 1");
        found().containsExactlyInAnyOrder(
                        "effect.unrecorded organisation 00000000-0000-4000-8000-000000000001",
                        "effect.unrecorded lot " + tender.id + "/" + lot + " decided_at",
                        "effect.unrecorded lot " + tender.id + "/" + lot + " awarded_at");
        says("effect.unrecorded", "has no record organisation.create");
    }

    /** By its neighbour, and by the witness that had cosigned before. */
    @Test
    void m20AClockThatWasSetBackIsFound() {
        long tail = log.size();
        log.witnessClock.set(InstantSource.fixed(StoppedClock.at("2026-03-02 09:00")));
        log.hall.clock.set("2026-03-02 08:54");
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        log.awaitAllPublished();
        found().containsExactlyInAnyOrder("record.before-witness #" + tail, "record.time #" + tail);
        says("record.time", "360000 ms", "#" + (tail - 1));
        says("record.before-witness", "2026-03-02T00:54:00Z", "2026-03-02T01:00:00Z");
    }

    /** No neighbour knows better: only the witness, whose clock is its own. */
    @Test
    void m20AClockThatWasSetForwardIsFound() {
        long tail = log.size();
        log.witnessClock.set(InstantSource.fixed(StoppedClock.at("2026-03-02 09:01")));
        log.hall.clock.set("2026-03-02 09:07");
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        log.awaitAllPublished();
        found().containsExactly("record.after-witness #" + tail);
        says("record.after-witness", "2026-03-02T01:07:00Z", "2026-03-02T01:01:00Z", (tail + 1) + " entries");
    }
}
