package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may do what on a tender that exists. A tender is played from draft to contract; before each writing step everybody
 * else tries it first, members and strangers, logged in or not. What the role forbids is 403, what is another's is 404,
 * and none of it leaves a trace. Then everybody reads everything.
 */
class RolesAtWorkTest {
    /** The table of the writing operations, as the separation of duties asks for it. */
    private static final Map<String, Set<Role>> WRITERS = new TreeMap<>();

    static {
        allow(Set.of(Role.PLATFORM_ADMINISTRATOR), "createOrganisation loadRuleSet loadCalendar setRehearsalClock");
        allow(
                Set.of(Role.TENDER_AGENT),
                "createProject updateProject addLot updateLot removeLot addMember removeMember uploadDocument"
                        + " removeDocument publishProject issueAddendum startOpening declareFailedTender readBid"
                        + " recordDrawnParameters answerOpeningObjection endOpening computePriceScores"
                        + " recordEvaluationReport publishCandidateNotice issueAwardNotice recordContract"
                        + " recordWrittenReport");
        allow(
                Set.of(Role.TENDER_AGENT),
                "putOpeningPlan closeDecryption askConfirmation adjournOpening lockFirstStage");
        allow(
                Set.of(Role.TENDER_AGENT, Role.PROJECT_OWNER, Role.SUPERVISOR, Role.VENUE_OPERATOR),
                "registerOpeningKey giveOpeningShare");
        allow(Set.of(Role.BIDDER), "submitBid withdrawBid checkInForOpening releaseKeys confirmReading");
        allow(Set.of(Role.SUPERVISOR), "pauseOpening resumeOpening witnessDrawnParameters");
        allow(Set.of(Role.PROJECT_OWNER), "decideAward");
        allow(Set.of(Role.BIDDER), "registerBidder");
        allow(Set.of(Role.PLATFORM_ADMINISTRATOR), "loadWaiverPolicies");
        allow(Set.of(Role.VENUE_OPERATOR, Role.PLATFORM_ADMINISTRATOR), "recordBidderCredit freezeDepositReport");
        allow(Set.of(Role.VENUE_OPERATOR), "importBankStatement enterBankEntry resolveBankEntry");
        allow(Set.of(Role.TENDER_AGENT), "setDepositTerms verifyDeposit");
        allow(Set.of(Role.BIDDER), "applyForDeposit disputeDeposit correctRefundAccount");
        allow(
                Set.of(Role.PROJECT_OWNER),
                "confirmRefunds addDepositEvidence retainDeposit settleDeposit recordReturnedRefund");
        allow(Set.of(Role.BIDDER, Role.TENDER_AGENT), "raiseOpeningObjection");
    }

    private static void allow(Set<Role> roles, String operations) {
        for (String operation : operations.split(" ")) {
            WRITERS.put(operation, roles);
        }
    }

    private static Hall hall;

    /** Holds the role, and is not registered in the tender that is played. */
    private static Person outsideBidder;

    private static Tender tender;
    private static SealedPlay sealed;
    private static DepositPlay deposits;
    private static final Set<String> tried = new TreeSet<>();

    @BeforeAll
    static void play(@TempDir Path folder) {
        hall = new Hall(folder);
        outsideBidder = hall.bidderPeople.get(4);
        Tender other = Tender.publishedHighway(hall);
        hall.watch(new Watch() {
            @Override
            public void before(Step step) {
                if (step.isCommand()) {
                    everybodyElseTries(step, other);
                }
            }
        });
        Play.platform(hall);
        tender = Play.engineering(hall);
        sealed = SealedPlay.played(hall, folder);
        deposits = DepositPlay.played(hall);
        hall.noWatch();
    }

    @AfterAll
    static void close() {
        sealed.close();
        hall.close();
    }

