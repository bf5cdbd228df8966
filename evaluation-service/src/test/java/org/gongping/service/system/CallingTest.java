package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.identity.Role;
import org.gongping.draw.calling.channel.GatewayChannel;
import org.gongping.draw.calling.channel.GatewaySignature;
import org.gongping.draw.calling.channel.GatewayStub;
import org.gongping.draw.calling.channel.SmtpChannel;
import org.gongping.draw.calling.channel.SmtpSink;
import org.gongping.service.config.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** From a result to a sealed roster over HTTP, mail and a gateway, by two officers with folders of their own. */
class CallingTest {
    private static final byte[] SECRET = new byte[32];
    private static final GatewaySignature SIGNATURE = new GatewaySignature(SECRET);
    private static final List<String> SURNAMES = List.of("欧阳", "诸葛", "司徒", "慕容", "尉迟", "令狐");

    private final HttpClient http = HttpClient.newHttpClient();

    private static ServerConfig.Calling calling(GatewayStub gateway, SmtpSink mail) {
        return new ServerConfig.Calling(
                Optional.of(new SmtpChannel.Settings(
                        "127.0.0.1", mail.port(), SmtpChannel.Security.NONE, Optional.empty(), "draw@centre.example")),
                Optional.of(new ServerConfig.Gateway(gateway.url(), SECRET, List.of(GatewayChannel.Kind.SMS))),
                ServerConfig.Calling.USUAL_TERMS,
                ServerConfig.Calling.USUAL_SIGN_IN_MINUTES);
    }

    private static String phone(int i) {
        return "138%08d".formatted(60_000_123 + i * 7);
    }

