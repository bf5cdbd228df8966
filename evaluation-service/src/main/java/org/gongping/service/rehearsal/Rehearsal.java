package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.service.rehearsal.Api.Answer;
import org.gongping.service.rehearsal.RehearsalCase.Step;

/**
 * Plays a case on a rehearsal server, step by step, and stops at the first step whose answer differs. The clock is held
 * at each moment that the case names, so that no slow machine slips past a gate, and runs again at the end. A case that
 * names no moment can be played on any server, in the present.
 */
public final class Rehearsal {
    private static final String ADMINISTRATOR = "admin";
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Api api;
    private final RehearsalCase played;
    private final Consumer<StepResult> listener;
    private final Scope scope;
    private final StepPlayer player;
    private Instant clock;

    private Rehearsal(Api api, Programs programs, RehearsalCase played, Consumer<StepResult> listener, Instant now) {
        this.api = api;
        this.played = played;
        this.listener = listener;
        this.clock = now;
        JsonNode calendars = api.send(
                        api.request("listCalendars", Optional.of(ADMINISTRATOR), Map.of(), Optional.empty()))
                .body();
        this.scope = new Scope(DayPlan.choose(played.days(), now, calendars));
        this.player = new StepPlayer(api, programs, scope);
    }

    /**
     * Plays one case.
     *
     * @param listener told of each step when it is done
     * @throws org.gongping.service.StartupFailure when the case sets the clock and the server is no rehearsal server, or
     *     when it does not answer
     */
    public static CaseResult play(Api api, Programs programs, RehearsalCase played, Consumer<StepResult> listener) {
        long begin = System.nanoTime();
        Instant from = played.setsClock() ? api.rehearsalTime() : api.time();
        var rehearsal = new Rehearsal(api, programs, played, listener, from);
        // Real time and chance: no two runs on one server choose the same code.
        String run =
                RUN.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 4);
        List<StepResult> steps;
        try {
            steps = rehearsal.steps(run);
        } finally {
            if (played.setsClock()) {
                rehearsal.release();
            }
        }
        return new CaseResult(
                played,
                rehearsal.scope.find("code").map(JsonNode::asText).orElse(""),
                from,
                rehearsal.clock,
                steps,
                played.steps().size(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private List<StepResult> steps(String run) {
        scope.put("run", run);
        scope.put("data", played.data());
        var results = new ArrayList<StepResult>();
        for (Step step : played.steps()) {
            StepResult result = take(results.size() + 1, step);
            results.add(result);
            listener.accept(result);
            if (!result.passed()) {
                break;
            }
        }
        return results;
    }

    private StepResult take(int number, Step step) {
        long begin = System.nanoTime();
        var taken = new StepPlayer.Taken();
        try {
            step.clock().ifPresent(moment -> taken.differences().addAll(setClock(moment)));
            for (int no = 0; no < times(step) && taken.differences().isEmpty(); no++) {
                int place = no;
                step.forEach().ifPresent(forEach -> {
                    scope.put("no", IntNode.valueOf(place));
                    scope.put(forEach.name(), scope.resolve(forEach.in()).get(place));
                });
                player.once(step, taken);
            }
        } catch (Scope.Unknown e) {
            taken.differences().add(new Difference("case file", "a value kept by an earlier step", e.getMessage()));
        }
        return new StepResult(
                number,
                step.titleZh(),
                step.titleEn(),
                step.account().map(name -> name.startsWith("${") ? "…" : name).orElse(""),
                step.operation(),
                clock,
                taken.status(),
                taken.requests(),
                Duration.ofNanos(System.nanoTime() - begin),
                taken.differences());
    }

    private int times(Step step) {
        return step.forEach().map(forEach -> scope.resolve(forEach.in()).size()).orElse(1);
    }

    private List<Difference> setClock(String moment) {
        Instant to = scope.moment(moment);
        Answer answer = moveClock(to, true);
        if (answer.status() != 200) {
            return List.of(new Difference(
                    "clock", moment + " = " + to, String.valueOf(answer.status()), StepPlayer.reason(answer.body())));
        }
        clock = to;
        return List.of();
    }

    private Answer moveClock(Instant to, boolean hold) {
        JsonNode body =
                JsonNodeFactory.instance.objectNode().put("now", to.toString()).put("hold", hold);
        return api.send(api.request("setRehearsalClock", Optional.of(ADMINISTRATOR), Map.of(), Optional.of(body)));
    }

    /** Lets the clock run again; whoever uses the server after us finds it running. */
    private void release() {
        moveClock(api.rehearsalTime(), false);
    }
}