    private static void everybodyElseTries(Step step, Tender other) {
        tried.add(step.operationId());
        Map<String, String> before = hall.rows.state();
        expect(step.as(null), 401);
        for (Person person : hall.oneOfEachRole()) {
            if (!WRITERS.get(step.operationId()).contains(person.role())) {
                Answer answer = expect(step.as(person), 403);
                assertThat(answer.code()).as(step.operationId()).isEqualTo("role");
            }
        }
        boolean ofAProject = step.path().startsWith("/projects/");
        if (ofAProject && !step.operationId().equals("registerBidder")) {
            for (Person stranger :
                    List.of(hall.strangeAgent, hall.strangeOwner, hall.strangeSupervisor, outsideBidder)) {
                if (WRITERS.get(step.operationId()).contains(stranger.role())) {
                    expect(step.as(stranger), 404);
                }
            }
            // Another tender of the same agent, with the ids of what belongs to this one.
            String[] halves = step.path().split("\\?", 2);
            String[] parts = halves[0].split("/");
            if (parts.length > 4 && parts[4].length() == 36) {
                parts[2] = other.id.toString();
                Integer version = step.version() == null ? null : other.version();
                // 409 where the other tender is past the draft that the step would change.
                expect(
                        step.at(String.join("/", parts) + (halves.length > 1 ? "?" + halves[1] : ""))
                                .withId(step.isWrite() ? UUID.randomUUID() : null)
                                .onVersion(version),
                        404,
                        409);
            }
        }
        assertThat(hall.rows.state()).as(step.operationId()).isEqualTo(before);
    }

    private static Answer expect(Step step, Integer... statuses) {
        Answer answer = hall.send(step);
        assertThat(answer.status())
                .as("%s %s as %s: %s", step.operationId(), step.path(), step.by(), answer.text())
                .isIn((Object[]) statuses);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        return answer;
    }

    @Test
    void everyWriteOfTheContractHasALineInTheTableAndWasTried() {
        assertThat(WRITERS.keySet()).isEqualTo(Contract.writes());
        Set<String> expected = new TreeSet<>(Contract.writes());
        expected.remove("setRehearsalClock"); // Tried on a rehearsal server, see RehearsalTest.
        assertThat(tried).isEqualTo(expected);
    }

    /** Operation, path, who gets it (200), to whom it does not exist (404); to the rest it is forbidden (403). */
    private static final String READERS = """
            getProject           | /projects/{p}                      | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2 venue
            getTimeline          | /projects/{p}/timeline             | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2 venue
            listAddenda          | /projects/{p}/addenda              | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            listNotices          | /projects/{p}/notices              | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            listDocuments        | /projects/{p}/documents            | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            downloadDocument     | /projects/{p}/documents/{d}        | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            getOpening           | /projects/{p}/lots/{l}/opening     | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2 venue
            getPriceScores       | /projects/{p}/lots/{l}/price-scores| agent owner supervisor auditor bidder1 | bidder5 agent2 owner2 supervisor2
            getCandidates        | /projects/{p}/lots/{l}/candidates  | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            listMembers          | /projects/{p}/members              | agent owner supervisor auditor | agent2 owner2 supervisor2
            listRegistrations    | /projects/{p}/registrations        | agent owner supervisor auditor | agent2 owner2 supervisor2
            listAuditEntries     | /projects/{p}/audit                | agent owner supervisor auditor | agent2 owner2 supervisor2
            listSeals            | /projects/{p}/seals                | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            watchAuditTrail      | /projects/{p}/audit/newer?than={a} | agent owner supervisor auditor | agent2 owner2 supervisor2
            compareAuditEntry    | /projects/{p}/audit/{a}/before     | agent owner supervisor auditor | agent2 owner2 supervisor2
            getMyRegistration    | /projects/{p}/registrations/mine   | bidder1 | bidder5
            listProjects         | /projects                          | agent owner supervisor auditor bidder1 bidder5 agent2 owner2 supervisor2 venue |
            getOpeningPlan       | /projects/{s}/opening-plan         | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2 venue
            getOpeningHall       | /projects/{s}/lots/{t}/opening/hall | agent owner supervisor auditor bidder1 | agent2 owner2 supervisor2 venue bidder5
            getMyBid             | /projects/{s}/lots/{t}/submissions/mine | bidder1 | bidder5
            getBidReceiptPdf     | /projects/{s}/submissions/{u}/receipt | bidder1 | bidder5
            getMe                | /me                                | * |
            listOrganisations    | /organisations                     | * |
            listRuleSets         | /rule-sets                         | * |
            getRuleSet           | /rule-sets/cn-e-2025.1             | * |
            listCalendars        | /calendars                         | * |
            listMethods          | /methods                           | * |
            getMethod            | /methods/g-f1-goods                | * |
            getServerTime        | /time                              | * nobody |
            listPublicNotices    | /public/notices                    | * nobody |
            getPublicNotice      | /public/notices/{n}                | * nobody |
            getPublicNoticePdf   | /public/notices/{n}/pdf            | * nobody |
            getPublicOpening     | /public/openings/{s}               | * nobody |
            getDepositTerms      | {q}/terms                          | agent owner supervisor auditor bidder1 bidder5 | agent2 owner2 supervisor2
            listDeposits         | {q}                                | agent owner supervisor auditor | agent2 owner2 supervisor2
            getMyDeposit         | {q}/mine                           | bidder1 | bidder5
            getDepositCertificate | {q}/{w}/certificate               | bidder1 | bidder5
            getDepositEvidence   | {e}                                | agent owner supervisor auditor | agent2 owner2 supervisor2 bidder1 bidder5
            getPublicDepositCertificate | /public/deposit-certificates/{c} | * nobody |
            listWaiverPolicies   | /deposits/policies                 | * |
            getWaiverPolicies    | /deposits/policies/sample-2026.1   | * |
            listBidderCredits    | /deposits/credits                  | venue admin |
            listBankStatements   | /deposits/bank-statements          | venue |
            listBankEntries      | /deposits/bank-entries             | venue |
            getDepositFigures    | /deposits/figures                  | supervisor supervisor2 auditor venue admin |
            listDepositRecords   | /deposits/figures/records          | supervisor supervisor2 auditor venue admin |
            exportDepositRecords | /deposits/figures/export           | supervisor supervisor2 auditor venue admin |
            listDepositReports   | /deposits/reports                  | supervisor supervisor2 auditor venue admin |
            getDepositReport     | /deposits/reports/{r}              | supervisor supervisor2 auditor venue admin |
            getDepositReportPdf  | /deposits/reports/{r}/pdf          | supervisor supervisor2 auditor venue admin |
            listSealingScripts   | /public/sealing-scripts            | * nobody |
            """;

