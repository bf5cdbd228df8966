package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.EntryPromise;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.verify.Finding;
import org.gongping.core.verify.Report;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What whoever takes a critical step is given at once, and how the step comes to be sealed: spec/audit-log.md §3.2 and
 * §3.6. Acceptance is decided at commit; a witness that is down delays the seal and nothing else.
 */
class SealTest {
    private static final Set<String> OF_SEALED_BIDS = Set.of(
            "open.key",
            "bid.submit",
            "bid.withdraw",
            "open.decrypt",
            "open.close",
            "open.adjourn",
            "open.first_stage",
            "open.confirm");

    private static SealHall log;
    private static Hall hall;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        log = new SealHall(folder);
        hall = log.hall;
    }

    @AfterAll
    static void close() throws IOException {
        log.close();
    }

    private static Tender published() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-11 10:00");
        return tender;
    }

    private static JsonNode receipt(Answer answer) {
        assertThat(answer.json().path("receipts")).as(answer.text()).hasSize(1);
        return answer.json().path("receipts").get(0);
    }

    private static boolean hasCosigned(JsonNode seal, String witness) {
        for (JsonNode each : seal.path("witnesses")) {
            if (each.path("name").asText().equals(witness)) {
                return each.hasNonNull("cosignedAt");
            }
        }
        throw new AssertionError("no witness " + witness + " in " + seal);
    }

    @Test
    void aRegistrationIsAcceptedAtOnceAndSealedOnlyOnceBothWitnessesHaveCosigned() {
        Tender tender = published();
        Person bidder = hall.bidderPeople.getFirst();
        log.supervisor.stop();
        log.archive.stop();
        JsonNode receipt =
                receipt(tender.registers(bidder, "王建国", "13812345678").expect(201));
        String entryId = receipt.path("entryId").asText();

        Report held = log.verify(receipt.path("file").asText(), Optional.empty());
        assertThat(held.findings()).isEmpty();
        assertThat(held.promise().orElseThrow().entryId()).isEqualTo(entryId);
        assertThat(held.promise().orElseThrow().standing()).isEqualTo(Report.Standing.PROMISED);
        assertThat(held.record()).contains(receipt.path("record").asText());

        JsonNode seal = log.awaitState(bidder, tender, entryId, "SIGNED");
        assertThat(seal.path("isFinal").asBoolean()).isFalse();
        assertThat(hasCosigned(seal, "supervisor")).isFalse();
        log.archive.start();
        LogHall.await(() -> hasCosigned(log.seal(bidder, tender, entryId), "archive"));
        seal = log.seal(bidder, tender, entryId);
        assertThat(seal.path("state").asText()).as("one of two").isEqualTo("SIGNED");
        assertThat(hasCosigned(seal, "supervisor")).isFalse();
        hall.get(bidder, tender.path() + "/audit/" + entryId + "/receipt").expect(409);

        log.supervisor.start();
        seal = log.awaitState(bidder, tender, entryId, "SEALED");
        assertThat(seal.path("isFinal").asBoolean()).isTrue();
        assertThat(hasCosigned(seal, "supervisor") && hasCosigned(seal, "archive"))
                .isTrue();
        assertThat(hall.get(bidder, tender.path() + "/seals/" + entryId + "/promise")
                        .expect(200)
                        .json())
                .as("whenever it is asked for again")
                .isEqualTo(receipt);
        long index = seal.path("index").asLong();
        assertThat(seal.path("size").asLong()).isGreaterThan(index);

        Report kept = log.verify(receipt.path("file").asText(), Optional.of(log.log()));
        assertThat(kept.findings()).isEmpty();
        assertThat(kept.promise().orElseThrow().standing()).isEqualTo(Report.Standing.IN_LOG);
        assertThat(kept.promise().orElseThrow().index()).hasValue(index);
        JsonNode proof = hall.get(bidder, tender.path() + "/audit/" + entryId + "/receipt")
                .expect(200)
                .json();
        Report proven = log.verify(proof.path("receipt").asText(), Optional.empty());
        assertThat(proven.findings()).isEmpty();
        assertThat(proven.record()).contains(receipt.path("record").asText());
    }

    @Test
    void untilTheDeadlineNobodyElseLearnsOfABiddersEntry() {
        Tender tender = published();
        Person bidder = hall.bidderPeople.get(1);
        String entryId = receipt(tender.registers(bidder, "李卫东", "13912345678").expect(201))
                .path("entryId")
                .asText();
        log.awaitState(bidder, tender, entryId, "SEALED");
        String path = tender.path() + "/seals";
        assertThat(hall.get(bidder, path).expect(200).json().path("items")).hasSize(1);
        for (Person other : List.of(hall.agent, hall.supervisor, hall.ownersClerk, hall.auditor)) {
            hall.get(other, path + "/" + entryId).expect(404);
            hall.get(other, path + "/" + entryId + "/promise").expect(404);
            hall.get(other, tender.path() + "/audit/" + entryId + "/receipt").expect(404);
            assertThat(hall.get(other, path).expect(200).text()).doesNotContain(entryId);
        }
        Person rival = hall.bidderPeople.get(2);
        tender.registers(rival, "赵晓梅", "13712345678").expect(201);
        hall.get(rival, path + "/" + entryId).expect(404);
        hall.get(rival, tender.path() + "/audit/" + entryId + "/receipt").expect(404);
        assertThat(hall.get(rival, path).expect(200).text()).doesNotContain(entryId);
        assertThat(hall.get(hall.agent, path + "/" + entryId).text())
                .as("as if it were not there")
                .isEqualTo(hall.get(hall.agent, path + "/" + UUID.randomUUID())
                        .text()
                        .replaceAll("seals/[0-9a-f-]{36}", "seals/" + entryId));

        hall.clock.set("2026-03-30 09:30");
        assertThat(log.seal(hall.agent, tender, entryId).path("state").asText()).isEqualTo("SEALED");
        hall.get(rival, path + "/" + entryId).expect(404);
    }

    @Test
    void aRepeatOfTheCommandGetsTheSameReceipt() {
        Tender tender = published();
        Step step = Step.write(
                "registerBidder",
                hall.bidderPeople.get(3),
                "POST",
                tender.path() + "/registrations",
                Map.of("contactName", "孙立", "contactPhone", "13612345678"));
        Answer first = hall.send(step).expect(201);
        Answer again = hall.send(step).expect(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(receipt(again)).isEqualTo(receipt(first));
        assertThat(hall.get(hall.bidderPeople.get(3), tender.path() + "/registrations/mine")
                        .json()
                        .has("receipts"))
                .as("in the answer to the step alone")
                .isFalse();
    }

    @Test
    void everyCriticalStepOfATenderIsPromisedAndSealed() {
        Set<String> kinds = new TreeSet<>();
        Set<String> entries = new TreeSet<>();
        hall.watch(new Watch() {
            @Override
            public void after(Step step, Answer answer) {
                if (step.isWrite() && answer.status() < 300) {
                    for (JsonNode receipt : answer.json().path("receipts")) {
                        kinds.add(receipt.path("kind").asText());
                        entries.add(receipt.path("entryId").asText());
                        Report held = log.verify(receipt.path("file").asText(), Optional.empty());
                        assertThat(held.findings()).as(step.operationId()).isEmpty();
                    }
                }
            }
        });
        Tender tender = Play.engineering(hall);
        hall.noWatch();
        // Those of the draw are taken by its parties, in DrawTest; those of sealed bids in OpeningHallTest.
        assertThat(kinds)
                .isEqualTo(AuditKind.criticalCodes().stream()
                        .filter(code -> !code.startsWith("draw.") && !OF_SEALED_BIDS.contains(code))
                        .collect(Collectors.toSet()));
        entries.forEach(entry -> log.awaitState(hall.supervisor, tender, entry, "SEALED"));
        JsonNode seals =
                hall.get(hall.supervisor, tender.path() + "/seals").expect(200).json();
        Set<String> listed = new TreeSet<>();
        seals.path("items").forEach(seal -> listed.add(seal.path("entryId").asText()));
        assertThat(listed).isEqualTo(entries);
        noticesTellHowFarTheirStepsAre(tender);
    }

    private static void noticesTellHowFarTheirStepsAre(Tender tender) {
        Set<String> sealed = new TreeSet<>();
        for (JsonNode notice : hall.get(hall.agent, tender.path() + "/notices")
                .expect(200)
                .json()
                .path("items")) {
            JsonNode seal = hall.get(
                            null, "/public/notices/" + notice.path("id").asText())
                    .expect(200)
                    .json()
                    .path("seal");
            if (seal.path("state").asText().equals("SEALED")) {
                assertThat(seal.path("size").asLong())
                        .isGreaterThan(seal.path("index").asLong());
                assertThat(seal.path("witnesses")).hasSize(2);
                sealed.add(notice.path("kind").asText());
            }
        }
        assertThat(sealed).containsExactly("AWARD", "CANDIDATES", "FAILED", "OPENING_RECORD");
    }

    /** The log's word for a record that nobody has put into it. */
    private static EntryPromise promise(UUID id, Instant time) {
        String record = "{\"id\":\"" + id + "\",\"t\":\"" + time + "\",\"v\":1}";
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        return new PromiseEntry(log.key)
                .of(new AuditEntry(
                        id,
                        time,
                        null,
                        "GL2026",
                        "bid.register",
                        record,
                        salt,
                        Commitment.of(salt, record.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aPromiseThatIsNotKeptInTimeIsReportedWithTheRecordsId() {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(123);
        EntryPromise fresh = promise(id, now);
        Report waiting = log.verify(fresh.write(), Optional.of(log.log()));
        assertThat(waiting.exitCode()).isZero();
        assertThat(waiting.promise().orElseThrow().standing()).isEqualTo(Report.Standing.WAITING);

        EntryPromise overdue = promise(id, now.minus(EntryPromise.WITHIN).minusSeconds(60));
        Report broken = log.verify(overdue.write(), Optional.of(log.log()));
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.promise().orElseThrow().standing()).isEqualTo(Report.Standing.BROKEN);
        Finding finding = broken.findings().getFirst();
        assertThat(finding.code().code()).isEqualTo("promise.broken");
        assertThat(finding.en()).contains(id.toString());
        assertThat(finding.zh()).contains(id.toString());
        Report copy = log.verify(
                overdue.write(), Optional.of(log.folder.resolve("log").toString()));
        assertThat(copy.promise().orElseThrow().standing())
                .as("of a copy the witnesses' times say how old it is")
                .isEqualTo(Report.Standing.BROKEN);
    }

    @Test
    void aForgedPromiseIsNoPromise() throws IOException {
        EntryPromise genuine = promise(
                UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(5));
        String file = genuine.write();
        String extra = file.lines().skip(1).findFirst().orElseThrow();
        byte[] opening = Base64.getDecoder().decode(extra.substring("extra ".length()));
        opening[opening.length - 2] ^= 1;
        String otherRecord = file.replace(extra, "extra " + Base64.getEncoder().encodeToString(opening));
        assertThat(codes(log.verify(otherRecord, Optional.empty()))).containsExactly("promise.record");
        String longer = file.replace("\n" + EntryPromise.WITHIN.toSeconds() + "\n", "\n999999\n");
        assertThat(codes(log.verify(longer, Optional.empty()))).containsExactly("note.signature");

        SoftwareSigner stranger = SoftwareSigner.generate(SealHall.ORIGIN, SignatureType.ED25519, new SecureRandom());
        String strangers = new PromiseEntry(stranger).of(genuine.entry()).write();
        assertThat(codes(log.verify(strangers, Optional.empty()))).containsExactly("note.unsigned");
        String checkpoint = Files.readString(log.folder.resolve("log/checkpoint"));
        String head = file.substring(0, file.indexOf("\n\n") + 2);
        assertThat(codes(log.verify(head + checkpoint, Optional.empty())))
                .as("a checkpoint is no promise")
                .containsExactly("promise.malformed");
    }

    private static List<String> codes(Report report) {
        assertThat(report.exitCode()).isEqualTo(1);
        return report.findings().stream().map(each -> each.code().code()).toList();
    }
}
