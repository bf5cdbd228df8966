package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trail says of a whole tender, what it does not say, and that no change comes without it. */
class AuditTrailTest {
    /** What each writing operation puts on record. */
    private static final Map<String, List<String>> KINDS = Map.ofEntries(
            Map.entry("createOrganisation", List.of("organisation.create")),
            Map.entry("loadRuleSet", List.of("rule.load")),
            Map.entry("loadCalendar", List.of("calendar.load")),
            Map.entry("createProject", List.of("project.create")),
            Map.entry("updateProject", List.of("project.update")),
            Map.entry("addLot", List.of("lot.add")),
            Map.entry("updateLot", List.of("lot.update")),
            Map.entry("removeLot", List.of("lot.remove")),
            Map.entry("addMember", List.of("member.add")),
            Map.entry("removeMember", List.of("member.remove")),
            Map.entry("uploadDocument", List.of("document.add")),
            Map.entry("removeDocument", List.of("document.remove")),
            Map.entry("publishProject", List.of("project.publish")),
            Map.entry("issueAddendum", List.of("addendum.issue")),
            Map.entry("registerBidder", List.of("bid.register")),
            Map.entry("putOpeningPlan", List.of("open.plan")),
            Map.entry("registerOpeningKey", List.of("open.key")),
            Map.entry("submitBid", List.of("bid.submit")),
            Map.entry("withdrawBid", List.of("bid.withdraw")),
            Map.entry("checkInForOpening", List.of("open.check_in")),
            Map.entry("releaseKeys", List.of("open.decrypt")),
            Map.entry("giveOpeningShare", List.of("open.share")),
            Map.entry("closeDecryption", List.of("open.close", "open.read")),
            Map.entry("adjournOpening", List.of("open.adjourn")),
            // With one bid that did not pass.
            Map.entry("lockFirstStage", List.of("open.read", "open.first_stage")),
            Map.entry("askConfirmation", List.of("open.confirming")),
            Map.entry("confirmReading", List.of("open.confirm")),
            Map.entry("pauseOpening", List.of("open.pause")),
            Map.entry("resumeOpening", List.of("open.resume")),
            Map.entry("declareFailedTender", List.of("tender.fail")),
            Map.entry("startOpening", List.of("open.start")),
            Map.entry("readBid", List.of("open.read")),
            Map.entry("recordDrawnParameters", List.of("open.parameters")),
            Map.entry("witnessDrawnParameters", List.of("open.parameters")),
            Map.entry("raiseOpeningObjection", List.of("open.objection")),
            Map.entry("answerOpeningObjection", List.of("open.answer")),
            Map.entry("endOpening", List.of("open.end")),
            Map.entry("computePriceScores", List.of("eval.price")),
            // The report confirms the scores by computing them once more, on what the committee decided.
            Map.entry("recordEvaluationReport", List.of("eval.price", "eval.report")),
            Map.entry("publishCandidateNotice", List.of("candidate.notice")),
            Map.entry("decideAward", List.of("award.decide")),
            Map.entry("issueAwardNotice", List.of("award.notice")),
            Map.entry("recordContract", List.of("contract.record")),
            Map.entry("recordWrittenReport", List.of("report.written")),
            Map.entry("loadWaiverPolicies", List.of("deposit.policy")),
            Map.entry("recordBidderCredit", List.of("deposit.credit")),
            Map.entry("setDepositTerms", List.of("deposit.terms")),
            Map.entry("applyForDeposit", List.of("deposit.apply")),
            Map.entry("importBankStatement", List.of("deposit.lodge", "deposit.verify", "deposit.bank")),
            Map.entry("enterBankEntry", List.of("deposit.bank")),
            Map.entry("resolveBankEntry", List.of("deposit.bank_resolve")),
            Map.entry("verifyDeposit", List.of("deposit.verify")),
            Map.entry("addDepositEvidence", List.of("deposit.evidence")),
            Map.entry("retainDeposit", List.of("deposit.retain")),
            Map.entry("disputeDeposit", List.of("deposit.dispute")),
            Map.entry("settleDeposit", List.of("deposit.settle")),
            Map.entry("confirmRefunds", List.of("deposit.refund")),
            Map.entry("recordReturnedRefund", List.of("deposit.return")),
            Map.entry("correctRefundAccount", List.of("deposit.account")),
            Map.entry("freezeDepositReport", List.of("deposit.report")));