    @TestFactory
    Stream<DynamicTest> everybodyReadsWhatIsForThemAndNothingElse() {
        Map<String, Person> people = new HashMap<>();
        Stream.of(
                        hall.oneOfEachRole(),
                        List.of(hall.strangeAgent, hall.strangeOwner, hall.strangeSupervisor, outsideBidder))
                .flatMap(List::stream)
                .forEach(person -> people.put(person.account(), person));
        String document = hall.get(hall.agent, tender.path() + "/documents")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
        String notice = hall.get(hall.agent, tender.path() + "/notices")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
        String entry = hall.get(hall.agent, tender.path() + "/audit?limit=1")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
        return READERS.lines().map(line -> line.split("\\|", -1)).map(line -> {
            String operation = line[0].strip();
            String path = line[1].strip()
                    .replace("{p}", tender.id.toString())
                    .replace("{l}", tender.lots.getFirst().toString())
                    .replace("{s}", sealed.tender.id.toString())
                    .replace("{t}", sealed.tender.lots.getFirst().toString())
                    .replace("{u}", sealed.submission.toString())
                    .replace("{q}", deposits.deposits())
                    .replace("{w}", deposits.waiver.toString())
                    .replace("{e}", deposits.of(2) + "/evidence/" + deposits.evidence)
                    .replace("{c}", deposits.certificate)
                    .replace("{r}", deposits.report.toString())
                    .replace("{d}", document)
                    .replace("{a}", entry)
                    .replace("{n}", notice);
            Set<String> readers = names(line[2]);
            Set<String> strangers = names(line[3]);
            return DynamicTest.dynamicTest(operation, () -> {
                expectReading(operation, path, null, readers.contains("nobody") ? 200 : 401);
                people.forEach((name, person) -> expectReading(
                        operation,
                        path,
                        person,
                        readers.contains("*") || readers.contains(name) ? 200 : strangers.contains(name) ? 404 : 403));
            });
        });
    }

