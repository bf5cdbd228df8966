package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Role;
import org.gongping.core.room.Audience;
import org.gongping.core.room.RoomEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.room.Rooms;
import org.gongping.core.room.message.RoomNotice;
import org.gongping.core.schema.JsonContract;
import org.gongping.service.TestServer;
import org.gongping.service.TestSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a room over the wire: what was appended, all of it, once, in order, and nothing that is not theirs. */
@Timeout(240)
class RoomTest {
    private static Hall hall;
    private static Tender tender;
    private static Rooms rooms;
    private RoomId room;

    @BeforeAll
    static void open(@TempDir Path folder) {
        hall = new Hall(folder);
        tender = Tender.created(hall, Tender.highway(hall));
        rooms = new Rooms(new RoomRepository(), hall.clock);
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    @BeforeEach
    void openRoom() {
        room = new RoomId(tender.id, UUID.randomUUID());
        hall.server.pool.transact(tx -> rooms.open(tx, room, RoomKind.DRAW));
    }

    private long append(Database database, RoomEvent event) {
        return database.transact(tx -> rooms.append(tx, room, event));
    }

    private long append(RoomEvent event) {
        return append(hall.server.pool, event);
    }

    private static RoomEvent notice(String text) {
        return RoomEvent.toAll(new RoomNotice(text, text));
    }

    private TestSocket enter(Person person) {
        return TestSocket.open(hall.server, room.id(), person.token());
    }

    private static List<Long> seqs(List<JsonNode> events) {
        return events.stream().map(event -> event.path("seq").asLong()).toList();
    }

    private int refusedStatus(String path, String... headers) {
        try (var socket = TestSocket.open(hall.server, path, headers)) {
            return 101;
        } catch (TestSocket.Refused refused) {
            return refused.status;
        }
    }

    @Test
    void tellsWhatIsAppendedToThoseInTheRoom() {
        try (var socket = enter(hall.supervisor).resume(0)) {
            assertThat(socket.eventsUntilLive())
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("room.opened");
            append(notice("开始"));
            JsonNode frame = socket.next();
            assertThat(frame.path("type").asText()).isEqualTo("room.notice");
            assertThat(frame.path("body").path("zh").asText()).isEqualTo("开始");
            assertThat(frame.path("seq").asLong()).isEqualTo(2);
            assertThat(frame.path("after").asLong()).isEqualTo(1);
            assertThat(JsonContract.ofResource("rooms/envelope.schema.json").breaches(frame))
                    .isEmpty();
            assertThat(JsonContract.ofResource("rooms/envelope.schema.json").breaches(socket.next("room.beat")))
                    .isEmpty();
        }
    }

    @Test
    void tellsNothingOfAStepThatWasRolledBack() {
        try (var socket = enter(hall.agent).resume(0)) {
            socket.eventsUntilLive();
            hall.server.pool.transact(tx -> rooms.append(tx, room, notice("not done")), seq -> false);
            append(notice("done"));
            JsonNode frame = socket.next();
            assertThat(frame.path("body").path("en").asText()).isEqualTo("done");
            assertThat(frame.path("seq").asLong()).isEqualTo(2);
        }
    }

    /** While some append, one stays and others come and go: the room is ahead of who comes back, and goes on meanwhile. */
    @Test
    void resumesWithExactlyWhatWasMissedWhileOthersAppend() {
        int writers = 4;
        int each = 60;
        long all = 1 + writers * each;
        List<Long> everything = LongStream.rangeClosed(1, all).boxed().toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var onlooker = enter(hall.ownersClerk).resume(0)) {
            var visitors = Stream.of(hall.agent, hall.supervisor, hall.auditor)
                    .map(person -> CompletableFuture.supplyAsync(() -> comeAndGo(person, all), threads))
                    .toList();
            var appending = IntStream.range(0, writers)
                    .mapToObj(writer -> CompletableFuture.runAsync(
                            () -> IntStream.range(0, each).forEach(i -> append(notice(writer + "/" + i))), threads))
                    .toList();
            appending.forEach(CompletableFuture::join);
            visitors.forEach(visitor -> assertThat(visitor.join()).containsExactlyElementsOf(everything));
            var seen = new ArrayList<JsonNode>();
            while (seen.size() < all) {
                JsonNode frame = onlooker.next();
                if (frame.has("seq")) {
                    seen.add(frame);
                }
            }
            assertThat(seqs(seen)).containsExactlyElementsOf(everything);
        }
    }