    /** The people of {@link FixedPool}. */
    private static void people(DrawHall draw) throws Exception {
        try (var connection = draw.hall.rows.connect();
                var statement = connection.prepareStatement(
                        "INSERT INTO expert (id, pool_no, library, state, name, phone, email, identity, region,"
                                + " specialties, specialty_path, field_since, title, title_level, ref_salt, registered_at,"
                                + " changed_at) VALUES (?, ?, 'city', 'ACTIVE', ?, ?, ?, sha256(?::text::bytea), '350100',"
                                + " '{A01}', '{A01}', '2000-01-01', '高级工程师', 'SENIOR', sha256('s'), now(), now())")) {
            for (int i = 0; i < FixedPool.EXPERTS; i++) {
                UUID id = new UUID(7, i);
                statement.setObject(1, id);
                statement.setString(2, "ZJ" + (810_000 + i));
                statement.setString(3, SURNAMES.get(i % 6) + (char) ('甲' + i));
                statement.setString(4, phone(i));
                statement.setString(5, "expert" + (4_000 + i) + "@mail.example");
                statement.setString(6, id.toString());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private HttpResponse<String> post(DrawHall draw, String path, String body, long timestamp, String signature)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(draw.hall.server.uri("/api/v1" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signature != null) {
            request.header(GatewaySignature.TIMESTAMP, Long.toString(timestamp))
                    .header(GatewaySignature.SIGNATURE, signature);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> gatewayReports(DrawHall draw, String ref, String answer) throws Exception {
        String body = "{\"ref\":\"%s\",\"answer\":\"%s\",\"channel\":\"sms\"}".formatted(ref, answer);
        long now = Instant.now().getEpochSecond();
        return post(draw, "/calls/answer", body, now, SIGNATURE.of(now, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<JsonNode> records(DrawHall draw, String kind) {
        List<JsonNode> records = new ArrayList<>();
        draw.hall
                .rows
                .query("SELECT record FROM audit_entry WHERE kind = '" + kind + "' ORDER BY inserted")
                .forEach(row -> {
                    try {
                        records.add(new com.fasterxml.jackson.databind.ObjectMapper().readTree(row.get("record")));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        return records;
    }

    /** All that the server has but the pool's own tables, all that it logs, and all that it answers to anybody. */
    private static void assertNamesNobody(DrawHall draw, List<ILoggingEvent> logged) {
        StringBuilder all = new StringBuilder();
        for (Map<String, String> table : draw.hall.rows.query(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" + " AND tablename NOT LIKE 'expert%'")) {
            // The ids of the whole library stand in one part of the pool, in their own order: nobody's more than
            // another's.
            String but = table.get("tablename").equals("draw_pool") ? " WHERE part <> 'library'" : "";
            draw.hall
                    .rows
                    .query("SELECT t::text AS row FROM " + table.get("tablename") + " t" + but)
                    .forEach(row -> all.append(row.get("row")).append('\n'));
        }
        List.copyOf(logged)
                .forEach(event -> all.append(event.getFormattedMessage()).append('\n'));
        List<Person> everybody = new ArrayList<>(draw.hall.oneOfEachRole());
        everybody.addAll(draw.people.values());
        for (Person person : everybody) {
            for (String path : List.of(
                    "/draw", "/draw/board", "/draw/roster", "/draw/attempts/1/transcript", "/audit", "/notices")) {
                all.append(draw.hall.get(person, draw.tender.path() + path).text());
            }
        }
        String text = all.toString();
        for (int i = 0; i < FixedPool.EXPERTS; i++) {
            assertThat(text)
                    .doesNotContain(
                            new UUID(7, i).toString(),
                            "ZJ" + (810_000 + i),
                            SURNAMES.get(i % 6) + (char) ('甲' + i),
                            phone(i),
                            "expert" + (4_000 + i));
        }
    }

    @Test
    void callsUntilTheCommitteeIsFullAndNamesNobody(@TempDir Path folder) throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("org.gongping");
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        logged.start();
        root.addAppender(logged);
        try (GatewayStub gateway = new GatewayStub(SIGNATURE);
                SmtpSink mail = new SmtpSink();
                DrawHall draw = new DrawHall(folder, config -> config.with(calling(gateway, mail)))) {
            people(draw);
            draw.readyToStart();
            draw.starts().expect(201);
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            draw.awaitBoard("LOCKED");
            assertThat(gateway.isEmpty()).isTrue();

            draw.unlock();
            // The first accepts by short message. Nobody else's report counts, nor an old one, nor a changed one.
            JsonNode first = gateway.next();
            SmtpSink.Mail invited = mail.next();
            String ref = first.path("ref").asText();
            String accepts = "{\"ref\":\"%s\",\"answer\":\"ACCEPTED\",\"channel\":\"sms\"}".formatted(ref);
            byte[] bytes = accepts.getBytes(StandardCharsets.UTF_8);
            long now = Instant.now().getEpochSecond();
            var stranger = new GatewaySignature(new SecureRandom().generateSeed(32));
            assertThat(post(draw, "/calls/answer", accepts, now, stranger.of(now, bytes))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(draw, "/calls/answer", accepts, now - 3600, SIGNATURE.of(now - 3600, bytes))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(draw, "/calls/answer", accepts + " ", now, SIGNATURE.of(now, bytes))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(records(draw, "draw.call")).isEmpty();
            HttpResponse<String> taken = gatewayReports(draw, ref, "ACCEPTED");
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            assertThat(gatewayReports(draw, ref, "ACCEPTED").statusCode()).isEqualTo(200);
            assertThat(gatewayReports(draw, ref, "DECLINED").statusCode()).isEqualTo(409);

            // What the messages say.
            for (String text : List.of(first.path("text").asText(), invited.text())) {
                assertThat(text).contains("2026年3月31日 09:00", "江州", "8小时");
                assertThat(text)
                        .doesNotContain(
                                draw.tender.input.get("title").toString(),
                                draw.tender.input.get("code").toString(),
                                draw.tender.id.toString());
                draw.hall.bidders.forEach(bidder -> assertThat(text).doesNotContain(bidder.name()));
                for (int i = 0; i < FixedPool.EXPERTS; i++) {
                    assertThat(text).doesNotContain(SURNAMES.get(i % 6) + (char) ('甲' + i), phone(i));
                }
            }

            // The second declines by the link in the mail.
            gateway.next();
            String link = mail.next().text();
            String reply = link.substring(link.indexOf("/call#") + 6).split(" ", 2)[0];
            // The power goes and comes back: the server has forgotten the key and says so; answers are taken all the
            // same.
            assertNamesNobody(draw, logged.list);
            draw.restart();
            LogHall.await(() -> draw.board().path("unlockAgain").asBoolean());
            assertThat(draw.board().path("state").asText()).isEqualTo("LOCKED");
            assertThat(draw.board().path("confirmed").asInt()).isEqualTo(1);
            assertThat(post(
                                    draw,
                                    "/calls/reply",
                                    "{\"ref\":\"%s\",\"answer\":\"DECLINED\",\"reason\":\"TIME\"}".formatted(reply),
                                    0,
                                    null)
                            .statusCode())
                    .isEqualTo(200);

            assertThat(gateway.isEmpty()).isTrue();
            draw.unlock();

            // The alternate is silent; the next is reached by the desk.
            gateway.next();
            mail.next();
            LogHall.await(() -> draw.board().path("seats").findValues("endsAt").size() == 1);
            draw.hall.clock.set(draw.hall.clock.instant().plusSeconds(1200));
            gateway.next();
            mail.next();
            Person desk = draw.hall.person("desk", Role.EXPERT_POOL_OPERATOR, draw.centre);
            LogHall.await(
                    () -> draw.hall.get(desk, "/call-desk").expect(200).json().has("call"));
            JsonNode entry = draw.hall
                    .get(desk, "/call-desk?phone=true")
                    .expect(200)
                    .json()
                    .path("call");
            assertThat(entry.path("name").asText()).endsWith("**");
            assertThat(entry.path("phone").asText()).startsWith("138");
            assertThat(entry.toString())
                    .doesNotContain(draw.tender.input.get("title").toString());
            draw.hall
                    .send(Step.write(
                            "",
                            desk,
                            "POST",
                            "/call-desk/" + entry.path("callId").asText(),
                            Map.of("outcome", "ACCEPTED")))
                    .expect(201);

            for (int i = 0; i < 3; i++) {
                assertThat(gatewayReports(draw, gateway.next().path("ref").asText(), "ACCEPTED")
                                .statusCode())
                        .isEqualTo(200);
            }
            draw.awaitBoard("SEALED");
            JsonNode board = draw.board();
            assertThat(board.path("confirmed").asInt()).isEqualTo(5);
            assertThat(board.path("declined").asInt()).isEqualTo(1);
            assertThat(board.path("noAnswer").asInt()).isEqualTo(1);
            assertThat(records(draw, "draw.call").stream()
                            .map(each -> each.path("body").path("channel").asText() + " "
                                    + each.path("body").path("outcome").asText()))
                    .containsExactly(
                            "sms ACCEPTED",
                            "mail DECLINED",
                            "mail+sms+desk NO_ANSWER",
                            "desk ACCEPTED",
                            "sms ACCEPTED",
                            "sms ACCEPTED",
                            "sms ACCEPTED");
            assertNamesNobody(draw, logged.list);

            // Both verifiers replay the replacement out of the log.
            LogHall.await(() -> hasReplacement(draw));
            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            assertThat(draw.python(transcript)).startsWith("0 ").contains("PASS-CLAIMED");

            signIn(draw);
        } finally {
            root.detachAppender(logged);
            root.setLevel(before);
        }
    }

    private static boolean hasReplacement(DrawHall draw) {
        try {
            JsonNode transcript = new com.fasterxml.jackson.databind.ObjectMapper().readTree(draw.transcript());
            return transcript.path("replacements").size() == 1;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** At the venue the roster opens for those who check identities, and for nobody else. */
    private static void signIn(DrawHall draw) throws Exception {
        draw.hall.clock.set("2026-03-31 08:30");
        for (String party : List.of("platform", "supervisor")) {
            draw.officer(party).unseal("SIGN_IN", "三楼评标区入口", List.of("张三", "李四"));
        }
        String path = draw.tender.path() + "/draw/roster";
        JsonNode roster = draw.hall.get(draw.venue(), path).expect(200).json();
        assertThat(roster.path("members")).hasSize(5);
        draw.hall.get(draw.people.get("agent"), path).expect(403);
        // The centre that holds shares is a venue operator of the tender too, and neither sees nor replaces anybody.
        draw.hall.get(draw.people.get("outside"), path).expect(403);
        String pid = draw.board().path("seats").get(0).path("pid").asText();
        Map<String, String> absent = Map.of("pid", pid, "reason", "ABSENT");
        assertThat(draw.writes(draw.people.get("outside"), "/replacements", absent)
                        .expect(403)
                        .code())
                .isEqualTo("outside-holder");
        assertThat(draw.writes(draw.venue(), "/replacements", absent)
                        .expect(409)
                        .text())
                .contains("evaluation-not-begun", "2026年3月31日 09:00");
        Step publishes = Step.write(
                "",
                draw.people.get("platform"),
                "POST",
                draw.tender.path() + "/draw/unseal",
                Map.of("purpose", "PUBLISH", "half", "0".repeat(64), "place", "x", "persons", List.of("y")));
        assertThat(draw.hall.send(publishes).expect(422).text()).contains("E05", "第三十七条");
    }
}
