package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.service.TestServer.Answer;

/**
 * A tender of two envelopes whose bids are sealed, from the plan to the end of the opening, that takes every command of this
 * feature. Of four bids one is replaced after it was withdrawn, one stays closed in each sitting, one is opened by the holders
 * and does not pass the first stage.
 */
final class SealedPlay implements AutoCloseable {
    /** As {@link Play#PERSONS}. */
    static final Set<String> PERSONS = Set.of("许安之", "王签到", "联系人0", "13900000000");

    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");

    final Tender tender;
    /** Of the first bidder. */
    UUID submission;

    private final Hall hall;
    private final List<SealingBidder> bidders = new ArrayList<>();

    private SealedPlay(Hall hall, Tender tender, Path folder) {
        this.hall = hall;
        this.tender = tender;
        for (int i = 0; i < 4; i++) {
            bidders.add(new SealingBidder(hall, i, folder));
        }
    }

    /** @param folder where the bidders keep their envelopes */
    static SealedPlay played(Hall hall, Path folder) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plansTwoEnvelopes(tender, 2, List.of("agent", "owner", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        tender.publishes().expect(200);
        SealedPlay play = new SealedPlay(hall, tender, folder);
        try {
            play.bids();
            play.opens();
            return play;
        } catch (IOException | MalformedEnvelope e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void bids() throws IOException, InterruptedException {
        hall.clock.set("2026-03-11 10:00");
        tender.registers(4);
        for (SealingBidder bidder : bidders) {
            bidder.seals(tender, "9000000", Tender.PDF);
            submission = id(submits(bidder));
        }
        SealingBidder first = bidders.getFirst();
        act(first.person, "withdrawBid", tender.lotPath(0) + "/submissions/mine/withdrawal", Map.of("reason", "改价"));
        submission = id(submits(first.seals(tender, "8900000", Tender.PDF)));
        act(first.person, "checkInForOpening", opening() + "/check-ins", Map.of("representative", "王签到"));
    }

    private Answer submits(SealingBidder bidder) throws IOException, InterruptedException {
        return hall.take(write(
                        "submitBid", bidder.person, tender.lotPath(0) + "/submissions", bidder.submission(tender)))
                .expect(201);
    }

    private static UUID id(Answer answer) {
        return UUID.fromString(answer.json().path("id").asText());
    }

    private void opens() throws MalformedEnvelope {
        hall.clock.set(DEADLINE);
        LogHall.await(() -> stage().equals("DECRYPTING"));
        act(hall.supervisor, "pauseOpening", opening() + "/pause", Map.of("reason", "核查网络"));
        act(hall.supervisor, "resumeOpening", opening() + "/resume", null);
        releases(bidders.get(0));
        releases(bidders.get(1));
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(60)));
        UUID escrowed = ownBid(3);
        share(hall.agent, "agent", escrowed);
        share(hall.supervisor, "supervisor", escrowed);
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(90)));
        act(
                hall.agent,
                "closeDecryption",
                opening() + "/decryption/end",
                Map.of("failures", List.of(Map.of("bidId", ownBid(2), "cause", "BIDDER", "reason", "未在时限内解密"))));
        confirms();
        hall.clock.set(DEADLINE.plus(Duration.ofMinutes(110)));
        act(hall.agent, "adjournOpening", opening() + "/adjournment", null);
        Instant resumes = DEADLINE.plus(Duration.ofMinutes(120));
        List<Map<String, Object>> results = List.of(
                Map.of("bidId", ownBid(0), "passed", true),
                Map.of("bidId", ownBid(1), "passed", true),
                Map.of("bidId", ownBid(3), "passed", false, "reason", "技术方案不满足实质性要求"));
        act(
                hall.agent,
                "lockFirstStage",
                opening() + "/first-stage",
                Map.of("results", results, "resumesAt", resumes.toString()));
        hall.clock.set(resumes);
        LogHall.await(() -> stage().equals("DECRYPTING"));
        releases(bidders.get(0));
        hall.clock.set(resumes.plus(Duration.ofMinutes(90)));
        act(
                hall.agent,
                "closeDecryption",
                opening() + "/decryption/end",
                Map.of("failures", List.of(Map.of("bidId", ownBid(1), "cause", "OTHER", "reason", "网络故障"))));
        tender.draws(0, "reduction", "0.05").expect(200);
        tender.witnesses(0, "reduction", "0.05", null).expect(200);
        confirms();
        hall.clock.set(resumes.plus(Duration.ofMinutes(110)));
        act(hall.agent, "endOpening", opening() + "/end", Tender.acknowledging("O03"));
    }

    private void confirms() {
        act(hall.agent, "askConfirmation", opening() + "/confirmation-window", null);
        act(bidders.get(0).person, "confirmReading", opening() + "/confirmations", null);
    }

    private void releases(SealingBidder bidder) throws MalformedEnvelope {
        List<Map<String, Object>> keys =
                SealedTenders.contentKeys(view(bidder.person).path("ownHeaders"), bidder.secretKey);
        // Every try is one more: the contract asks for no command id.
        hall.take(write("releaseKeys", bidder.person, opening() + "/decryption", Map.of("keys", keys))
                        .withId(null))
                .expect(200);
    }

    private void share(Person by, String holder, UUID bid) throws MalformedEnvelope {
        List<Map<String, Object>> shares = new ArrayList<>();
        for (JsonNode waiting : view(by).path("toShare")) {
            if (waiting.path("bidId").asText().equals(bid.toString())) {
                shares.addAll(SealedTenders.shares(tender, waiting.path("headers"), holder));
            }
        }
        act(by, "giveOpeningShare", opening() + "/bids/" + bid + "/shares", Map.of("holder", holder, "shares", shares));
    }

    private UUID ownBid(int bidder) {
        return UUID.fromString(view(bidders.get(bidder).person).path("ownBidId").asText());
    }

    private String stage() {
        return view(hall.agent).path("stage").asText();
    }

    private JsonNode view(Person person) {
        return hall.get(person, opening() + "/hall").expect(200).json();
    }

    private String opening() {
        return tender.lotPath(0) + "/opening";
    }

    private Step write(String operation, Person by, String path, Object body) {
        return Step.write(operation, by, "POST", path, body);
    }

    private void act(Person by, String operation, String path, Object body) {
        Answer answer = hall.take(write(operation, by, path, body));
        assertThat(answer.status()).as(operation + " " + answer.text()).isBetween(200, 201);
    }

    @Override
    public void close() {
        bidders.forEach(SealingBidder::close);
    }
}
