package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.service.TestServer;
import org.gongping.service.bid.client.BidServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bytes are removed, when, and which never (rule S03). */
class DroppedUploadsTest {
    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Hall hall;
    private Tender tender;

    @BeforeEach
    void open() {
        hall = new Hall(folder.resolve("documents"));
        tender = published(DEADLINE);
        hall.clock.set("2026-03-09 10:00");
        tender.registers(3);
    }

    private Tender published(Instant deadline) {
        Map<String, Object> input = Tender.highway(hall);
        input.put("bidDeadline", deadline);
        input.put("openingTime", deadline);
        Tender published = Tender.ready(hall, input, "e-f2-highway", "10500000.00");
        SealedTenders.plans(published, List.of("price"), 0, List.of()).expect(200);
        published.publishes().expect(200);
        return published;
    }

    @AfterEach
    void close() {
        hall.close();
    }

    private SealingBidder bidder(int number) {
        return new SealingBidder(hall, number, folder);
    }

    private Path place(UUID id) {
        String name = id.toString();
        return hall.server
                .config
                .storage()
                .envelopes()
                .resolve(name.substring(34))
                .resolve(name + ".gpe");
    }

    private boolean isThere(UUID upload) {
        return Files.exists(place(upload));
    }

    private List<UUID> taken() {
        return hall.rows.query("SELECT upload_id FROM bid_envelope ORDER BY 1").stream()
                .map(row -> UUID.fromString(row.get("upload_id")))
                .toList();
    }

    @Test
    void whatWasNotSubmittedIsRemovedADayAfterTheDeadlineAndNothingElse() throws Exception {
        hall.clock.set("2026-03-02 09:00");
        Tender earlier = published(DEADLINE.minusSeconds(60));
        hall.clock.set("2026-03-09 10:00");
        earlier.registers(3);
        UUID whole;
        UUID begun;
        UUID ofEarlier;
        try (SealingBidder replacing = bidder(0);
                SealingBidder withdrawing = bidder(1);
                SealingBidder late = bidder(2)) {
            replacing.seals(tender, "9000000", Tender.PDF).submits(tender);
            replacing.seals(tender, "8000000", Tender.PDF).submits(tender);
            withdrawing.seals(tender, "9000000", Tender.PDF).submits(tender);
            withdrawing.server.post(tender.lotPath(0) + "/submissions/mine/withdrawal", JSON.createObjectNode());
            whole = late.seals(tender, "1", Tender.PDF).uploads(tender, EnvelopeKind.PRICE);
            begun = begun(late, tender);
            ofEarlier = begun(late, earlier);
        }
        long bytes = Files.size(place(whole)) + 1000;
        hall.clock.set(DEADLINE.plus(Duration.ofDays(1)).minusMillis(1));
        LogHall.await(() -> !isThere(ofEarlier));
        assertThat(isThere(whole) && isThere(begun)).isTrue();
        assertThat(sweeps(tender)).isEmpty();

        hall.clock.set(DEADLINE.plus(Duration.ofDays(1)));
        LogHall.await(() -> !isThere(whole) && !isThere(begun));
        assertThat(taken()).as("replaced, withdrawn and standing").hasSize(3).allMatch(this::isThere);
        assertThat(sweeps(tender)).hasSize(1);
        assertThat(sweeps(tender).getFirst()).contains("\"uploads\":2", "\"bytes\":" + bytes);
        hall.bidders.forEach(
                firm -> assertThat(sweeps(tender).getFirst()).doesNotContain(firm.creditCode(), firm.name()));
        Chains.verify(hall.rows);

        // As a crash leaves it between the two: off the list, and the bytes still there.
        Files.createFile(place(begun));
        restart();
        LogHall.await(() -> !isThere(begun));
        assertThat(taken()).allMatch(this::isThere);
        assertThat(sweeps(tender)).hasSize(1);
    }

    /** As a crash leaves it between the making of the file and the commit of its row. */
    @Test
    void anEmptyFileThatNoRowNamesIsRemovedWhenItIsOld() throws Exception {
        UUID waiting;
        try (SealingBidder bidder = bidder(0)) {
            waiting = begun(bidder, tender);
        }
        UUID forgotten = UUID.fromString("0199f0f0-0000-7000-8000-0000000000aa");
        UUID fresh = UUID.fromString("0199f0f0-0000-7000-8000-0000000000ab");
        UUID full = UUID.fromString("0199f0f0-0000-7000-8000-0000000000ac");
        for (UUID id : List.of(forgotten, fresh, full)) {
            Files.createDirectories(place(id).getParent());
            Files.createFile(place(id));
        }
        Files.write(place(full), new byte[1]);
        var old = FileTime.from(
                InstantSource.system().instant().minus(Duration.ofHours(1).plusSeconds(1)));
        for (UUID id : List.of(forgotten, full, waiting)) {
            Files.setLastModifiedTime(place(id), old);
        }
        restart();
        LogHall.await(() -> !isThere(forgotten));
        assertThat(isThere(fresh)).as("its row may be committed yet").isTrue();
        assertThat(isThere(full))
                .as("a restored database may have forgotten it")
                .isTrue();
        assertThat(isThere(waiting)).as("its row says that it waits").isTrue();
    }

    private static UUID begun(SealingBidder bidder, Tender tender) throws IOException, InterruptedException {
        String place = bidder.server.begin(tender.id, tender.lots.getFirst(), EnvelopeKind.PRICE, 1000);
        return UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
    }

    private List<String> sweeps(Tender of) {
        return hall
                .rows
                .query(
                        "SELECT record FROM audit_entry WHERE kind = 'bid.sweep' AND project_id = ?::uuid",
                        of.id.toString())
                .stream()
                .map(row -> row.get("record"))
                .toList();
    }

    private void restart() {
        hall.server.close();
        hall.server = TestServer.on(
                hall.server.config.storage().documents(), hall.server.database, hall.clock, UnaryOperator.identity());
    }

    /** Of removing an envelope and submitting it at one moment, one is refused. */
    @Test
    void whatIsSubmittedIsNotRemovedAtTheSameMoment() throws Exception {
        try (SealingBidder bidder = bidder(0);
                HttpClient http = HttpClient.newHttpClient();
                var both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 25; i++) {
                UUID upload = bidder.seals(tender, "9000000", Tender.PDF).uploads(tender, EnvelopeKind.PRICE);
                Future<Boolean> submitted = both.submit(() -> submits(bidder, upload));
                Future<Integer> removed = both.submit(() -> removes(http, bidder, upload));
                assertThat(removed.get()).isEqualTo(submitted.get() ? 409 : 204);
                assertThat(isThere(upload)).isEqualTo(submitted.get());
            }
        }
    }

    private boolean submits(SealingBidder bidder, UUID upload) throws InterruptedException {
        try {
            bidder.server.post(
                    tender.lotPath(0) + "/submissions",
                    JSON.valueToTree(Map.of(
                            "envelopes",
                            List.of(bidder.named(EnvelopeKind.PRICE, upload)),
                            "traits",
                            Map.of("tool", "t", "toolVersion", "1"),
                            "consent",
                            "traits/1")));
            return true;
        } catch (BidServer.Refused e) {
            assertThat(e).hasMessageContaining("no such upload");
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int removes(HttpClient http, SealingBidder bidder, UUID upload) throws IOException, InterruptedException {
        URI place = hall.server.uri("/tus/uploads/" + upload);
        HttpRequest request = HttpRequest.newBuilder(place)
                .method("DELETE", BodyPublishers.noBody())
                .header("Tus-Resumable", "1.0.0")
                .header("Authorization", "Bearer " + bidder.person.token())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