    /** The numbers of all events, as somebody gets them who takes a few and comes back until there is no more. */
    private List<Long> comeAndGo(Person person, long all) {
        var seen = new ArrayList<Long>();
        long last = 0;
        for (int visit = 0; last < all; visit++) {
            try (var socket = enter(person).resume(last)) {
                for (int i = visit % 9; i >= 0 && last < all; ) {
                    JsonNode frame = socket.next();
                    if (frame.path("type").asText().equals("room.live")) {
                        i += 5;
                    } else if (frame.has("seq")) {
                        assertThat(frame.path("after").asLong()).isEqualTo(last);
                        last = frame.path("seq").asLong();
                        seen.add(last);
                        i--;
                    }
                }
            }
        }
        return seen;
    }

    @Test
    void showsAnEventToItsAudienceAlone() {
        try (var agent = enter(hall.agent).resume(0);
                var supervisor = enter(hall.supervisor).resume(0)) {
            agent.eventsUntilLive();
            supervisor.eventsUntilLive();
            append(new RoomEvent(new RoomNotice("密", "secret"), Audience.sides(Role.SUPERVISOR)));
            append(notice("open"));
            assertThat(supervisor.next().path("body").path("en").asText()).isEqualTo("secret");
            JsonNode frame = agent.next();
            assertThat(frame.path("body").path("en").asText()).isEqualTo("open");
            assertThat(frame.path("seq").asLong()).isEqualTo(3);
            assertThat(frame.path("after").asLong()).isEqualTo(1);
        }
        try (var agent = enter(hall.agent).resume(0)) {
            assertThat(seqs(agent.eventsUntilLive())).containsExactly(1L, 3L);
        }
    }

    @Test
    void letsInWhoBelongsHereAndNobodyElse() {
        String path = "/ws/rooms/" + room.id();
        for (Person person : List.of(hall.agent, hall.ownersClerk, hall.supervisor, hall.auditor, hall.poolOperator)) {
            assertThat(refusedStatus(path, "Authorization", "Bearer " + person.token()))
                    .as(person.account())
                    .isEqualTo(101);
        }
        for (Person person : List.of(
                hall.strangeAgent,
                hall.strangeOwner,
                hall.strangeSupervisor,
                hall.expert,
                hall.venueOperator,
                hall.bidderPeople.getFirst())) {
            assertThat(refusedStatus(path, "Authorization", "Bearer " + person.token()))
                    .as(person.account())
                    .isEqualTo(404);
        }
        assertThat(refusedStatus("/ws/rooms/" + UUID.randomUUID(), "Authorization", "Bearer " + hall.agent.token()))
                .isEqualTo(404);
        assertThat(refusedStatus("/ws/rooms/x", "Authorization", "Bearer " + hall.agent.token()))
                .isEqualTo(404);
    }

