package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL to the server at random moments while bids arrive and while they are decrypted: whoever was at it goes on, what
 * was acknowledged stands, nothing is there by half, and no window is shorter than it was.
 *
 * <p>Three kills of each kind; with {@code -Dgongping.long=true} 30. {@code -Dgongping.kill.seed} takes another run of
 * chance, {@code -Dgongping.kill.count} another number.
 */
class SealedBidKillTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");
    private static final int LARGE = 24 << 20;
    private static final int LONGEST_DOWN_MS = 2_500;
    private static final int LATEST_MS = 400;

    private final long seed = Long.getLong("gongping.kill.seed", 20_261_128L);
    private final int kills = Integer.getInteger("gongping.kill.count", Boolean.getBoolean("gongping.long") ? 30 : 3);
    private final Random random = new Random(seed);
    private final ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SealingBidder> bidders = new ArrayList<>();

    @TempDir
    private Path folder;

    private KilledHall killed;
    private Hall hall;
    private Tender tender;

    @BeforeEach
    void open() throws IOException {
        System.out.println("seed " + seed + ", " + kills + " kills");
        killed = new KilledHall(folder);
        hall = killed.hall;
        tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("technical", "price"), 0, List.of()).expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-09 10:00");
        tender.registers(3);
        for (int i = 0; i < 3; i++) {
            bidders.add(new SealingBidder(hall, i, folder));
        }
    }

    @AfterEach
    void close() {
        programs.shutdownNow();
        bidders.forEach(SealingBidder::close);
        killed.close();
    }

    private byte[] large() {
        byte[] file = new byte[LARGE];
        random.nextBytes(file);
        return file;
    }

    @Test
    void anUploadGoesOnAfterEveryKillAndIsReceivedOnce() throws Exception {
        killed.serve(StoppedClock.at("2026-03-10 10:00"));
        int[] sent = new int[bidders.size()];
        for (int i = 0; i < kills; i++) {
            int number = i % bidders.size();
            SealingBidder bidder = bidders.get(number);
            bidder.seals(tender, String.valueOf(9_000_000 + i), large());
            long moment = killed.arrived() + random.nextLong(LARGE + LARGE / 50);
            Future<JsonNode> receipt = programs.submit(() -> bidder.submits(tender));
            LogHall.await(() -> killed.arrived() >= moment || receipt.isDone());
            killed.kill();
            killed.pass(random.nextInt(LONGEST_DOWN_MS));
            killed.start();
            isRight(bidder, receipt.get(5, TimeUnit.MINUTES), ++sent[number]);
        }
    }

    private void isRight(SealingBidder bidder, JsonNode receipt, int no) throws Exception {
        assertThat(receipt.path("no").asInt()).as("neither lost nor doubled").isEqualTo(no);
        assertThat(bidder.own(tender).path("submissions")).hasSize(no);
        Map<String, String> digests = new HashMap<>();
        for (Map.Entry<EnvelopeKind, Path> envelope : bidder.envelopes.entrySet()) {
            assertThat(isStored(envelope.getValue())).as("byte by byte").isTrue();
            digests.put(
                    envelope.getKey().token(),
                    HexFormat.of()
                            .formatHex(bidder.sealed.get(envelope.getKey()).sha256()));
        }
        receipt.path("envelopes")
                .forEach(each -> assertThat(each.path("sha256").asText())
                        .isEqualTo(digests.get(each.path("kind").asText())));
        String record = hall.rows
                .query(
                        "SELECT e.record FROM audit_entry e JOIN bid_submission s ON s.entry_id = e.id WHERE s.id ="
                                + " ?::uuid",
                        receipt.path("id").asText())
                .getFirst()
                .get("record");
        assertThat(record).contains(digests.values());
        assertThat(hall.get(
                                bidder.person,
                                tender.path() + "/submissions/"
                                        + receipt.path("id").asText() + "/receipt")
                        .expect(200)
                        .text())
                .startsWith("%PDF");
    }

    private boolean isStored(Path envelope) throws IOException {
        try (var files = Files.walk(hall.server.config.storage().envelopes())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) == Files.size(envelope) && Files.mismatch(file, envelope) == -1) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noKillShortensAWindowOrLeavesATryByHalf() throws Exception {
        for (SealingBidder bidder : bidders) {
            bidder.seals(tender, "9000000", bidder == bidders.get(1) ? large() : Tender.PDF)
                    .submits(tender);
        }
        killed.serve(DEADLINE.minusSeconds(2));
        LogHall.await(() -> view().path("stage").asText().equals("DECRYPTING"));
        releases(bidders.get(0));
        JsonNode wrong = keys(bidders.get(1), true);
        for (int i = 0; i < kills; i++) {
            killedInTheWindow(i, wrong);
        }

        JsonNode right = keys(bidders.get(1), false);
        Future<JsonNode> sent = programs.submit(() -> bidders.get(1).server.post(decryption(), right));
        killed.pass(random.nextInt(LATEST_MS));
        killed.kill();
        killed.start();
        sent.get(5, TimeUnit.MINUTES);
        triesAreWhole();
        assertThat(isOpen(1)).isTrue();
        assertThat(hall.rows.count("SELECT count(*) FROM released_key")).isEqualTo(4);

        killedAtTheEndOfTheWindow();
        killedWhileBiddersConfirm();
    }

    private void killedInTheWindow(int kill, JsonNode wrong) throws Exception {
        Instant before = windowEnd();
        long tried = attempts();
        Future<Integer> sent =
                programs.submit(() -> status(() -> hall.send(write(1, "releaseKeys", decryption(), wrong))));
        killed.pass(random.nextInt(LATEST_MS));
        killed.kill();
        killed.pass(random.nextInt(LONGEST_DOWN_MS));
        Duration away = killed.start();
        JsonNode now = view();
        assertThat(now.path("stage").asText()).isEqualTo("DECRYPTING");
        assertThat(Duration.between(before, windowEnd())).as("kill %d", kill).isGreaterThanOrEqualTo(away);
        assertThat(isOpen(0)).as("what was released counts").isTrue();
        assertThat(isOpen(1)).isFalse();
        LogHall.await(() -> extensions() == kill + 1);
        assertThat(Duration.between(before, windowEnd())).isGreaterThanOrEqualTo(away);
        int status = sent.get(1, TimeUnit.MINUTES);
        assertThat(attempts() - tried).isBetween(status == 200 ? 1L : 0L, 1L);
        triesAreWhole();
        System.out.printf(
                "kill %d: away for %d ms, given back %d ms, the try under way %s%n",
                kill,
                away.toMillis(),
                Duration.between(before, windowEnd()).toMillis(),
                attempts() > tried ? "is on record" : "left nothing");
    }

    /** The first who come after the restart, before anybody has looked after the hall, find the window as long as it was. */
    private void killedAtTheEndOfTheWindow() throws Exception {
        killed.moveTo(windowEnd().minusSeconds(3));
        killed.kill();
        killed.pass(4_000);
        killed.start();
        assertThat(hall.send(write(-1, "closeDecryption", opening() + "/decryption/end", Map.of("failures", List.of())))
                        .expect(409)
                        .code())
                .isEqualTo("window-open");
        releases(bidders.get(2));
        JsonNode read = view();
        assertThat(read.path("stage").asText()).isEqualTo("READING");
        assertThat(read.path("bids")).allMatch(bid -> bid.path("price").asText().equals("9000000"));
    }

    private void killedWhileBiddersConfirm() throws Exception {
        tender.draws(0, "reduction", "0.05").expect(200);
        tender.witnesses(0, "reduction", "0.05", null).expect(200);
        hall.send(write(-1, "askConfirmation", opening() + "/confirmation-window", null))
                .expect(200);
        hall.send(write(0, "confirmReading", opening() + "/confirmations", null))
                .expect(200);
        Instant before = Instant.parse(view().path("confirmEndsAt").asText());
        killed.kill();
        Duration away = killed.start();
        assertThat(Duration.between(
                        before, Instant.parse(view().path("confirmEndsAt").asText())))
                .isGreaterThanOrEqualTo(away);
        hall.send(write(1, "confirmReading", opening() + "/confirmations", null))
                .expect(200);
        hall.send(write(2, "confirmReading", opening() + "/confirmations", null))
                .expect(200);
        tender.endsOpening(0).expect(200);
        assertThat(hall.get(null, "/public/notices?limit=50").expect(200).text())
                .as("the record says what was given back")
                .contains("系统中断补时");
        Chains.verify(hall.rows);
    }

    private String opening() {
        return tender.lotPath(0) + "/opening";
    }

    private String decryption() {
        return opening() + "/decryption";
    }

    private Step write(int bidder, String operation, String path, Object body) {
        return Step.write(operation, bidder < 0 ? hall.agent : bidders.get(bidder).person, "POST", path, body);
    }

    /** 0 when the server has not answered. */
    private static int status(Callable<Answer> call) {
        try {
            return call.call().status();
        } catch (Exception e) {
            return 0;
        }
    }

    private JsonNode view() {
        return view(hall.agent);
    }

    private JsonNode view(Person person) {
        return hall.get(person, opening() + "/hall").expect(200).json();
    }

    private Instant windowEnd() {
        return Instant.parse(view().path("windowEndsAt").asText());
    }

    private boolean isOpen(int number) {
        JsonNode view = view(bidders.get(number).person);
        for (JsonNode bid : view.path("bids")) {
            if (bid.path("bidId").equals(view.path("ownBidId"))) {
                return bid.path("isOpen").asBoolean();
            }
        }
        throw new AssertionError(view);
    }

    private void releases(SealingBidder bidder) throws Exception {
        bidder.server.post(decryption(), keys(bidder, false));
    }

    /** @param isWrong the key of the price is another one, so that the technical envelope is read whole for nothing */
    private JsonNode keys(SealingBidder bidder, boolean isWrong) throws Exception {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (JsonNode each : view(bidder.person).path("ownHeaders")) {
            EnvelopeHeader header = HeaderReader.parse(
                    Base64.getDecoder().decode(each.path("header").asText()));
            boolean isOther = isWrong && header.kind() == EnvelopeKind.PRICE;
            keys.add(Map.of(
                    "kind",
                    header.kind().token(),
                    "key",
                    isOther ? new byte[32] : EnvelopeKey.open(header, bidder.secretKey)));
        }
        return JSON.valueToTree(Map.of("keys", keys));
    }

    private long attempts() {
        return hall.rows.count("SELECT count(*) FROM decryption_attempt");
    }

    private long extensions() {
        return hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'open.extend'");
    }

    /** Each has its record, and a key is there with its try and with those of all other envelopes of the bid, or not at all. */
    private void triesAreWhole() {
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'open.decrypt'"))
                .isEqualTo(attempts());
        assertThat(hall.rows.query("SELECT bid_id FROM decryption_attempt WHERE fault IS NULL ORDER BY 1"))
                .isEqualTo(hall.rows.query(
                        "SELECT bid_id FROM released_key GROUP BY bid_id HAVING count(*) = 2 ORDER BY 1"));
        assertThat(hall.rows.count("SELECT count(*) FROM released_key") % 2).isZero();
    }
}
