package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gongping.core.Sha256;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.bid.client.BidServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed bids over the API and the tus protocol, on real PostgreSQL. */
class SealedBidTest {
    private static final byte[] FILE = Tender.PDF;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Hall hall;

    @BeforeAll
    static void open() {
        hall = new Hall(folder.resolve("documents"));
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static Tender sealedTender(String... kinds) {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of(kinds), 2, List.of("agent", "owner", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        tender.publishes().expect(200);
        return tender;
    }

    private static SealingBidder bidder(Tender tender, int number) {
        hall.clock.set("2026-03-09 10:00");
        tender.registers(hall.bidderPeople.get(number), "联系人", "13900000001").expect(201);
        return new SealingBidder(hall, number, folder);
    }

    @Test
    void aSealedBidIsReceivedReplacedAndWithdrawn() throws Exception {
        Tender tender = sealedTender("qualification", "technical", "price");
        try (SealingBidder bidder = bidder(tender, 0)) {
            JsonNode first = bidder.seals(tender, "9100000", FILE).submits(tender);
            assertThat(first.path("no").asInt()).isEqualTo(1);
            assertThat(first.path("envelopes")).hasSize(3);
            JsonNode second = bidder.seals(tender, "9000000", FILE).submits(tender);
            assertThat(second.path("no").asInt()).isEqualTo(2);
            assertThat(second.path("envelopes").get(2).path("commit").asText())
                    .isNotEqualTo(first.path("envelopes").get(2).path("commit").asText());
            JsonNode after =
                    bidder.server.post(tender.lotPath(0) + "/submissions/mine/withdrawal", JSON.createObjectNode());
            assertThat(after.path("submissions")).allMatch(each -> each.has("withdrawnAt"));
            assertThat(bidder.seals(tender, "8900000", FILE)
                            .submits(tender)
                            .path("no")
                            .asInt())
                    .isEqualTo(3);
            assertThat(hall.get(
                                    bidder.person,
                                    tender.path() + "/submissions/"
                                            + first.path("id").asText() + "/receipt")
                            .expect(200)
                            .text())
                    .startsWith("%PDF");
            hall.get(
                            hall.bidderPeople.get(1),
                            tender.path() + "/submissions/" + first.path("id").asText() + "/receipt")
                    .expect(404);
            hall.get(
                            hall.agent,
                            tender.path() + "/submissions/" + first.path("id").asText() + "/receipt")
                    .expect(403);
        }
    }

    @Test
    void whatIsNotSealedAsTheTenderAsksIsRefusedWithTheReason() throws Exception {
        Tender tender = sealedTender("technical", "price");
        Tender other = sealedTender("technical", "price");
        try (SealingBidder bidder = bidder(tender, 0)) {
            Path plain = Files.write(folder.resolve("plain.pdf"), FILE);
            bidder.envelopes.put(EnvelopeKind.PRICE, plain);
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "unencrypted");
            bidder.seals(other, "1", FILE);
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "another tender");
            bidder.seals(tender, "1", FILE);
            bidder.envelopes.put(EnvelopeKind.PRICE, bidder.envelopes.get(EnvelopeKind.TECHNICAL));
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "not the declared one");
            refused(
                    () -> bidder.server.upload(
                            tender.id,
                            tender.lots.getFirst(),
                            EnvelopeKind.QUALIFICATION,
                            bidder.envelopes.get(EnvelopeKind.TECHNICAL)),
                    "asks for no such envelope");
            JsonNode plan = bidder.server.get(tender.path() + "/opening-plan");
            var own = bidder.terms(plan, EnvelopeKind.PRICE);
            var forged = new SealEnvelope.Terms(
                    own.tender(), 1, EnvelopeKind.PRICE, bidder.firm.creditCode(), own.bidderKey(), Optional.empty());
            bidder.seals(forged, "1", FILE);
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "holders that the tender document names");
            try (SealingBidder neighbour = bidder(tender, 1)) {
                bidder.envelopes.put(
                        EnvelopeKind.PRICE,
                        neighbour.seals(tender, "1", FILE).envelopes.get(EnvelopeKind.PRICE));
            }
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "the bid of another organisation");
            byte[] longer =
                    Files.readAllBytes(bidder.seals(tender, "1", FILE).envelopes.get(EnvelopeKind.PRICE));
            Path file = Files.write(folder.resolve("longer.gpe"), Arrays.copyOf(longer, longer.length + 1));
            bidder.envelopes.put(EnvelopeKind.PRICE, file);
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "shorter or longer");
            assertThat(bidder.own(tender).path("uploads"))
                    .as("what is refused is not kept")
                    .isEmpty();
        }
    }

    /** What came before the break is not sent again, and counts as what it is. */
    @Test
    void anUploadGoesOnWhereItsConnectionBroke() throws Exception {
        Tender tender = sealedTender("price");
        try (SealingBidder bidder = bidder(tender, 0)) {
            byte[] large = Arrays.copyOf(FILE, 400_000);
            Path envelope = bidder.seals(tender, "9000000", large).envelopes.get(EnvelopeKind.PRICE);
            byte[] bytes = Files.readAllBytes(envelope);
            String place = bidder.server.begin(tender.id, tender.lots.getFirst(), EnvelopeKind.PRICE, bytes.length);
            URI server = URI.create(hall.server.uri("").toString());
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                String head = "PATCH " + place + " HTTP/1.1\r\nHost: " + server.getAuthority()
                        + "\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer " + bidder.person.token()
                        + "\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(bytes, 0, bytes.length / 2);
                LogHall.await(() -> arrived(tender, bidder) > 0);
            }
            bidder.server.resume(place, envelope, bytes.length);
            UUID upload = UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
            JsonNode received = bidder.submits(tender, List.of(bidder.named(EnvelopeKind.PRICE, upload)));
            assertThat(received.path("envelopes").get(0).path("sha256").asText())
                    .isEqualTo(HexFormat.of().formatHex(Sha256.of(bytes)));
        }
    }

    private static int arrived(Tender tender, SealingBidder bidder) {
        return hall.get(bidder.person, tender.lotPath(0) + "/submissions/mine")
                .json()
                .path("uploads")
                .path(0)
                .path("offset")
                .asInt();
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(BidServer.Refused.class).hasMessageContaining(why);
    }

    @Test
    void aBidIsWholeOrNotReceived() throws Exception {
        Tender tender = sealedTender("technical", "price");
        try (SealingBidder bidder = bidder(tender, 1)) {
            bidder.seals(tender, "9000000", FILE);
            var price = bidder.uploads(tender, EnvelopeKind.PRICE);
            refused(
                    () -> submits(bidder, tender, List.of(bidder.named(EnvelopeKind.PRICE, price))),
                    "One envelope each");
            String begun = bidder.server.begin(tender.id, tender.lots.getFirst(), EnvelopeKind.TECHNICAL, 1000);
            var half = UUID.fromString(begun.substring(begun.lastIndexOf('/') + 1));
            refused(
                    () -> submits(
                            bidder,
                            tender,
                            List.of(
                                    bidder.named(EnvelopeKind.TECHNICAL, half),
                                    bidder.named(EnvelopeKind.PRICE, price))),
                    "not arrived whole");
            refused(
                    () -> submits(
                            bidder,
                            tender,
                            List.of(
                                    Map.of("kind", "technical", "uploadId", price, "sha256", "0".repeat(64)),
                                    bidder.named(EnvelopeKind.PRICE, price))),
                    "no such upload");
            assertThat(bidder.own(tender).path("submissions")).isEmpty();
        }
    }

    private static JsonNode submits(SealingBidder bidder, Tender tender, List<Map<String, Object>> envelopes)
            throws IOException, InterruptedException {
        return bidder.server.post(
                tender.lotPath(0) + "/submissions",
                JSON.valueToTree(Map.of(
                        "envelopes",
                        envelopes,
                        "traits",
                        Map.of("tool", "t", "toolVersion", "1"),
                        "consent",
                        "traits/1")));
    }

    /** To the millisecond, by the server's clock. */
    @Test
    void theDeadlineDecidesToTheMillisecond() throws Exception {
        Tender tender = sealedTender("price");
        try (SealingBidder bidder = bidder(tender, 2)) {
            bidder.seals(tender, "9000000", FILE);
            var price = bidder.uploads(tender, EnvelopeKind.PRICE);
            hall.clock.set(StoppedClock.at("2026-03-30 09:30"));
            refused(
                    () -> submits(bidder, tender, List.of(bidder.named(EnvelopeKind.PRICE, price))),
                    "deadline has passed");
            refused(() -> bidder.uploads(tender, EnvelopeKind.PRICE), "deadline has passed");
            hall.clock.set(StoppedClock.at("2026-03-30 09:30").minusMillis(1));
            assertThat(submits(bidder, tender, List.of(bidder.named(EnvelopeKind.PRICE, price)))
                            .path("no")
                            .asInt())
                    .isEqualTo(1);
            hall.clock.set(StoppedClock.at("2026-03-30 09:30"));
            refused(
                    () -> bidder.server.post(
                            tender.lotPath(0) + "/submissions/mine/withdrawal", JSON.createObjectNode()),
                    "deadline has passed");
        }
    }

    @Test
    void aKeyIsRegisteredOnceByItsHolderInTheDraft() {
        hall.clock.set("2026-03-02 09:00");
        Tender tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("price"), 2, List.of("agent", "supervisor"))
                .expect(200);
        String key = HexFormat.of().formatHex(SealedBox.publicKey(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        }));
        SealedTenders.registersKey(tender, hall.agent, "supervisor", key).expect(403);
        SealedTenders.registersKey(tender, hall.ownersClerk, "owner", key).expect(404);
        SealedTenders.registersKey(tender, hall.agent, "agent", "0".repeat(64)).expect(400);
        SealedTenders.registersKey(tender, hall.agent, "agent", key).expect(201);
        SealedTenders.registersKey(tender, hall.supervisor, "supervisor", key).expect(400);
        tender.publishes().expect(400);
        SealedTenders.registersKey(tender, hall.supervisor, "supervisor", SealedTenders.freshKey())
                .expect(201);
        tender.publishes().expect(200);
        SealedTenders.registersKey(tender, hall.agent, "agent", SealedTenders.freshKey())
                .expect(409);
        SealedTenders.plans(tender, List.of("price"), 2, List.of("agent", "supervisor"))
                .expect(409);
    }
}
