package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.bid.client.BidServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole opening of sealed bids over the API, from check-in to the record. */
class OpeningHallTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");
    private static final SecureRandom RANDOM = new SecureRandom();

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

    /** A tender with so many sealed bids, each of two envelopes; the price of bidder i is 9,000,000 + i. */
    private void sealed(int count, int k, String... holders) throws Exception {
        tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("technical", "price"), k, List.of(holders))
                .expect(200);
        SealedTenders.registersKeys(tender);
        tender.publishes().expect(200);
        for (int i = 0; i < count; i++) {
            hall.clock.set("2026-03-09 10:0" + i);
            tender.registers(hall.bidderPeople.get(i), "联系人", "13900000001").expect(201);
            SealingBidder bidder = new SealingBidder(hall, i, folder);
            bidders.add(bidder);
            bidder.seals(tender, String.valueOf(9_000_000 + i), Tender.PDF).submits(tender);
        }
    }

    private String path() {
        return tender.lotPath(0) + "/opening";
    }

    private JsonNode view(Person person) {
        return hall.get(person, path() + "/hall").expect(200).json();
    }

    private Answer act(Person by, String operation, String path, Object body) {
        return hall.take(tender.write(operation, by, "POST", path() + path, body));
    }

    private void reachesDeadline() throws Exception {
        hall.clock.set(DEADLINE);
        LogHall.await(() -> !view(hall.agent).path("stage").asText().equals("WAITING"));
    }

    private JsonNode releases(SealingBidder bidder) throws Exception {
        return bidder.server.post(bidder.path(tender) + "/decryption", keys(bidder, bidder.secretKey));
    }

    private JsonNode keys(SealingBidder bidder, byte[] secretKey) throws Exception {
        List<Map<String, Object>> keys =
                SealedTenders.contentKeys(view(bidder.person).path("ownHeaders"), secretKey);
        return JSON.valueToTree(Map.of("keys", keys));
    }

    private List<String> verdicts(Person person, String path) {
        List<String> blocking = new ArrayList<>();
        hall.get(person, path).expect(200).json().path("verdicts").forEach(verdict -> {
            if (verdict.path("outcome").asText().equals("BLOCKED")) {
                blocking.add(verdict.path("ruleId").asText());
            }
        });
        return blocking;
    }

    /** As everybody may watch it, for the document says so. */
    private JsonNode watched() {
        return hall.get(null, "/public/openings/" + tender.id)
                .expect(200)
                .json()
                .path("lots")
                .path(0)
                .path("hall");
    }

    @Test
    void nobodyWatchesWhatTheDocumentDoesNotOpen() throws Exception {
        tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("price"), 0, List.of()).expect(200);
        hall.get(null, "/public/openings/" + tender.id).expect(404);
        hall.get(null, "/public/openings/" + UUID.randomUUID()).expect(404);
        tender.publishes().expect(200);
        assertThat(watched().path("stage").asText()).isEqualTo("CHECK_IN");
        hall.rows.execute("UPDATE opening_plan SET public_may_watch = false");
        hall.get(null, "/public/openings/" + tender.id).expect(404);
    }

    @Test
    void anOpeningFromCheckInToTheRecord() throws Exception {
        sealed(3, 0);
        assertThat(view(hall.agent).path("bids"))
                .as("before the deadline not even a count")
                .isEmpty();
        act(bidders.get(0).person, "checkInForOpening", "/check-ins", Map.of("representative", "王签到"))
                .expect(200);
        assertThat(view(bidders.get(0).person).has("checkedInAt")).isTrue();
        assertThat(view(bidders.get(1).person).has("checkedInAt")).isFalse();
        assertThat(view(hall.supervisor).toString()).doesNotContain("checkedInAt", "投标人1");
        assertThat(watched().toString()).doesNotContain("checkedInAt", "投标人", "bidId");

        reachesDeadline();
        JsonNode opened = view(hall.supervisor);
        assertThat(opened.path("stage").asText()).isEqualTo("DECRYPTING");
        assertThat(opened.path("bids")).hasSize(3);
        assertThat(opened.path("windowEndsAt").asText())
                .isEqualTo(DEADLINE.plus(Duration.ofMinutes(60)).toString());
        releases(bidders.get(0));
        releases(bidders.get(1));
        assertThat(watched().path("bids")).hasSize(3);
        assertThat(watched().path("ownHeaders")).isEmpty();
        assertThat(watched().toString()).doesNotContain("900000", "\"price\":");
        for (Person person : List.of(hall.agent, hall.supervisor, hall.ownersClerk, bidders.get(0).person)) {
            assertThat(view(person).toString()).as("nothing before all").doesNotContain("900000", "\"price\":");
            assertThat(hall.get(person, path()).text()).doesNotContain("900000");
        }
        assertThat(releases(bidders.get(2)).path("stage").asText())
                .as("all are open")
                .isEqualTo("READING");
        JsonNode read = view(bidders.get(1).person);
        assertThat(watched().path("bids")).isEqualTo(read.path("bids"));
        assertThat(read.path("bids"))
                .extracting(bid -> bid.path("price").asText())
                .containsExactlyInAnyOrder("9000000", "9000001", "9000002");
        assertThat(read.path("bids")).allMatch(bid -> bid.path("periodDays").asInt() == 270);

        String bid = read.path("ownBidId").asText();
        hall.take(tender.write("readBid", hall.agent, "PUT", path() + "/bids/" + bid, Tender.reading("1", "别人"))
                        .onVersion(2))
                .expect(403);
        tender.endsOpening(0).expect(409);
        drawnByHandBeforeTheSupervisor();
        act(hall.agent, "askConfirmation", "/confirmation-window", null).expect(200);
        act(bidders.get(0).person, "confirmReading", "/confirmations", null).expect(200);
        act(bidders.get(1).person, "confirmReading", "/confirmations", null).expect(200);
        assertThat(tender.endsOpening(0).expect(409).code()).isEqualTo("confirming");
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(10)));
        tender.endsOpening(0).expect(200);
        assertThat(hall.get(null, "/public/notices?limit=50").text())
                .contains("由招标代理机构录入、监督人员确认", "签到与确认", "时限内未答复", "已确认 ");
        assertThat(view(hall.agent).path("stage").asText()).isEqualTo("ENDED");
        assertThat(hall.get(null, "/public/notices?limit=50").expect(200).text())
                .contains("开标记录");
    }

    /** The prices are known: what the agency enters counts when the supervisor has seen the same, and not before. */
    private void drawnByHandBeforeTheSupervisor() {
        assertThat(tender.witnesses(0, "reduction", "0.05", null).expect(409).code())
                .isEqualTo("nothing-entered");
        JsonNode entered = tender.draws(0, "reduction", "0.03").expect(200).json();
        assertThat(entered.path("drawn")).isEmpty();
        assertThat(entered.at("/entered/values/reduction").asText()).isEqualTo("0.03");
        assertThat(act(hall.agent, "askConfirmation", "/confirmation-window", null)
                        .expect(409)
                        .code())
                .as("bidders confirm nothing that may still change")
                .isEqualTo("parameters-undrawn");
        assertThat(tender.draws(0, "reduction", "0.05").expect(409).code()).isEqualTo("awaits-supervisor");
        Map<String, Object> word = Map.of("confirmed", true, "values", Map.of("reduction", "0.03"));
        act(hall.agent, "witnessDrawnParameters", "/parameters/witness", word).expect(403);
        assertThat(tender.witnesses(0, "reduction", "0.05", null).expect(409).code())
                .isEqualTo("entered-otherwise");
        Map<String, Object> silent = Map.of("confirmed", false, "values", Map.of("reduction", "0.03"));
        assertThat(act(hall.supervisor, "witnessDrawnParameters", "/parameters/witness", silent)
                        .expect(400)
                        .text())
                .contains("/reason");
        assertThat(tender.witnesses(0, "reduction", "0.03", "录入与现场抽取不符")
                        .expect(200)
                        .json()
                        .at("/entered/returned")
                        .asText())
                .isEqualTo("录入与现场抽取不符");
        assertThat(tender.witnesses(0, "reduction", "0.03", null).expect(409).code())
                .isEqualTo("nothing-entered");

        tender.draws(0, "reduction", "0.05").expect(200);
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核对摇号机"))
                .expect(200);
        assertThat(tender.witnesses(0, "reduction", "0.05", null).expect(409).code())
                .isEqualTo("paused");
        act(hall.supervisor, "resumeOpening", "/resume", null).expect(200);
        JsonNode confirmed =
                tender.witnesses(0, "reduction", "0.050", null).expect(200).json();
        assertThat(confirmed.at("/drawn/reduction").asText()).isEqualTo("0.05");
        assertThat(confirmed.has("entered")).isFalse();
        tender.draws(0, "reduction", "0.03").expect(400);
    }

    /** A wrong key is the bidder's own cause; the holders open what another could not; of a third the host says why. */
    @Test
    void failuresAreSettledBeforeAnythingIsShown() throws Exception {
        sealed(4, 2, "agent", "owner", "supervisor");
        reachesDeadline();
        SealingBidder wrong = bidders.get(3);
        byte[] stranger = new byte[32];
        RANDOM.nextBytes(stranger);
        assertThatThrownBy(() -> keys(wrong, stranger)).isInstanceOf(MalformedEnvelope.class);
        wrong.server.post(wrong.path(tender) + "/decryption", JSON.readTree("{\"keys\":[],\"failure\":\"box\"}"));
        byte[] other = new byte[32];
        JsonNode forged = JSON.valueToTree(Map.of(
                "keys", List.of(Map.of("kind", "technical", "key", other), Map.of("kind", "price", "key", other))));
        wrong.server.post(wrong.path(tender) + "/decryption", forged);
        releases(bidders.get(0));
        releases(bidders.get(1));
        assertThat(act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", List.of()))
                        .expect(409)
                        .code())
                .isEqualTo("window-open");
        assertThat(sharesOf(hall.agent, "agent", 3).status())
                .as("not before the window is over")
                .isEqualTo(409);

        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(60)));
        assertThatThrownBy(() -> releases(bidders.get(2)))
                .isInstanceOf(BidServer.Refused.class)
                .hasMessageContaining("time to decrypt is over");
        JsonNode settling = view(hall.supervisor);
        assertThat(settling.path("stage").asText()).isEqualTo("SETTLING");
        assertThat(settling.path("bids").get(3).path("attempts"))
                .extracting(a -> a.path("fault").asText())
                .containsExactly("box", "commit");
        assertThat(view(hall.agent).toString()).doesNotContain("900000");

        assertThat(sharesOf(hall.agent, "agent", 3)
                        .expect(200)
                        .json()
                        .path("bids")
                        .get(2)
                        .path("isOpen")
                        .asBoolean())
                .isFalse();
        assertThat(sharesOf(hall.agent, "supervisor", 3).status()).isIn(400, 403);
        JsonNode opened = sharesOf(hall.supervisor, "supervisor", 3).expect(200).json();
        assertThat(opened.path("bids").get(2).path("isOpen").asBoolean()).isTrue();
        assertThat(opened.toString()).as("still not for all").doesNotContain("900000");

        Map<String, Object> failure = new HashMap<>(Map.of(
                "bidId", settling.path("bids").get(3).path("bidId").asText(),
                "cause", "BIDDER",
                "reason", "密钥文件与投标时不一致"));
        assertThat(settling.path("remedyEndsAt").asText())
                .isEqualTo(DEADLINE.plus(Duration.ofMinutes(90)).toString());
        assertThat(act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", List.of(failure)))
                        .expect(409)
                        .code())
                .as("the holders still have time for the last one")
                .isEqualTo("remedy-window");
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(65)));
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查网络")).expect(200);
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(75)));
        assertThat(act(hall.supervisor, "resumeOpening", "/resume", null)
                        .expect(200)
                        .json()
                        .path("remedyEndsAt")
                        .asText())
                .as("a pause takes nothing of it")
                .isEqualTo(DEADLINE.plus(Duration.ofMinutes(100)).toString());
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(100)));
        assertThat(sharesOf(hall.agent, "agent", 4).expect(409).code()).isEqualTo("remedy-over");
        assertThat(act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", List.of()))
                        .status())
                .as("nobody is left out")
                .isEqualTo(400);
        JsonNode closed = act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", List.of(failure)))
                .expect(200)
                .json();
        assertThat(closed.path("stage").asText()).isEqualTo("READING");
        assertThat(closed.path("bids").get(2).path("price").asText()).isEqualTo("9000002");
        assertThat(hall.get(hall.supervisor, tender.path() + "/audit?limit=10").text())
                .as("who opened it together is on record")
                .contains("\"holders\":[\"agent\",\"supervisor\"]");
        assertThat(act(
                                hall.agent,
                                "raiseOpeningObjection",
                                "/objections",
                                Map.of(
                                        "bidId",
                                        settling.path("bids")
                                                .get(0)
                                                .path("bidId")
                                                .asText(),
                                        "text",
                                        "我方认可开标结果"))
                        .expect(409)
                        .code())
                .as("nobody objects for another")
                .isEqualTo("bidders-object");
        assertThat(closed.path("bids").get(3).path("state").asText()).isEqualTo("NOT_OPENED_BIDDER_CAUSE");
        tender.draws(0, "reduction", "0.05").expect(200);
        tender.witnesses(0, "reduction", "0.05", null).expect(200);
        act(hall.agent, "askConfirmation", "/confirmation-window", null).expect(200);
        assertThat(act(wrong.person, "confirmReading", "/confirmations", null)
                        .expect(409)
                        .code())
                .as("nothing of it was read")
                .isEqualTo("nothing-read");
        assertThat(closed.path("bids").get(3).has("price")).isFalse();
    }

    /** What the holders have tried in vain needs no more of their time. */
    @Test
    void whatTheHoldersCannotOpenEitherIsDecidedAtOnce() throws Exception {
        sealed(3, 2, "agent", "supervisor");
        reachesDeadline();
        releases(bidders.get(1));
        releases(bidders.get(2));
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(60)));
        String bid = view(hall.agent).path("bids").get(0).path("bidId").asText();
        Map<String, Object> failures =
                Map.of("failures", List.of(Map.of("bidId", bid, "cause", "OTHER", "reason", "存储介质损坏")));
        assertThat(act(hall.agent, "closeDecryption", "/decryption/end", failures)
                        .expect(409)
                        .code())
                .isEqualTo("remedy-window");
        damagesStored(bidders.get(0));
        sharesOf(hall.agent, "agent", 1).expect(200);
        JsonNode tried = sharesOf(hall.supervisor, "supervisor", 1).expect(200).json();
        assertThat(tried.at("/bids/0/isOpen").asBoolean()).isFalse();
        assertThat(tried.at("/bids/0/attempts/0/by").asText()).isEqualTo("HOLDERS");
        act(hall.agent, "closeDecryption", "/decryption/end", failures).expect(200);
    }

    /** A byte of the stored price envelope turns. */
    private void damagesStored(SealingBidder bidder) throws Exception {
        Path sent = bidder.envelopes.get(EnvelopeKind.PRICE);
        try (Stream<Path> files = Files.walk(folder.resolve("documents"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.mismatch(file, sent) == -1) {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length - 1] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
    }

    private Answer sharesOf(Person person, String holder, int number) throws Exception {
        JsonNode view = view(person);
        JsonNode bid = view.path("bids").get(number - 1);
        List<Map<String, Object>> shares = new ArrayList<>();
        for (JsonNode waiting : view.path("toShare")) {
            if (!waiting.path("bidId").equals(bid.path("bidId"))) {
                continue;
            }
            shares.addAll(SealedTenders.shares(tender, waiting.path("headers"), holder));
        }
        if (shares.isEmpty()) {
            shares.add(Map.of("kind", EnvelopeKind.PRICE.token(), "key", new byte[33]));
        }
        return act(
                person,
                "giveOpeningShare",
                "/bids/" + bid.path("bidId").asText() + "/shares",
                Map.of("holder", holder, "shares", shares));
    }

    @Test
    void aPauseGivesItsTimeBack() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        act(hall.agent, "pauseOpening", "/pause", Map.of("reason", "x")).expect(403);
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(30)));
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查网络")).expect(200);
        assertThatThrownBy(() -> releases(bidders.get(0))).hasMessageContaining("paused");
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(90)));
        assertThat(view(hall.agent).path("stage").asText()).isEqualTo("DECRYPTING");
        JsonNode after = act(hall.supervisor, "resumeOpening", "/resume", null)
                .expect(200)
                .json();
        assertThat(after.path("windowEndsAt").asText())
                .isEqualTo(DEADLINE.plus(Duration.ofMinutes(120)).toString());
        releases(bidders.get(0));
    }

    /** Nobody goes on behind the supervisor's back, and no window grows by the time in which it did not run. */
    @Test
    void whileItIsPausedTheMeetingStandsStill() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        assertThat(act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "  "))
                        .status())
                .as("with a reason")
                .isEqualTo(400);
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(61)));
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查网络")).expect(200);
        assertThat(view(hall.agent).path("stage").asText()).as("where it stood").isEqualTo("SETTLING");
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(71)));
        JsonNode after = act(hall.supervisor, "resumeOpening", "/resume", null)
                .expect(200)
                .json();
        assertThat(after.path("stage").asText()).isEqualTo("SETTLING");
        List<Map<String, Object>> failures = new ArrayList<>();
        after.path("bids")
                .forEach(bid ->
                        failures.add(Map.of("bidId", bid.path("bidId").asText(), "cause", "OTHER", "reason", "平台故障")));
        act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", failures))
                .expect(200);
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查网络")).expect(200);
        assertThat(act(hall.agent, "askConfirmation", "/confirmation-window", null)
                        .expect(409)
                        .code())
                .isEqualTo("paused");
    }

    @Test
    void whoBringsNeitherKeyNorReasonIsToldSo() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        SealingBidder bidder = bidders.getFirst();
        assertThatThrownBy(
                        () -> bidder.server.post(bidder.path(tender) + "/decryption", JSON.readTree("{\"keys\":[]}")))
                .hasMessageContaining("say why");
        assertThat(view(bidder.person).path("bids").path(0).path("attempts")).isEmpty();
    }

    /** As a crash of twenty minutes leaves it: no server was there to decrypt with, so the window ends later. */
    @Test
    void noWindowIsShortenedByACrash() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        hall.rows.execute("UPDATE opening_hall SET alive_at = alive_at - interval '20 minutes'");
        Instant usual = DEADLINE.plus(Duration.ofMinutes(60));
        LogHall.await(() ->
                Instant.parse(view(hall.agent).path("windowEndsAt").asText()).isAfter(usual));
        Duration givenBack = Duration.between(
                usual, Instant.parse(view(hall.agent).path("windowEndsAt").asText()));
        assertThat(givenBack).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
        LogHall.await(() -> hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'open.extend'") == 1);
    }

    @Test
    void withFewerThanThreeThereIsNoOpening() throws Exception {
        sealed(2, 0);
        hall.clock.set(DEADLINE);
        assertThat(view(hall.agent).path("stage").asText()).isEqualTo("WAITING");
        assertThat(verdicts(hall.agent, path())).contains("T09");
        assertThat(verdicts(hall.supervisor, path())).contains("T09");
        assertThat(verdicts(bidders.getFirst().person, path())).doesNotContain("T09");
        JsonNode next = hall.get(hall.agent, tender.path() + "/timeline").json().path("next");
        assertThat(next.path("verdicts").toString()).contains("T09").contains("BLOCKED");
        Answer refused = tender.opens(0, 0).expect(422);
        assertThat(refused.text()).contains("T09");
        tender.declaresFailed(0, 0).expect(200);
        assertThat(view(hall.agent).path("bids")).isEmpty();
        assertThat(view(hall.agent).path("stage").asText()).isEqualTo("FAILED");
    }

    /** A stored envelope that is read no faster than the test allows: a pipe in its place. */
    private final class SlowEnvelope {
        private final Path file;
        private final Path aside = folder.resolve("aside");

        SlowEnvelope(SealingBidder bidder) throws Exception {
            Path own = bidder.envelopes.get(EnvelopeKind.TECHNICAL);
            try (Stream<Path> files = Files.walk(hall.server.config.storage().envelopes())) {
                file = files.filter(Files::isRegularFile)
                        .filter(each -> isSame(each, own))
                        .findFirst()
                        .orElseThrow();
            }
            Files.move(file, aside);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();
        }

        private static boolean isSame(Path one, Path other) {
            try {
                return Files.mismatch(one, other) == -1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns once somebody reads it. */
        OutputStream awaitReader() throws IOException {
            return Files.newOutputStream(file, StandardOpenOption.WRITE);
        }

        /** Gives the reader all of it, and puts the file back in its place. */
        void letGo(OutputStream pipe) throws IOException {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            try (pipe) {
                Files.copy(file, pipe);
            }
        }
    }

    @Test
    void aKeyThatCameInTimeCountsHoweverLongItIsTried() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        releases(bidders.get(0));
        releases(bidders.get(1));
        var slow = new SlowEnvelope(bidders.get(2));
        JsonNode keys = keys(bidders.get(2), bidders.get(2).secretKey);
        try (ExecutorService program = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JsonNode> sent = program.submit(
                    () -> bidders.get(2).server.post(bidders.get(2).path(tender) + "/decryption", keys));
            OutputStream pipe = slow.awaitReader();
            try {
                whileAKeyIsBeingTried();
            } finally {
                slow.letGo(pipe);
            }
            assertThat(sent.get(1, TimeUnit.MINUTES).path("stage").asText())
                    .as("a pause shows nothing")
                    .isEqualTo("SETTLING");
        }
        assertThat(view(hall.agent).toString()).doesNotContain("\"price\":");
        act(hall.supervisor, "resumeOpening", "/resume", null).expect(200);
        JsonNode read = view(hall.agent);
        assertThat(read.path("stage").asText()).isEqualTo("READING");
        assertThat(read.path("bids"))
                .allSatisfy(each -> assertThat(each.path("isOpen").asBoolean()).isTrue());
        assertThat(hall.rows.count("SELECT count(*) FROM key_trial")).isZero();
    }

    private void whileAKeyIsBeingTried() {
        hall.clock.set(Instant.parse(view(hall.agent).path("windowEndsAt").asText()));
        assertThat(view(hall.agent).path("stage").asText()).isEqualTo("SETTLING");
        String bid = view(hall.agent).path("bids").get(2).path("bidId").asText();
        Map<String, Object> cause = Map.of("bidId", bid, "cause", "BIDDER", "reason", "没有密钥");
        assertThat(act(hall.agent, "closeDecryption", "/decryption/end", Map.of("failures", List.of(cause)))
                        .expect(409)
                        .code())
                .isEqualTo("keys-checking");
        act(hall.supervisor, "pauseOpening", "/pause", Map.of("reason", "核查")).expect(200);
    }

    /** As a try leaves it that is being made, or that a server was making that died. */
    @Test
    void keysThatCameInTimeMayBeSentAgainWhenTheServerDiedOverThem() throws Exception {
        sealed(3, 0);
        reachesDeadline();
        releases(bidders.get(1));
        JsonNode keys = keys(bidders.get(0), bidders.get(0).secretKey);
        String place = bidders.get(0).path(tender) + "/decryption";
        hall.rows.execute(
                "INSERT INTO key_trial (project_id, lot_id, id, bid_id, sitting, digest, arrived_at, alive_at)"
                        + " SELECT project_id, lot_id, gen_random_uuid(), id, 1, sha256(''), now(), now()"
                        + " FROM bid WHERE no = 1");
        assertThat(view(hall.agent).path("bids").path(0).path("isBeingTried").asBoolean())
                .isTrue();
        hall.rows.execute("UPDATE key_trial SET alive_at = alive_at - interval '2 minutes'");
        assertThat(view(hall.agent).path("bids").path(0).path("isBeingTried").asBoolean())
                .isFalse();

        hall.clock.set(Instant.parse(view(hall.agent).path("windowEndsAt").asText()));
        assertThatThrownBy(() -> bidders.get(0).server.post(place, keys))
                .as("other keys than those that came in time")
                .hasMessageContaining("The time to decrypt is over");
        hall.rows.execute("UPDATE key_trial SET digest = sha256(decode('" + hexOf(keys) + "', 'hex'))");
        assertThat(bidders.get(0)
                        .server
                        .post(place, keys)
                        .path("bids")
                        .path(0)
                        .path("isOpen")
                        .asBoolean())
                .as("the same, which came in time")
                .isTrue();
    }

    /** What the digest of a trial is over. */
    private static String hexOf(JsonNode keys) {
        var bytes = new ByteArrayOutputStream();
        for (EnvelopeKind kind : EnvelopeKind.values()) {
            for (JsonNode each : keys.path("keys")) {
                if (each.path("kind").asText().equals(kind.token())) {
                    bytes.write(kind.ordinal());
                    bytes.writeBytes(Base64.getDecoder().decode(each.path("key").asText()));
                }
            }
        }
        bytes.writeBytes("null".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
