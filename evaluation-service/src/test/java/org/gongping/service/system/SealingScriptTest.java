package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.Sha256;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.script.RecordSealingScript;
import org.gongping.core.bid.script.SealingScript;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.db.Database;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Verifier;
import org.gongping.core.verify.envelope.EnvelopeCheck;
import org.gongping.core.verify.envelope.Keys;
import org.gongping.core.verify.envelope.SubmittedBid;
import org.gongping.core.verify.envelope.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which script seals stands in the log, once each time that it is another; receipts say whether theirs does. */
class SealingScriptTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static LogHall log;
    private static Database database;
    private static RecordSealingScript record;

    @BeforeAll
    static void open() throws Exception {
        log = new LogHall(folder);
        var login = log.hall.server.database.application();
        database = Database.open(
                log.hall.server.database.url(), login.user(), login.password(), Database.Limits.ofPool(2));
        var random = RandomSource.secure();
        var ids = new Ids(log.hall.clock, random);
        var people = new PersonalData(new PersonalDataRepository(), log.hall.clock, random, ids);
        var audit = new AuditLog(new AuditRepository(), people, log.hall.clock, random, ids);
        record = new RecordSealingScript(new SealingScriptRepository(), audit);
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
        log.close();
    }

    private static Optional<SealingScript> serves(String sha256) {
        return database.transact(tx -> record.execute(tx, "/assets/seal.worker-x.js", sha256, "1.0.0"));
    }

    private static JsonNode listed() throws Exception {
        return log.hall
                .server
                .send(log.hall.server.request("GET", "/api/v1/public/sealing-scripts", Optional.empty()))
                .expect(200)
                .json()
                .path("items");
    }

    /** Where the browser application was built, as for the whole suite. */
    @Test
    void theServerBeginsWithTheScriptThatItServes() throws Exception {
        assumeThat(getClass().getResource("/web/index.html")).isNotNull();
        JsonNode first = null;
        for (JsonNode each : listed()) {
            first = each;
        }
        byte[] bytes = log.hall
                .server
                .send(log.hall.server.request("GET", first.path("file").asText(), Optional.empty()))
                .expect(200)
                .response()
                .body();
        assertThat(first.path("sha256").asText()).isEqualTo(Sha256.hex(bytes));
    }

    @Test
    void isRecordedEachTimeThatItIsAnother() throws Exception {
        assertThat(serves("3".repeat(64))).isPresent();
        assertThat(serves("3".repeat(64))).as("a second server, or a restart").isEmpty();
        assertThat(serves("4".repeat(64))).isPresent();
        UUID back = serves("3".repeat(64)).orElseThrow().entryId();
        JsonNode newest = listed().get(0);
        assertThat(newest.path("entryId").asText()).isEqualTo(back.toString());
        assertThat(newest.path("sha256").asText()).isEqualTo("3".repeat(64));
        assertThat(listed().get(1).path("sha256").asText()).isEqualTo("4".repeat(64));

        Path promise = Files.writeString(
                folder.resolve("script.gp-promise"), newest.path("promise").asText());
        var report = new Verifier(folder.resolve("policy"), folder.resolve("state"), Limits.usual())
                .verify(promise.toString());
        assertThat(report.findings()).isEmpty();
        assertThat(report.record().orElseThrow())
                .contains("\"kind\":\"platform.sealing-script\"", "\"sha256\":\"" + "3".repeat(64) + "\"");
    }

    @Test
    void aReceiptSaysWhetherTheLogNamesItsScript() throws Exception {
        UUID entry = serves("1".repeat(64)).orElseThrow().entryId();
        Hall hall = log.hall;
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("price"), 0, List.of()).expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-09 10:00");
        tender.registers(1);
        try (SealingBidder bidder = new SealingBidder(hall, 0, folder)) {
            JsonNode known = submits(bidder, tender, "1".repeat(64));
            assertThat(known.path("script").path("entryId").asText()).isEqualTo(entry.toString());
            holdsWithTheVerifier(bidder, known, Optional.of(entry.toString()));
            JsonNode unknown = submits(bidder, tender, "2".repeat(64));
            assertThat(unknown.path("script").path("sha256").asText()).isEqualTo("2".repeat(64));
            assertThat(unknown.path("script").has("entryId")).isFalse();
            holdsWithTheVerifier(bidder, unknown, Optional.empty());
            assertThat(submits(bidder, tender, "1.0").has("script"))
                    .as("the tool of the command line is no script")
                    .isFalse();
            JsonNode mine = bidder.own(tender).path("submissions");
            assertThat(mine.get(0).path("script")).isEqualTo(known.path("script"));
            assertThat(mine.get(1).path("script")).isEqualTo(unknown.path("script"));
            for (JsonNode each : mine) {
                hall.get(
                                bidder.person,
                                tender.path() + "/submissions/"
                                        + each.path("id").asText() + "/receipt")
                        .expect(200);
            }
        }
    }

    private static JsonNode submits(SealingBidder bidder, Tender tender, String version) throws Exception {
        Map<String, Object> bid = bidder.seals(tender, "9000000", Tender.PDF).submission(tender);
        bid.put("traits", Map.of("tool", "gongping-browser/1", "toolVersion", version));
        return bidder.server.post(tender.lotPath(0) + "/submissions", JSON.valueToTree(bid));
    }

    /** What the product has written of the bid, read by the second implementation. */
    private static void holdsWithTheVerifier(SealingBidder bidder, JsonNode answer, Optional<String> entry)
            throws Exception {
        String text = answer.path("receipts").get(0).path("record").asText();
        SubmittedBid bid =
                SubmittedBid.of(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(bid.script().orElseThrow().entry()).isEqualTo(entry);
        byte[] envelope = Files.readAllBytes(bidder.envelopes.get(EnvelopeKind.PRICE));
        Verdict verdict = EnvelopeCheck.check(
                new ByteArrayInputStream(envelope),
                envelope.length,
                Optional.of(bid),
                new Keys(Optional.empty(), List.of(bidder.secretKey), List.of()),
                Optional.of(new BigDecimal("9000000")),
                Optional.empty());
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.line(Verdict.Question.RECEIPT).standing()).isEqualTo(Verdict.Standing.HOLDS);
        assertThat(verdict.line(Verdict.Question.PRICE).standing()).isEqualTo(Verdict.Standing.HOLDS);
    }
}