    /** What a step leaves beside that when it brings something else about. */
    private static final Map<String, Set<List<String>>> ALSO = Map.of(
            // With the last share that is needed the bid is opened.
            "giveOpeningShare",
            Set.of(List.of("open.share", "open.decrypt")),
            // Where bids are sealed, what is entered waits for the supervisor.
            "recordDrawnParameters",
            Set.of(List.of("open.parameters_enter")),
            // A waiver is decided at once; a paper is there at once.
            "applyForDeposit",
            Set.of(List.of("deposit.apply", "deposit.waive"), List.of("deposit.apply", "deposit.lodge")),
            // Money that a person places is lodged and looked at like any other.
            "resolveBankEntry",
            Set.of(List.of("deposit.lodge", "deposit.verify", "deposit.bank_resolve")));

    private static Hall hall;
    private static Tender tender;
    private static final Set<String> played = new TreeSet<>();
    private static final List<String> faults = new ArrayList<>();
    private static List<JsonNode> records;

    /** Plays a tender. Each step is tried first in a database that fails after the record was appended. */
    @BeforeAll
    static void play(@TempDir Path folder) {
        hall = new Hall(folder);
        hall.rows.execute("""
                SET gongping.audit_ddl = 'a test';
                CREATE TABLE failing (now boolean NOT NULL);
                INSERT INTO failing VALUES (false);
                GRANT SELECT ON failing TO gongping_app;
                CREATE FUNCTION fail_at_commit() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN IF (SELECT now FROM failing) THEN RAISE EXCEPTION 'the disk is full'; END IF; RETURN NULL; END$$;
                CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON audit_entry
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_at_commit();""");
        hall.watch(new Watch() {
            private long before;

            @Override
            public void before(Step step) {
                if (step.isCommand()) {
                    failsAtCommit(step);
                }
                before = hall.rows.count("SELECT coalesce(max(inserted), 0) FROM audit_entry");
            }

            @Override
            public void after(Step step, Answer answer) {
                List<String> kinds = hall
                        .rows
                        .query("SELECT kind FROM audit_entry WHERE inserted > ? ORDER BY inserted", before)
                        .stream()
                        .map(row -> row.get("kind"))
                        // The chain of the tender takes up the bidders' at its first opening.
                        .filter(kind -> !kind.equals("bid.streams"))
                        .toList();
                if (step.operationId().equals("closeDecryption")) {
                    // As many bids are read, or said why not, as the sitting opens.
                    kinds = kinds.stream().distinct().toList();
                }
                if (step.isCommand()) {
                    played.add(step.operationId());
                }
                List<String> expected = step.isCommand() ? KINDS.get(step.operationId()) : List.of();
                boolean isAlso = ALSO.getOrDefault(step.operationId(), Set.of()).contains(kinds);
                if (!kinds.equals(expected) && !isAlso) {
                    faults.add(step.operationId() + " left " + kinds + ", answered " + answer.status());
                }
            }
        });
        Play.platform(hall);
        SealedPlay.played(hall, folder).close();
        DepositPlay.played(hall);
        tender = Play.engineering(hall);
        hall.noWatch();
        hall.rows.execute(
                "SET gongping.audit_ddl = 'a test'; DROP TRIGGER fail_at_commit ON audit_entry; DROP TABLE failing");
        records = Chains.verify(hall.rows);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static void failsAtCommit(Step step) {
        hall.rows.execute("UPDATE failing SET now = true");
        Map<String, String> before = state();
        Answer answer = hall.send(step);
        if (answer.status() != 500 || answer.text().contains("disk") || !state().equals(before)) {
            faults.add(step.operationId() + " at a failing commit: " + answer.status() + " " + answer.text());
        }
        hall.rows.execute("UPDATE failing SET now = false");
    }

    /** That keys came in time outlives the server that fails over them. */
    private static Map<String, String> state() {
        var state = new TreeMap<>(hall.rows.state());
        state.remove("key_trial");
        return state;
    }

    @Test
    void eachStepLeavesItsRecordAndAFailedOneNeitherRecordNorChange() {
        assertThat(faults).isEmpty();
        assertThat(KINDS.keySet()).isEqualTo(played);
        Set<String> writes = Contract.writes();
        writes.remove("setRehearsalClock"); // See RehearsalTest.
        assertThat(played).isEqualTo(writes);
    }

    @Test
    void readingTheTrailIsItselfOnRecordOncePerLook() {
        long before = kinds("audit.read");
        JsonNode page = hall.get(hall.supervisor, tender.path() + "/audit?limit=2")
                .expect(200)
                .json();
        assertThat(kinds("audit.read")).isEqualTo(before + 1);
        hall.get(
                        hall.supervisor,
                        tender.path() + "/audit?limit=2&after="
                                + page.path("next").asText())
                .expect(200);
        assertThat(kinds("audit.read")).as("turning the page is the same look").isEqualTo(before + 1);
        hall.get(hall.strangeSupervisor, tender.path() + "/audit").expect(404);
        hall.get(hall.bidderPeople.getFirst(), tender.path() + "/audit").expect(403);
        assertThat(kinds("audit.read")).isEqualTo(before + 1);
        Chains.verify(hall.rows);
    }

    private static long kinds(String kind) {
        return hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = ?", kind);
    }

    @Test
    void everyPageTogetherIsTheWholeTrailNewestFirst() {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = hall.get(hall.auditor, tender.path() + "/audit?limit=7" + after)
                    .expect(200)
                    .json();
            page.path("items").forEach(entry -> {
                seen.addFirst(entry.path("id").asText());
                String record = hall.rows
                        .query(
                                "SELECT record FROM audit_entry WHERE id = ?::uuid",
                                entry.path("id").asText())
                        .getFirst()
                        .get("record");
                assertThat(entry.path("commitment").asText())
                        .isEqualTo(Chains.commitment(entry.path("salt").asText(), record));
                assertThat(entry.path("leafHash").asText())
                        .isEqualTo(Chains.leaf(
                                "{\"c\":\"" + entry.path("commitment").asText() + "\",\"v\":1}"));
                assertThat(entry.path("record")).isEqualTo(Chains.read(record));
            });
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        List<String> all = hall
                .rows
                .query(
                        "SELECT id FROM audit_entry WHERE project_id = ?::uuid AND kind <> 'audit.read' ORDER BY inserted",
                        tender.id.toString())
                .stream()
                .map(row -> row.get("id"))
                .toList();
        assertThat(seen).containsSubsequence(all).doesNotHaveDuplicates();
    }

    @Test
    void theTendersChainTakesUpTheBiddersAtTheDeadline() {
        String code = (String) tender.input.get("code");
        List<JsonNode> joins = records.stream()
                .filter(record -> record.path("kind").asText().equals("bid.streams"))
                .filter(record -> record.path("tender").asText().equals(code))
                .toList();
        assertThat(joins).hasSize(1);
        Map<String, String> heads = new HashMap<>();
        hall.rows
                .query("SELECT stream, head FROM audit_stream WHERE stream LIKE ?", code + "/bidder/%")
                .forEach(row -> heads.put(row.get("stream"), row.get("head")));
        assertThat(heads).hasSize(3);
        Map<String, String> listed = new HashMap<>();
        joins.getFirst()
                .path("body")
                .path("streams")
                .properties()
                .forEach(stream -> listed.put(stream.getKey(), stream.getValue().asText()));
        assertThat(listed).isEqualTo(heads);
    }

    @Test
    void noPersonIsNamedInAnyRecord() {
        Set<String> persons = new TreeSet<>(Play.PERSONS);
        persons.addAll(SealedPlay.PERSONS);
        for (Person person : hall.oneOfEachRole()) {
            // Two accounts are called as sides are.
            if (Role.ofToken(person.account()).isEmpty()
                    && Holder.of(person.account()).isEmpty()) {
                persons.add("\"" + person.account() + "\"");
            }
            persons.add("Name of " + person.account());
            persons.add("subject-of-" + person.account());
        }
        for (Map<String, String> row : hall.rows.query("SELECT record || entry || stream AS text FROM audit_entry")) {
            assertThat(row.get("text")).doesNotContain(persons.toArray(String[]::new));
        }
    }

    @Test
    void aPersonalDatumOpensItsReferenceAndNoOther() {
        List<Map<String, String>> data =
                hall.rows.query("SELECT kind, value, encode(salt, 'hex') AS salt, ref FROM personal_datum");
        assertThat(data.stream().map(row -> row.get("value"))).contains("王建国", "13812345678", "陈项目", "agent");
        for (Map<String, String> row : data) {
            byte[] kind = row.get("kind").getBytes(StandardCharsets.UTF_8);
            byte[] value = row.get("value").getBytes(StandardCharsets.UTF_8);
            String ref = Chains.sha256(
                    "GP/pd\0".getBytes(StandardCharsets.US_ASCII),
                    ByteBuffer.allocate(4).putInt(kind.length).array(),
                    kind,
                    HexFormat.of().parseHex(row.get("salt")),
                    ByteBuffer.allocate(4).putInt(value.length).array(),
                    value);
            assertThat(row.get("ref")).isEqualTo(ref);
        }
        assertThat(data.stream().map(row -> row.get("salt")).distinct())
                .as("a salt of its own for each")
                .hasSameSizeAs(data);
    }

    @Test
    void onePersonHasOnePseudonymInATenderAndAnotherInTheNext() {
        Set<String> here = new TreeSet<>();
        Set<String> elsewhere = new TreeSet<>();
        Tender other = Tender.created(hall, Tender.highway(hall));
        Chains.verify(hall.rows).stream()
                .filter(record -> record.path("actor").path("role").asText().equals("tender_agent"))
                .forEach(record -> {
                    if (record.path("tender").asText().equals(other.input.get("code"))) {
                        elsewhere.add(record.path("actor").path("ref").asText());
                    } else if (record.path("tender").asText().equals(tender.input.get("code"))) {
                        here.add(record.path("actor").path("ref").asText());
                    }
                });
        assertThat(elsewhere).hasSize(1).doesNotContainAnyElementsOf(here);
        assertThat(here).hasSize(1);
    }

    @Test
    void erasingAPersonLeavesEveryRecordValidAndTheTenderReadable() {
        Tender forgotten = Play.engineering(hall);
        Tender own = Tender.created(hall, Tender.highway(hall));
        List<JsonNode> before = Chains.verify(hall.rows);
        Rows application = Rows.asApplication(hall.server.database);
        application.execute("DELETE FROM personal_datum WHERE project_id = '" + forgotten.id + "'");
        assertThat(Chains.verify(hall.rows)).isEqualTo(before);
        for (String path : List.of("", "/registrations", "/audit", "/members", "/timeline")) {
            assertThat(hall.get(hall.agent, forgotten.path() + path).expect(200).text())
                    .doesNotContain(Play.PERSONS.toArray(String[]::new));
        }
        for (String path : List.of("/opening", "/candidates", "/price-scores")) {
            assertThat(hall.get(hall.agent, forgotten.lotPath(0) + path)
                            .expect(200)
                            .text())
                    .doesNotContain(Play.PERSONS.toArray(String[]::new));
        }
        // A notice stays as it was published; it names the candidates' project managers (10号令 Art. 6) and nobody else.
        Set<String> others = new TreeSet<>(Play.PERSONS);
        others.removeIf(name -> name.endsWith("项目"));
        assertThat(hall.get(hall.agent, forgotten.path() + "/notices")
                        .expect(200)
                        .text())
                .doesNotContain(others.toArray(String[]::new));
        hall.get(hall.bidderPeople.getFirst(), forgotten.path() + "/registrations/mine")
                .expect(200);
        own.addsLot("还能继续", "1.00", "e-f2-highway").expect(201);
        Chains.verify(hall.rows);
    }

    @Test
    void aTenderCalledLikeThePlatformHasAChainOfItsOwn() {
        Map<String, Object> input = Tender.highway(hall);
        input.put("code", "platform");
        Answer answer = hall.send(Step.write("createProject", hall.agent, "POST", "/projects", input));
        if (answer.status() == 201) {
            String id = answer.json().path("id").asText();
            assertThat(hall.rows.count(
                            "SELECT count(DISTINCT project_id IS NULL) FROM audit_entry WHERE stream = (SELECT stream FROM audit_entry WHERE project_id = ?::uuid)",
                            id))
                    .as("two chains in one")
                    .isEqualTo(1);
        } else {
            answer.expect(400);
        }
    }

    @Test
    void aRecordOfARequestThatIsRepeatedIsNotRepeated() {
        Step step = Step.write("createProject", hall.agent, "POST", "/projects", Tender.highway(hall))
                .withId(UUID.randomUUID());
        String first = hall.send(step).expect(201).text();
        long count = hall.rows.count("SELECT count(*) FROM audit_entry");
        assertThat(hall.send(step).expect(201).text()).isEqualTo(first);
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry")).isEqualTo(count);
    }
}
