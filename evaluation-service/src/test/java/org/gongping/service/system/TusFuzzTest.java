package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoilt tus requests over raw sockets: each is refused clearly or does what it says; nothing is a failure of the server,
 * nothing hangs, and what an upload holds is what was acknowledged, byte by byte. 3,000 inputs; 120,000 with
 * {@code -Dgongping.long=true}; {@code -Dgongping.fuzz.seed} repeats a run.
 */
class TusFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int INPUTS = Boolean.getBoolean("gongping.long") ? 120_000 : 3_000;
    private static final int WORKERS = 4;
    private static final int UPLOADS = 40;
    private static final int REMEMBERED = 4;
    private static final int LONGEST_ANSWER_MS = 20_000;
    /** For bytes that may lack an end: a server that waits for it is right. */
    private static final int UNCERTAIN_MS = 150;
    /** Of the tus protocol, which says them without a body. */
    private static final Set<Integer> TUS_REFUSALS = Set.of(409, 412, 423, 460);

    private final long seed = Long.getLong("gongping.fuzz.seed", System.nanoTime());
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @TempDir
    private Path folder;

    private Hall hall;
    private Tender tender;

    @BeforeEach
    void open() {
        hall = new Hall(folder.resolve("documents"));
        tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("technical", "price"), 0, List.of()).expect(200);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-09 10:00");
        for (int i = 0; i < 5; i++) {
            tender.registers(hall.bidderPeople.get(i), "联系人", "1390000000" + i).expect(201);
        }
    }

    @AfterEach
    void close() {
        hall.close();
    }

    /** An upload, as it must be. */
    private static final class Upload {
        private final UUID id;
        private final long length;
        private byte[] content = new byte[0];
        /** What may have been taken of it beyond that, for its sender did not wait for the answer. */
        private TusMutations.Input unanswered;
        /** What came before, for whoever has to find out why it is not as it must be. */
        private final Deque<String> before = new ArrayDeque<>();

        Upload(UUID id, long length) {
            this.id = id;
            this.length = length;
        }
    }

    @Test
    void everySpoiltRequestIsRefusedOrRight() throws Exception {
        System.out.println("seed " + seed + ", " + INPUTS + " inputs");
        UUID foreign;
        try (SealingBidder other = new SealingBidder(hall, 4, folder)) {
            foreign = upload(other, 5000).id;
        }
        try (var pool = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int number = i;
                workers.add(pool.submit(() -> {
                    try (SealingBidder bidder = new SealingBidder(hall, number, folder)) {
                        new Worker(number, bidder, foreign).run(INPUTS / WORKERS);
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        System.out.println("answers by status " + statuses);
        assertThat(hall.rows.count("SELECT count(*) FROM bid_submission")).isZero();
        assertThat(hall.rows.count("SELECT count(*) FROM bid_upload WHERE completed_at IS NOT NULL"))
                .isZero();
        assertThat(bytesOf(foreign)).isEmpty();
        assertThat(statuses.get(204)).as("some succeed").isPositive();
        try (SealingBidder bidder = new SealingBidder(hall, 0, folder)) {
            bidder.seals(tender, "9000000", Tender.PDF).submits(tender);
        }
    }

    private Upload upload(SealingBidder bidder, long length) throws IOException, InterruptedException {
        String place = bidder.server.begin(tender.id, tender.lots.getFirst(), EnvelopeKind.PRICE, length);
        return new Upload(UUID.fromString(place.substring(place.lastIndexOf('/') + 1)), length);
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

    /** Null when there is no such upload. */
    private byte[] bytesOf(UUID id) throws IOException {
        try {
            return Files.readAllBytes(place(id));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private synchronized void count(int status) {
        statuses.merge(status, 1, Integer::sum);
    }

    /** Sends as one bidder, to uploads of its own. */
    private final class Worker {
        private final int number;
        private final SealingBidder bidder;
        private final UUID foreign;
        private final Random random;
        private final TusMutations mutations;
        private final List<Upload> live = new ArrayList<>();
        private final List<Upload> unsettled = new ArrayList<>();
        private RawConnection connection;

        Worker(int number, SealingBidder bidder, UUID foreign) {
            this.number = number;
            this.bidder = bidder;
            this.foreign = foreign;
            this.random = new Random(seed + number);
            this.mutations = new TusMutations(random);
        }

        void run(int inputs) throws Exception {
            for (int i = 0; i < inputs; i++) {
                if (live.isEmpty()) {
                    settle();
                    for (int each = 0; each < UPLOADS; each++) {
                        live.add(upload(bidder, each % 4 == 0 ? 1 + random.nextInt(300) : 1 << 20));
                    }
                }
                Upload upload = live.get(random.nextInt(live.size()));
                TusMutations.Input input = mutations.next(target(upload));
                try {
                    take(upload, input);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            "seed " + seed + ", worker " + number + ", input " + i + ":\n" + shown(input)
                                    + "\n=== before:\n" + String.join("\n===\n", upload.before),
                            e);
                }
            }
            settle();
            hangUp();
        }

        private String shown(TusMutations.Input input) {
            String text = new String(input.bytes(), StandardCharsets.ISO_8859_1)
                    .replace(hall.bidderPeople.get(number).token(), "TOKEN");
            return text.substring(0, Math.min(text.length(), 3_000));
        }

        private TusMutations.Target target(Upload upload) {
            return new TusMutations.Target(
                    tender.id,
                    tender.lots.getFirst(),
                    upload.id,
                    upload.content.length,
                    hall.bidderPeople.get(number).token(),
                    List.of(hall.agent.token(), hall.strangeOwner.token(), "x.y.z", "", "\u00e9"),
                    foreign);
        }

        private void take(Upload upload, TusMutations.Input input) throws IOException {
            List<RawConnection.Answer> answers = new ArrayList<>();
            boolean isAnswered = exchange(input, answers);
            for (RawConnection.Answer answer : answers) {
                count(answer.status());
                isClear(answer, input);
            }
            upload.before.addLast(
                    answers.stream().map(RawConnection.Answer::status).toList() + ", answered: " + isAnswered + "\n"
                            + shown(input));
            if (upload.before.size() > REMEMBERED) {
                upload.before.removeFirst();
            }
            if (isAnswered) {
                holds(upload, input, answers);
            } else {
                live.remove(upload);
                upload.unanswered = input;
                unsettled.add(upload);
            }
        }

        /** Whether each request of the input was answered. */
        private boolean exchange(TusMutations.Input input, List<RawConnection.Answer> answers) throws IOException {
            boolean isCertain = input.answers() > 0;
            boolean isKept = connection != null;
            if (!isKept) {
                connection = new RawConnection(hall.server.uri(""));
            }
            connection.send(input.bytes());
            try {
                for (int i = 0; i < Math.max(1, input.answers()); i++) {
                    RawConnection.Answer answer =
                            connection.read(input.heads().get(i), isCertain ? LONGEST_ANSWER_MS : UNCERTAIN_MS);
                    answers.add(answer);
                    if (answer.isLast()) {
                        // Of bytes that do not say how many requests they are, the server may go on with the others.
                        hangUp();
                        return isCertain && input.answers() == i + 1;
                    }
                }
                if (!isCertain) {
                    hangUp();
                }
                return isCertain;
            } catch (SocketTimeoutException e) {
                assertThat(isCertain).as("a whole request is not answered").isFalse();
            } catch (EOFException | SocketException e) {
                // Closed after what is no HTTP; or because the answer before said so.
                if (isKept && isCertain && answers.isEmpty()) {
                    // A server may close a connection that it kept, and may have taken of it what it goes on with.
                    hangUp();
                    return false;
                }
                assertThat(isCertain && answers.isEmpty())
                        .as("closed without a word")
                        .isFalse();
            }
            hangUp();
            return false;
        }

        private void hangUp() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }

        private void isClear(RawConnection.Answer answer, TusMutations.Input input) throws IOException {
            if (answer.status() == 501 && !isHttp1(input)) {
                // What HTTP says to another version of itself; no request of this product's.
                return;
            }
            assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
            if (answer.status() >= 400
                    && !TUS_REFUSALS.contains(answer.status())
                    && !input.heads().contains(true)) {
                assertThat(answer.header("content-type")).contains("application/problem+json");
                JsonNode problem = JSON.readTree(answer.body());
                assertThat(problem.path("title").asText()).isNotEmpty();
                assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
            }
        }

        private boolean isHttp1(TusMutations.Input input) {
            String line = new String(input.bytes(), StandardCharsets.ISO_8859_1).split("\r?\n", 2)[0];
            return line.endsWith(" HTTP/1.1") || line.endsWith(" HTTP/1.0");
        }

        /** The upload is as it was, or as an answer says. */
        private void holds(Upload upload, TusMutations.Input input, List<RawConnection.Answer> answers)
                throws IOException {
            byte[] now = bytesOf(upload.id);
            if (now == null) {
                assertThat(answers)
                        .as("the upload is gone, and no answer says so")
                        .anyMatch(answer -> answer.status() == 204
                                        && answer.header("upload-offset").isEmpty()
                                || answer.body().contains("/envelopes/"));
                live.remove(upload);
                return;
            }
            assertThat(now.length).isLessThanOrEqualTo((int) upload.length);
            byte[] more = growth(upload, now);
            if (more.length > 0) {
                assertThat(answers)
                        .as("bytes were taken, and no answer says so")
                        .anyMatch(answer -> answer.header("upload-offset")
                                        .filter(String.valueOf(now.length)::equals)
                                        .isPresent()
                                || answer.body().contains("upload-broken-off"));
                assertThat(wasSent(more, input))
                        .as("other bytes than were sent")
                        .isTrue();
            }
            answers.stream()
                    .filter(answer -> answer.status() == 204)
                    .flatMap(answer -> answer.header("upload-offset").stream())
                    .forEach(offset ->
                            assertThat(Integer.parseInt(offset)).isBetween(upload.content.length, now.length));
            upload.content = now;
        }

        private byte[] growth(Upload upload, byte[] now) {
            assertThat(Arrays.copyOf(now, upload.content.length)).isEqualTo(upload.content);
            return Arrays.copyOfRange(now, upload.content.length, now.length);
        }

        private boolean wasSent(byte[] more, TusMutations.Input input) {
            String sent = new String(input.bytes(), StandardCharsets.ISO_8859_1);
            String part = new String(more, StandardCharsets.ISO_8859_1);
            return sent.contains(part)
                    || input.bodies().stream()
                            .anyMatch(body -> new String(body, StandardCharsets.ISO_8859_1).startsWith(part));
        }

        /** What was not answered was taken as far as it came, or not at all; then all of it is removed. */
        private void settle() throws Exception {
            hangUp();
            try (RawConnection fresh = new RawConnection(hall.server.uri(""))) {
                for (Upload upload : unsettled) {
                    byte[] now = bytesOf(upload.id);
                    if (now != null) {
                        byte[] more = growth(upload, now);
                        assertThat(more.length == 0 || isPlausible(more, upload.unanswered))
                                .as("seed %d: %s", seed, shown(upload.unanswered))
                                .isTrue();
                    }
                }
                unsettled.clear();
                live.clear();
                removeAll(fresh);
            }
        }

        /** Chunks, once their frames were spoilt, need not be those that were meant. */
        private boolean isPlausible(byte[] more, TusMutations.Input input) {
            return wasSent(more, input) || new String(input.bytes(), StandardCharsets.ISO_8859_1).contains("chunked");
        }

        private void removeAll(RawConnection fresh) throws IOException {
            String own = hall.bidders.get(number).creditCode();
            for (Map<String, String> row : hall.rows.query(
                    "SELECT u.id, u.length FROM bid_upload u JOIN bidder_registration r ON r.id = u.registration_id"
                            + " JOIN organisation o ON o.id = r.organisation_id WHERE u.removed_at IS NULL AND"
                            + " o.credit_code = ?",
                    own)) {
                fresh.send(("DELETE /tus/uploads/" + row.get("id")
                                + " HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer "
                                + hall.bidderPeople.get(number).token() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                // What was not answered may be done at this moment: an upload that is whole, and no envelope, goes by
                // itself.
                assertThat(fresh.read(false, LONGEST_ANSWER_MS).status()).isIn(204, 404);
                LogHall.await(() -> Files.notExists(place(UUID.fromString(row.get("id")))));
            }
        }
    }
}
