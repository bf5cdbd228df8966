package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.bid.client.BidServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two envelopes: no price can be opened before the outcome of the first stage is locked, and afterwards those that passed. */
class TwoEnvelopesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");
    private static final Instant RESUMES = DEADLINE.plus(Duration.ofHours(5));

    @TempDir
    private Path folder;

    private Hall hall;
    private Tender tender;
    private final List<SealingBidder> bidders = new ArrayList<>();

    @BeforeEach
    void open() {
        hall = new Hall(folder.resolve("documents"));
    }

    @AfterEach
    void close() {
        bidders.forEach(SealingBidder::close);
        hall.close();
    }

    /** Four bids of two envelopes; the price of bidder i is 9,000,000 + i. */
    private void sealed() throws Exception {
        tender = Tender.readyHighway(hall);
        SealedTenders.plansTwoEnvelopes(tender, 2, List.of("agent", "owner", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        tender.publishes().expect(200);
        assertThat(hall.get(null, "/public/notices?limit=50").expect(200).text())
                .contains("双信封");
        for (int i = 0; i < 4; i++) {
            hall.clock.set("2026-03-09 10:0" + i);
            tender.registers(hall.bidderPeople.get(i), "联系人", "13900000001").expect(201);
            SealingBidder bidder = new SealingBidder(hall, i, folder);
            bidders.add(bidder);
            bidder.seals(tender, String.valueOf(9_000_000 + i), Tender.PDF).submits(tender);
        }
        hall.clock.set(DEADLINE);
        LogHall.await(() -> stage().equals("DECRYPTING"));
    }

    private String path() {
        return tender.lotPath(0) + "/opening";
    }

    private JsonNode view(Person person) {
        return hall.get(person, path() + "/hall").expect(200).json();
    }

    private String stage() {
        return view(hall.agent).path("stage").asText();
    }

    private Answer act(Person by, String operation, String path, Object body) {
        return hall.take(tender.write(operation, by, "POST", path() + path, body));
    }

    private JsonNode releases(int bidder) throws Exception {
        return releases(bidder, view(bidders.get(bidder).person).path("ownHeaders"));
    }

    private JsonNode releases(int bidder, JsonNode headers) throws Exception {
        SealingBidder by = bidders.get(bidder);
        List<Map<String, Object>> keys = SealedTenders.contentKeys(headers, by.secretKey);
        return by.server.post(by.path(tender) + "/decryption", JSON.valueToTree(Map.of("keys", keys)));
    }

    private String bidOf(int bidder) {
        return view(bidders.get(bidder).person).path("ownBidId").asText();
    }

    private Map<String, Object> result(int bidder, boolean passed) {
        return passed
                ? Map.of("bidId", bidOf(bidder), "passed", true)
                : Map.of("bidId", bidOf(bidder), "passed", false, "reason", "技术方案不满足实质性要求");
    }

    private Answer locks(Instant resumesAt, Object... results) {
        return act(
                hall.agent,
                "lockFirstStage",
                "/first-stage",
                Map.of("results", List.of(results), "resumesAt", resumesAt.toString()));
    }

    private long prices() {
        return hall.rows.count("SELECT (SELECT count(*) FROM released_key WHERE kind = 'PRICE')"
                + " + (SELECT count(*) FROM opening_share WHERE kind = 'PRICE')");
    }

    /** The first sitting: three bidders open their technical envelopes, the holders that of the fourth. */
    private void firstSitting() throws Exception {
        sealed();
        for (int i = 0; i < 3; i++) {
            releases(i);
        }
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(60)));
        shares(hall.agent, "agent");
        assertThat(shares(hall.supervisor, "supervisor").path("stage").asText()).isEqualTo("READING");
    }

    private JsonNode shares(Person person, String holder) throws Exception {
        JsonNode waiting = view(person).path("toShare").path(0);
        List<Map<String, Object>> shares = SealedTenders.shares(tender, waiting.path("headers"), holder);
        assertThat(shares).hasSize(1);
        return act(
                        person,
                        "giveOpeningShare",
                        "/bids/" + waiting.path("bidId").asText() + "/shares",
                        Map.of("holder", holder, "shares", shares))
                .expect(200)
                .json();
    }

    private String openingRecord(String kind) {
        for (JsonNode notice :
                hall.get(null, "/public/notices?limit=50").expect(200).json().path("items")) {
            if (notice.path("kind").asText().equals(kind)) {
                return hall.get(null, "/public/notices/" + notice.path("id").asText())
                        .expect(200)
                        .text();
            }
        }
        throw new AssertionError("no " + kind);
    }

    private void confirmed() {
        act(hall.agent, "askConfirmation", "/confirmation-window", null).expect(200);
        for (SealingBidder bidder : bidders) {
            act(bidder.person, "confirmReading", "/confirmations", null).expect(200);
        }
    }

    @Test
    void noPriceIsOpenedBeforeTheFirstStageIsLocked() throws Exception {
        sealed();
        JsonNode own = view(bidders.getFirst().person);
        assertThat(own.path("kinds")).extracting(JsonNode::asText).containsExactly("technical");
        assertThat(own.path("laterKinds")).extracting(JsonNode::asText).containsExactly("price");
        assertThat(own.path("ownHeaders")).hasSize(1);
        EnvelopeHeader price;
        try (InputStream file =
                Files.newInputStream(bidders.getFirst().envelopes.get(EnvelopeKind.PRICE))) {
            price = HeaderReader.read(file);
        }
        JsonNode both = JSON.valueToTree(List.of(
                own.path("ownHeaders").path(0),
                Map.of("kind", "price", "header", Base64.getEncoder().encodeToString(price.bytes()))));
        assertThatThrownBy(() -> releases(0, both))
                .as("a key that comes too early is not kept")
                .isInstanceOf(BidServer.Refused.class);
        assertThat(prices()).isZero();

        for (int i = 0; i < 4; i++) {
            releases(i);
        }
        assertThat(stage()).isEqualTo("READING");
        for (Person person : List.of(hall.agent, hall.supervisor, bidders.getFirst().person)) {
            assertThat(view(person).toString()).doesNotContain("900000", "\"price\":");
            assertThat(hall.get(person, path()).text()).doesNotContain("900000");
        }
        assertThat(hall.rows
                        .query("SELECT record FROM audit_entry WHERE kind = 'open.close'")
                        .toString())
                .as("who waits for the prices sees that they are still sealed")
                .contains("\"later\":[\"price\"]");
        assertThat(tender.draws(0, "reduction", "0.05").expect(409).code()).isEqualTo("not-closed");
        assertThat(locks(RESUMES, result(0, true)).expect(409).code()).isEqualTo("not-adjourned");

        confirmed();
        assertThat(tender.endsOpening(0).expect(409).code()).isEqualTo("price-sealed");
        String objection = act(
                        bidders.getFirst().person,
                        "raiseOpeningObjection",
                        "/objections",
                        Map.of("bidId", bidOf(0), "text", "对开标有异议"))
                .expect(201)
                .json()
                .path("objections")
                .path(0)
                .path("id")
                .asText();
        assertThat(act(hall.agent, "adjournOpening", "/adjournment", null)
                        .expect(409)
                        .code())
                .isEqualTo("objections-open");
        hall.take(tender.write(
                        "answerOpeningObjection",
                        hall.agent,
                        "PUT",
                        path() + "/objections/" + objection,
                        Map.of("answer", "已核实")))
                .expect(200);
        assertThat(act(hall.agent, "adjournOpening", "/adjournment", null)
                        .expect(200)
                        .json()
                        .path("stage")
                        .asText())
                .isEqualTo("ADJOURNED");
        assertThat(openingRecord("FIRST_OPENING_RECORD"))
                .as("published before anybody sees a price, with who confirmed and what was objected")
                .contains("第一信封已开启，价格信封未开启", "已确认", "对开标有异议", "已核实")
                .doesNotContain("900000", "元）");
        assertThatThrownBy(() -> releases(0, both)).isInstanceOf(BidServer.Refused.class);
        assertThat(prices()).isZero();
    }

    @Test
    void thePricesOfThoseThatPassedAreOpenedAtTheTimeThatWasAnnounced() throws Exception {
        firstSitting();
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查第一信封"))
                .expect(200);
        act(hall.supervisor, "resumeOpening", "/resume", null).expect(200);
        confirmed();
        act(hall.agent, "adjournOpening", "/adjournment", null).expect(200);
        assertThat(openingRecord("FIRST_OPENING_RECORD")).contains("补救：由保管方共同开启", "核查第一信封");

        assertThat(locks(RESUMES, result(0, true), result(1, true), result(2, true))
                        .status())
                .as("each bid has an outcome")
                .isEqualTo(400);
        assertThat(locks(DEADLINE, result(0, true), result(1, true), result(2, true), result(3, false))
                        .status())
                .as("not in the past")
                .isEqualTo(400);
        locks(RESUMES, result(0, true), result(1, true), result(2, true), result(3, false))
                .expect(200);
        assertThat(locks(RESUMES, result(0, true)).expect(409).code()).isEqualTo("locked-already");
        assertThat(view(bidders.get(3).person).path("resumesAt").asText()).isEqualTo(RESUMES.toString());
        assertThat(stage()).isEqualTo("ADJOURNED");

        hall.clock.set(RESUMES);
        LogHall.await(() -> stage().equals("DECRYPTING"));
        JsonNode second = view(bidders.getFirst().person);
        assertThat(second.path("sitting").asInt()).isEqualTo(2);
        assertThat(second.path("kinds")).extracting(JsonNode::asText).containsExactly("price");
        assertThat(second.path("bids").path(0).path("isOpen").asBoolean())
                .as("opened anew")
                .isFalse();
        assertThatThrownBy(() -> releases(3))
                .as("what did not pass stays sealed")
                .hasMessageContaining("not among those that are opened");
        releases(0);
        releases(1);
        assertThat(view(hall.agent).toString()).doesNotContain("\"price\":");
        JsonNode read = releases(2);
        assertThat(read.path("stage").asText()).isEqualTo("READING");
        assertThat(read.path("bids"))
                .extracting(bid -> bid.path("state").asText())
                .containsExactly("OPENED", "OPENED", "OPENED", "NOT_PASSED");
        assertThat(read.toString()).contains("9000002").doesNotContain("9000003");
        assertThat(hall.rows.count("SELECT count(*) FROM released_key WHERE kind = 'PRICE'"))
                .isEqualTo(3);

        tender.draws(0, "reduction", "0.05").expect(200);
        tender.witnesses(0, "reduction", "0.05", null).expect(200);
        act(hall.agent, "askConfirmation", "/confirmation-window", null).expect(200);
        for (int i = 0; i < 3; i++) {
            act(bidders.get(i).person, "confirmReading", "/confirmations", null).expect(200);
        }
        tender.endsOpening(0).expect(200);
        assertThat(stage()).isEqualTo("ENDED");
        assertThat(openingRecord("OPENING_RECORD"))
                .as("what the public reads says how each bid came to be open, or not")
                .contains("补救：由保管方共同开启", "第一阶段评审未通过", "核查第一信封");
    }

    @Test
    void aPauseHoldsTheSecondSittingBack() throws Exception {
        firstSitting();
        confirmed();
        act(hall.agent, "adjournOpening", "/adjournment", null).expect(200);
        locks(RESUMES, result(0, true), result(1, true), result(2, true), result(3, true))
                .expect(200);
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查第一阶段评审"))
                .expect(200);
        hall.clock.set(RESUMES.plus(Duration.ofHours(1)));
        String seen = lookedAfter();
        LogHall.await(() -> !lookedAfter().equals(seen));
        String again = lookedAfter();
        LogHall.await(() -> !lookedAfter().equals(again));
        assertThat(stage()).isEqualTo("ADJOURNED");
        act(hall.supervisor, "resumeOpening", "/resume", null).expect(200);
        LogHall.await(() -> stage().equals("DECRYPTING"));
        assertThat(view(hall.agent).path("windowEndsAt").asText())
                .as("a whole window, from when it began")
                .isEqualTo(RESUMES.plus(Duration.ofHours(2)).toString());
    }

    /** When the server last looked after the hall. */
    private String lookedAfter() {
        return hall.rows.query("SELECT alive_at::text FROM opening_hall").toString();
    }

    @Test
    void governmentProcurementHasNoTwoEnvelopes() {
        tender = Tender.created(hall, Tender.goods(hall));
        assertThat(SealedTenders.plansTwoEnvelopes(tender, 0, List.of())
                        .expect(400)
                        .text())
                .contains("twoEnvelopes", "O12");
    }
}