    private static void expectReading(String operation, String path, Person person, int status) {
        Answer answer = hall.get(person, path);
        assertThat(answer.status())
                .as("%s as %s: %s", operation, person, answer.text())
                .isEqualTo(status);
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.strip().split(" +"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    @Test
    void everyReadingOfTheContractHasALineInTheTable() {
        Set<String> lines = READERS.lines()
                .map(line -> line.split("\\|")[0].strip())
                .collect(Collectors.toCollection(TreeSet::new));
        lines.add("checkMethod");
        // Of a server that keeps a log, see TransparencyLogTest, SealTest, DossierTest and ExcerptTest.
        lines.add("getSeal");
        lines.add("getPromise");
        lines.add("getAuditReceipt");
        lines.add("getLogHealth");
        lines.add("exportDossier");
        lines.add("exportAuditExcerpt");
        assertThat(lines).isEqualTo(Contract.reads());
    }

    @Test
    void anybodyLoggedInMayHaveEveryPublishedMethodChecked() {
        hall.get(hall.expert, "/methods").json().path("items").forEach(item -> {
            String id = item.path("methodId").asText();
            String method = hall.get(hall.expert, "/methods/" + id).expect(200).text();
            Step check = new Step("checkMethod", hall.supervisor, "POST", "/methods/check", method, null, null);
            assertThat(hall.send(check).expect(200).json().path("valid").asBoolean())
                    .as(id)
                    .isTrue();
            hall.send(check.as(null)).expect(401);
        });
    }

    @Test
    void aDraftExistsForItsPartiesAlone() {
        Tender draft = Tender.readyHighway(hall);
        for (Person member : List.of(hall.agent, hall.ownersClerk, hall.supervisor, hall.auditor)) {
            hall.get(member, draft.path()).expect(200);
        }
        for (Person stranger :
                List.of(hall.bidderPeople.getFirst(), hall.strangeAgent, hall.strangeOwner, hall.strangeSupervisor)) {
            for (String path : List.of("", "/timeline", "/addenda", "/notices", "/documents")) {
                hall.get(stranger, draft.path() + path).expect(404);
            }
            assertThat(hall.get(stranger, "/projects?limit=200").text()).doesNotContain(draft.id.toString());
        }
        draft.registers(hall.bidderPeople.getFirst(), "王", "13812345678").expect(404);
    }

    @Test
    void nobodyStandsOnTwoSidesOfOneTender() {
        hall.clock.set("2026-03-02 09:00");
        Tender draft = Tender.publishedHighway(hall);
        assertThat(draft.admits("supervisor", hall.owner).status()).isIn(400, 409);
        assertThat(draft.admits("project_owner", hall.agency).status()).isIn(400, 409);
        assertThat(draft.admits("supervisor", hall.bidders.getFirst()).status()).isIn(400, 409);
        draft.admits("bidder", hall.bidders.getFirst()).expect(400);
        draft.admits("expert", hall.bidders.getFirst()).expect(400);
        for (Firm party : List.of(hall.agency, hall.owner, hall.authority)) {
            Person moonlighter = hall.person("moonlighter-" + party.id(), party, Role.BIDDER);
            draft.registers(moonlighter, "王", "13812345678").expect(403);
        }
        // Should it come to pass all the same, by whatever hole, no step is taken.
        hall.rows.execute(
                "INSERT INTO project_member (project_id, id, role, organisation_id, since) VALUES ('%s', '%s', 'supervisor', '%s', now())"
                        .formatted(draft.id, UUID.randomUUID(), hall.agency.id()));
        Person both = hall.person("both", hall.agency, Role.TENDER_AGENT, Role.SUPERVISOR);
        Answer answer = hall.send(Step.write(
                        "issueAddendum",
                        both,
                        "POST",
                        draft.path() + "/addenda",
                        Map.of("text", "两边", "affectsPreparation", false))
                .onVersion(draft.version()));
        assertThat(answer.expect(403).code()).isEqualTo("two-sides");
    }

    @Test
    void thePartiesOfTheTenderCannotBeDismissed() {
        Tender draft = Tender.readyHighway(hall);
        draft.admits("tender_agent", hall.firm("第二代理有限公司", "TENDER_AGENT")).expect(201);
        draft.admits("project_owner", hall.firm("联合业主", "PROJECT_OWNER")).expect(201);
        var members = draft.admits("supervisor", hall.firm("联合监督部门", "SUPERVISORY_AUTHORITY"))
                .expect(201)
                .json();
        for (Firm party : List.of(hall.agency, hall.owner, hall.authority)) {
            draft.dismisses(Play.memberOf(members, party)).expect(409);
        }
        hall.get(hall.agent, draft.path()).expect(200);
    }
}
