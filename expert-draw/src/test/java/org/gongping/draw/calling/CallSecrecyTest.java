package org.gongping.draw.calling;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Stratum;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Before the moment nothing outside the pool's own tables ties a person to a draw; after the calls no key is anywhere. */
class CallSecrecyTest {
    private static final Stratum ROAD = new Stratum("市政道路", List.of("A01"), List.of(), 3);

    /** Every row of every table but those of the pool. */
    private static String tables(Hall hall) {
        StringBuilder all = new StringBuilder();
        for (Map<String, Object> table : hall.query(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" + " AND tablename NOT LIKE 'expert%'")) {
            hall.query("SELECT t::text AS row FROM " + table.get("tablename") + " t")
                    .forEach(row -> all.append(row.get("row")).append('\n'));
        }
        return all.toString();
    }

    private static void assertNamesNobody(Hall hall, String what, String text) {
        for (Map<String, Object> person : hall.query("SELECT id, pool_no, name, phone, email FROM expert")) {
            assertThat(text)
                    .as(what)
                    .doesNotContain(
                            person.get("id").toString(),
                            person.get("id").toString().replace("-", ""),
                            person.get("pool_no").toString(),
                            person.get("name").toString(),
                            person.get("phone").toString(),
                            person.get("email").toString());
        }
    }

    @Test
    void nothingTiesAPersonToTheDraw() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        logged.start();
        root.addAppender(logged);
        try (Hall hall = new Hall(org.gongping.core.rule.Regime.ENGINEERING, 9, List.of(ROAD), 9)) {
            hall.run();
            hall.unlock();
            assertNamesNobody(hall, "tables while somebody is called", tables(hall));
            hall.answer(false);
            hall.run();
            hall.channelDown = true;
            hall.answer(true);
            hall.run();
            CallDesk desk = new CallDesk(hall.parts, hall.reach);
            Hall.done(hall.rows.transact(tx -> desk.next(tx, hall.operator(), true)));
            hall.channelDown = false;
            hall.clock.move(java.time.Duration.ofSeconds(SampleDraws.ANSWER_SECONDS));
            hall.run();
            hall.acceptAll();
            assertThat(hall.board().state()).isEqualTo("SEALED");
            assertNamesNobody(hall, "tables when the committee is full", tables(hall));
            assertNamesNobody(hall, "board", hall.board().toString());
            // The pool's tables know when somebody is taken, and nothing of tender, draw or pseudonym.
            StringBuilder pool = new StringBuilder();
            hall.query("SELECT t::text AS row FROM expert_engagement t")
                    .forEach(row -> pool.append(row.get("row")).append('\n'));
            assertThat(pool.toString())
                    .isNotEmpty()
                    .doesNotContain(Hall.TENDER, hall.projectId.toString())
                    .doesNotContain(hall.draws.selected().toArray(String[]::new));
            assertThat(hall.query("SELECT id FROM expert_engagement"))
                    .allSatisfy(
                            row -> assertThat(((UUID) row.get("id")).version()).isEqualTo(4));
            StringBuilder lines = new StringBuilder();
            List.copyOf(logged.list)
                    .forEach(event -> lines.append(event.getFormattedMessage())
                            .append(
                                    event.getThrowableProxy() == null
                                            ? ""
                                            : event.getThrowableProxy().getMessage())
                            .append('\n'));
            // Statements of the fixture itself are not the server's.
            assertNamesNobody(hall, "logs", lines.toString());
            for (byte[] secret : List.of(hall.draws.openedByPlatform(), hall.draws.openedBySupervisor())) {
                assertThat(tables(hall) + lines).doesNotContain(Octets.hex(secret));
            }
        } finally {
            root.detachAppender(logged);
            root.setLevel(before);
        }
    }

    /** What an expert is told holds nothing of tender, bidder or the others. */
    @Test
    void messagesSayNothingOfProjectBidderOrMembers() {
        try (Hall hall = new Hall(org.gongping.core.rule.Regime.ENGINEERING, 9, List.of(ROAD), 9)) {
            hall.run();
            hall.unlock();
            hall.acceptAll();
            assertThat(hall.sent).hasSize(3).allSatisfy(sent -> {
                assertThat(sent.text())
                        .contains(Hall.VENUE, "工程类", "6小时", Hall.TERMS.pay(), Hall.TERMS.lodging())
                        .doesNotContain(Hall.TITLE, Hall.TENDER, Hall.BIDDER, "招标代理", "市政道路");
                assertNamesNobody(hall, "message", sent.text());
            });
        }
    }
}