    @Test
    void looksForCredentialsInTheHeadersAlone() {
        String path = "/ws/rooms/" + room.id();
        String own = hall.server.config.http().publicUrl().toString();
        assertThat(refusedStatus(path, "Origin", own)).isEqualTo(401);
        assertThat(refusedStatus(path + "?access_token=" + hall.agent.token(), "Origin", own))
                .isEqualTo(401);
        assertThat(refusedStatus(path, "Authorization", "Bearer x")).isEqualTo(401);
        assertThat(hall.server
                        .send(hall.server.request("GET", path, Optional.empty()))
                        .status())
                .isEqualTo(426);
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        String path = "/ws/rooms/" + room.id();
        String own = hall.server.config.http().publicUrl().toString();
        var session = BrowserSession.begin(hall, "agent", hall.agency, Role.TENDER_AGENT);
        assertThat(refusedStatus(path, "Cookie", session.cookie(), "Origin", own))
                .isEqualTo(101);
        for (String other : List.of(
                "https://evil.example", "null", own + ".evil.example", own + "0", own.replace("http:", "https:"))) {
            assertThat(refusedStatus(path, "Cookie", session.cookie(), "Origin", other))
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(refusedStatus(path, "Cookie", session.cookie())).isEqualTo(403);
        assertThat(refusedStatus(
                        path, "Authorization", "Bearer " + hall.agent.token(), "Origin", "https://evil.example"))
                .isEqualTo(403);
    }

    @Test
    void closesTheSocketAtOnceWhenTheLoginEnds() {
        String own = hall.server.config.http().publicUrl().toString();
        var session = BrowserSession.begin(hall, "agent", hall.agency, Role.TENDER_AGENT);
        try (var socket = TestSocket.open(
                                hall.server, "/ws/rooms/" + room.id(), "Cookie", session.cookie(), "Origin", own)
                        .resume(0);
                var other = enter(hall.agent).resume(0)) {
            socket.eventsUntilLive();
            other.eventsUntilLive();
            session.end();
            append(notice("after the end"));
            assertThat(other.next().path("body").path("en").asText()).isEqualTo("after the end");
            assertThat(socket.closed()).isEqualTo(4401);
        }
    }

    @Test
    void closesTheSocketWhenTheMembershipIsTakenAway() {
        Firm second = hall.firm("第二招标代理有限公司", "TENDER_AGENT");
        Person assistant = hall.person("assistant", Role.TENDER_AGENT, second);
        JsonNode members = tender.admits("tender_agent", second).expect(201).json();
        try (var socket = enter(assistant).resume(0)) {
            socket.eventsUntilLive();
            UUID member = memberOf(members, second);
            tender.dismisses(member).expect(200);
            assertThat(socket.closed()).isEqualTo(4403);
        }
        assertThat(refusedStatus("/ws/rooms/" + room.id(), "Authorization", "Bearer " + assistant.token()))
                .isEqualTo(404);
    }

    private static UUID memberOf(JsonNode members, Firm firm) {
        return members.findParents("organisation").stream()
                .filter(member -> member.path("organisation")
                        .path("id")
                        .asText()
                        .equals(firm.id().toString()))
                .map(member -> UUID.fromString(member.path("id").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void closesTheSocketWhenTheTokenRunsOut() {
        try (var socket = enter(hall.agent).resume(0)) {
            socket.eventsUntilLive();
            hall.server.clock.advance(Duration.ofHours(2));
            assertThat(socket.closed()).isEqualTo(4401);
        } finally {
            hall.server.clock.advance(Duration.ofHours(-2));
        }
    }

    @Test
    void cutsOffASocketThatTakesTooLittleAndLetsItResume() {
        String large = "公".repeat(Rooms.LARGEST_BODY / 3 / 2 - 100);
        long seq = 1;
        long had = 1;
        // It takes the welcome, the first event and that it is live; then it stops reading.
        try (var slow = TestSocket.reluctant(hall.server, room.id(), hall.agent.token(), 3)) {
            slow.resume(0).eventsUntilLive();
            try (var quick = enter(hall.supervisor).resume(0)) {
                quick.eventsUntilLive();
                for (int i = 0; i < 600; i++) {
                    seq = append(notice(large));
                }
                for (long read = 1; read < seq; ) {
                    read = quick.next().path("seq").asLong();
                }
            }
            slow.read();
            assertThat(slow.closed()).isEqualTo(4413);
            for (JsonNode frame : slow.left()) {
                if (frame.has("seq")) {
                    assertThat(frame.path("after").asLong()).isEqualTo(had);
                    had = frame.path("seq").asLong();
                }
            }
        }
        assertThat(had).isLessThan(seq);
        try (var again = enter(hall.agent).resume(had)) {
            assertThat(seqs(again.eventsUntilLive()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(had + 1, seq).boxed().toList());
        }
    }

    @Test
    void closesTheSocketOfARoomThatIsOver() {
        try (var socket = enter(hall.agent).resume(0)) {
            socket.eventsUntilLive();
            hall.server.pool.transact(tx -> {
                rooms.close(tx, room);
                return null;
            });
            assertThat(socket.next().path("type").asText()).isEqualTo("room.closed");
            assertThat(socket.closed()).isEqualTo(4410);
        }
        try (var later = enter(hall.agent).resume(0)) {
            assertThat(seqs(later.eventsUntilLive())).containsExactly(1L, 2L);
            assertThat(later.closed()).isEqualTo(4410);
        }
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> append(notice("too late")));
    }

    @Test
    void takesNothingFromAClientButOneResume() {
        for (String bad : List.of(
                "hello",
                "{}",
                "[]",
                "{\"type\":\"resume\"}",
                "{\"type\":\"resume\",\"lastSeq\":-1}",
                "{\"type\":\"resume\",\"lastSeq\":1.5}",
                "{\"type\":\"resume\",\"lastSeq\":0,\"more\":1}",
                "{\"type\":\"room.notice\",\"lastSeq\":0}")) {
            try (var socket = enter(hall.supervisor)) {
                socket.send(bad);
                assertThat(socket.closed()).as(bad).isEqualTo(4400);
            }
        }
        try (var socket = enter(hall.supervisor).resume(0)) {
            socket.eventsUntilLive();
            socket.resume(0);
            assertThat(socket.closed()).isEqualTo(4400);
        }
        try (var socket = enter(hall.supervisor)) {
            socket.send("x".repeat(5_000));
            assertThat(socket.closed()).isIn(1009, 1006);
        }
        try (var socket = enter(hall.supervisor).resume(99)) {
            assertThat(socket.closed()).isEqualTo(4409);
        }
    }

    @Test
    void boundsTheSocketsOfOneLogin() {
        var open = new ArrayList<TestSocket>();
        try {
            for (int i = 0; i < 16; i++) {
                open.add(enter(hall.auditor));
            }
            assertThatExceptionOfType(TestSocket.Refused.class)
                    .isThrownBy(() -> enter(hall.auditor))
                    .satisfies(refused -> assertThat(refused.status).isEqualTo(429));
            try (var other = enter(hall.agent).resume(0)) {
                assertThat(other.eventsUntilLive()).hasSize(1);
            }
        } finally {
            open.forEach(TestSocket::close);
        }
    }

    @Test
    void tellsOverTwoServersOfOneDatabase(@TempDir Path folder) {
        try (var second = TestServer.start(folder, hall.server.database, UnaryOperator.identity());
                var here = enter(hall.agent).resume(0);
                var there = TestSocket.open(second, room.id(), second.token("auditor2", Role.AUDITOR))
                        .resume(0)) {
            here.eventsUntilLive();
            there.eventsUntilLive();
            append(notice("from the first"));
            assertThat(there.next().path("body").path("en").asText()).isEqualTo("from the first");
            append(second.pool, notice("from the second"));
            assertThat(there.next().path("seq").asLong()).isEqualTo(3);
            assertThat(List.of(
                            here.next().path("seq").asLong(),
                            here.next().path("seq").asLong()))
                    .containsExactly(2L, 3L);

            assertThat(here.presence(2)).isEqualTo(Map.of("tender_agent", 1, "auditor", 1));
            second.close();
            assertThat(there.closed()).isEqualTo(1001);
            assertThat(here.presence(1)).isEqualTo(Map.of("tender_agent", 1));
        }
    }

    @Test
    void theServersLoginCanNeitherChangeNorRemoveAnEvent() {
        Rows rows = Rows.asApplication(hall.server.database);
        assertThat(rows.refusal("UPDATE room_event SET body = '{}'")).isEqualTo("42501");
        assertThat(rows.refusal("DELETE FROM room_event")).isEqualTo("42501");
        assertThat(rows.refusal("TRUNCATE room_event")).isEqualTo("42501");
        assertThat(rows.refusal("UPDATE room SET kind = 'OPENING'")).isEqualTo("42501");
        assertThat(rows.refusal("DELETE FROM room")).isEqualTo("42501");
    }
}
