package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes between any two steps of an attempt, or in the middle of one: it goes on where it was, with the same
 * commitments and to the one result that they allow, or it is honestly ended. Nothing is drawn anew.
 */
class DrawPowerCutTest {
    private static final List<String> CONTRIBUTORS = List.of("agent", "supervisor", "platform");
    /** Holds up the transaction in which a result is stored. */
    private static final int HALT = 7_701;

    /** What of an attempt no power cut may change: rules, pool, commitments, every record. */
    private static List<String> fixed(DrawHall draw) {
        JsonNode current = draw.view().path("current");
        List<String> fixed = new ArrayList<>(List.of(
                current.path("drawId").asText(),
                current.path("rulesHash").asText(),
                current.path("poolRoot").asText(),
                current.path("parties").toString()));
        current.path("steps")
                .forEach(step -> fixed.add(
                        step.path("step").asText() + " " + step.path("party").asText() + " "
                                + step.path("entryId").asText()));
        return fixed;
    }

    private static void cut(DrawHall draw) throws Exception {
        List<String> before = fixed(draw);
        draw.restart();
        assertThat(fixed(draw)).isEqualTo(before);
        assertThat(draw.view().path("attempts")).hasSize(1);
    }

    @Test
    void betweenAnyTwoStepsItGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            cut(draw);
            for (String party : CONTRIBUTORS) {
                draw.advanced(party);
                cut(draw);
            }
            String seed = draw.onlySeed(1);
            draw.awaitSeal("k1");
            List<String> turns = List.of("agent", "supervisor", "platform", "outside");
            List<String> states = new ArrayList<>();
            for (int turn = 0; turn < 24 && !draw.state().equals("DRAWN"); turn++) {
                List<String> did = draw.advanced(turns.get(turn % turns.size())).did();
                if (!did.isEmpty()) {
                    states.add(draw.state() + " " + did);
                    cut(draw);
                }
            }
            assertThat(draw.state()).as(states.toString()).isEqualTo("DRAWN");
            assertThat(draw.view().at("/current/seed").asText()).isEqualTo(seed);
            draw.awaitSeal("k2");
            cut(draw);
            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            assertThat(draw.python(transcript)).startsWith("0 ").contains("PASS-CLAIMED");
        }
    }

    /** To the moment at which only the platform's last signature is missing. */
    private static String toTheLastStep(DrawHall draw) throws Exception {
        draw.readyToStart();
        draw.starts().expect(201);
        draw.advance(CONTRIBUTORS);
        String seed = draw.onlySeed(1);
        draw.awaitSeal("k1");
        draw.advance(CONTRIBUTORS);
        draw.advance(List.of("outside", "supervisor", "outside"));
        draw.advance(List.of("agent", "supervisor"));
        assertThat(draw.view().at("/current/waitsFor/0").asText()).isEqualTo("platform");
        return seed;
    }

    @Test
    void inTheMiddleOfTheLastStepNothingOfItIsLeftAndTheNextTimeItIsTheSame(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            String seed = toTheLastStep(draw);
            Rows rows = draw.hall.rows;
            rows.execute("CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " PERFORM pg_advisory_xact_lock(" + HALT + "); RETURN NEW; END $$");
            rows.execute("CREATE TRIGGER halt BEFORE INSERT ON draw_result FOR EACH ROW EXECUTE FUNCTION halt()");
            try (Connection halting = rows.connect();
                    Statement statement = halting.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(" + HALT + ")");
                CompletableFuture<Void> last = CompletableFuture.runAsync(() -> {
                    try {
                        draw.advanced("platform");
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
                LogHall.await(() -> rows.count(
                                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = ?"
                                        + " AND NOT granted",
                                HALT)
                        == 1);
                rows.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND usename <> current_user");
                assertThatThrownBy(last::join).isInstanceOf(CompletionException.class);
            }
            rows.execute("DROP TRIGGER halt ON draw_result");
            draw.restart();
            assertThat(draw.state()).isEqualTo("FINISHING");
            assertThat(rows.count("SELECT count(*) FROM draw_result")).isZero();
            assertThat(rows.count("SELECT count(*) FROM audit_entry WHERE kind IN ('draw.final', 'draw.result')"))
                    .isZero();
            draw.advanced("platform");
            assertThat(draw.view().at("/current/seed").asText()).isEqualTo(seed);
            draw.awaitSeal("k2");
            draw.requireVerified(draw.transcript());
            Chains.verify(rows);
        }
    }

    @Test
    void whoseTimePassedWhileThereWasNoPowerBeforeTheDepositsEndsTheAttempt(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            draw.readyToStart();
            draw.starts().expect(201);
            draw.advance(List.of("agent", "supervisor"));
            List<String> before = fixed(draw);
            draw.restart(() -> draw.hall.clock.set("2026-04-02 10:00"));
            LogHall.await(() -> draw.state().equals("ABORTED"));
            assertThat(fixed(draw).subList(0, before.size())).isEqualTo(before);
            assertThat(draw.view().at("/attempts/0/reason").asText()).isEqualTo("ABORTED_BY:platform");
            assertThat(draw.starts().expect(409).code()).isEqualTo("order-needed");
            draw.restart();
            assertThat(draw.state()).isEqualTo("ABORTED");
            assertThat(draw.view().path("attempts")).hasSize(1);
        }
    }

    @Test
    void pastTheDepositsItIsFinishedHoweverLongThePowerWasGone(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            String seed = toTheLastStep(draw);
            draw.restart(() -> draw.hall.clock.set("2026-04-02 10:00"));
            draw.play(DrawHall.PARTIES);
            assertThat(draw.view().at("/current/seed").asText()).isEqualTo(seed);
            draw.awaitSeal("k2");
            draw.requireVerified(draw.transcript());
        }
    }
}
