package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.gongping.service.StartupFailure;
import org.gongping.service.rehearsal.Api.Answer;
import org.gongping.service.rehearsal.ApiContract.Operation;
import org.gongping.service.rehearsal.RehearsalCase.Call;
import org.gongping.service.rehearsal.RehearsalCase.PartyRun;
import org.gongping.service.rehearsal.RehearsalCase.Repeat;
import org.gongping.service.rehearsal.RehearsalCase.Step;
import org.gongping.service.rehearsal.RehearsalCase.TrailCheck;
import org.gongping.service.rehearsal.RehearsalCase.Verified;

/**
 * Plays a case on a rehearsal server, step by step, and stops at the first step whose answer differs. The clock is held
 * at each moment that the case names, so that no slow machine slips past a gate, and runs again at the end. A case that
 * names no moment can be played on any server, in the present.
 */
public final class Rehearsal {
    private static final String ADMINISTRATOR = "admin";
    private static final int PAGE = 200;
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final Duration TO_COME = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Api api;
    private final Programs programs;
    private final RehearsalCase played;
    private final Consumer<StepResult> listener;
    private final Scope scope;
    private Instant clock;

    private Rehearsal(
            Api api, Programs programs, RehearsalCase played, Consumer<StepResult> listener, Instant now) {
        this.api = api;
        this.programs = programs;
        this.played = played;
        this.listener = listener;
        this.clock = now;
        JsonNode calendars = api.send(
                        api.request("listCalendars", Optional.of(ADMINISTRATOR), Map.of(), Optional.empty()))
                .body();
        this.scope = new Scope(DayPlan.choose(played.days(), now, calendars));
    }

    /**
     * Plays one case.
     *
     * @param listener told of each step when it is done
     * @throws org.gongping.service.StartupFailure when the case sets the clock and the server is no rehearsal server, or
     *     when it does not answer
     */
    public static CaseResult play(
            Api api, Programs programs, RehearsalCase played, Consumer<StepResult> listener) {
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
        var taken = new Taken();
        try {
            step.clock().ifPresent(moment -> taken.differences.addAll(setClock(moment)));
            for (int no = 0; no < times(step) && taken.differences.isEmpty(); no++) {
                int place = no;
                step.forEach().ifPresent(forEach -> {
                    scope.put("no", IntNode.valueOf(place));
                    scope.put(forEach.name(), scope.resolve(forEach.in()).get(place));
                });
                once(step, taken);
            }
        } catch (Scope.Unknown e) {
            taken.differences.add(new Difference("case file", "a value kept by an earlier step", e.getMessage()));
        }
        return new StepResult(
                number,
                step.titleZh(),
                step.titleEn(),
                step.account().orElse(""),
                step.operation(),
                clock,
                taken.status,
                taken.requests,
                Duration.ofNanos(System.nanoTime() - begin),
                taken.differences);
    }

    private int times(Step step) {
        return step.forEach().map(forEach -> scope.resolve(forEach.in()).size()).orElse(1);
    }

    private static final class Taken {
        private int status;
        private int requests;
        private final List<Difference> differences = new ArrayList<>();
    }

    private void once(Step step, Taken taken) {
        switch (step.deed()) {
            case Call call -> call(step, call, taken);
            case PartyRun run -> parties(step, run, taken);
            case TrailCheck _ -> trail(step, taken);
        }
    }

    private void call(Step step, Call call, Taken taken) {
        Api.Request request = request(step, call);
        Answer answer = send(request, taken);
        if (call.repeat() == Repeat.AWAIT) {
            answer = await(step, request, answer, taken);
        }
        hold(step, answer, taken);
        if (call.repeat() == Repeat.AGAIN && taken.differences.isEmpty()) {
            taken.differences.addAll(repeated(answer, send(request, taken)));
        }
        if (call.verify().isPresent() && taken.differences.isEmpty()) {
            verify(step, answer, call.verify().get(), taken);
        }
    }

    private Answer send(Api.Request request, Taken taken) {
        Answer answer = api.send(request);
        taken.requests++;
        taken.status = answer.status();
        return answer;
    }

    /** Asks until the answer is as expected; the last one when it does not come to be. */
    private Answer await(Step step, Api.Request request, Answer first, Taken taken) {
        long deadline = System.nanoTime() + TO_COME.toNanos();
        Answer answer = first;
        while (!differences(step, answer).isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupFailure("interrupted while waiting for " + step.operation(), e);
            }
            answer = send(request, taken);
        }
        return answer;
    }

    private UUID projectId() {
        return UUID.fromString(
                scope.find("projectId").map(JsonNode::asText).orElseThrow(() -> new Scope.Unknown("projectId")));
    }

    private void verify(Step step, Answer transcript, Verified verified, Taken taken) {
        Programs.Ran ran = programs.verify(
                projectId(), transcript.bytes(), scope.resolve(verified.vrfKey()).asText());
        taken.differences.addAll(ran.differences());
        String verdict = ran.summary().path("verdict").asText();
        if (taken.differences.isEmpty() && !verdict.equals(verified.verdict())) {
            taken.differences.add(new Difference("verdict of " + step.operation(), verified.verdict(), verdict));
        }
    }

    private void parties(Step step, PartyRun run, Taken taken) {
        var options = new ArrayList<String>();
        scope.resolve(run.options()).forEach(option -> options.add(option.asText()));
        Programs.Ran ran = programs.parties(projectId(), run.accounts(), options);
        taken.differences.addAll(ran.differences());
        if (taken.differences.isEmpty()) {
            taken.differences.addAll(compare(step, ran.summary()));
            keep(step, ran.summary(), taken);
        }
    }

    private static List<Difference> repeated(Answer first, Answer second) {
        var differences = new ArrayList<Difference>();
        if (first.status() != second.status() || !second.replayed()) {
            differences.add(new Difference(
                    "status of the repeat",
                    first.status() + ", marked as a replay",
                    second.status() + (second.replayed() ? ", marked as a replay" : "")));
        } else if (!first.body().equals(second.body())) {
            differences.add(new Difference(
                    "body of the repeat", first.body().toString(), second.body().toString()));
        }
        return differences;
    }

    private Api.Request request(Step step, Call call) {
        Operation operation = api.contract().get(call.operation());
        Optional<String> version = operation.versioned()
                ? Optional.of(
                        scope.resolve(call.ifMatch().orElseGet(() -> JsonNodeFactory.instance.textNode("${version}")))
                                .asText())
                : Optional.empty();
        Optional<Api.Content> content = call.file()
                .map(file -> new Api.Content(
                        "application/octet-stream",
                        SampleDocument.bytes(
                                file.kind(),
                                scope.resolve(JsonNodeFactory.instance.textNode(file.text()))
                                        .asText())))
                .or(() -> call.body().map(body -> Api.Content.json(scope.resolve(body))));
        return new Api.Request(
                operation, step.account(), parameters(step, operation), version, content, UUID.randomUUID());
    }

    /** A parameter of the path that the step does not give is the kept value of its name. */
    private Map<String, String> parameters(Step step, Operation operation) {
        Map<String, String> parameters = new LinkedHashMap<>();
        step.with()
                .forEach((name, value) ->
                        parameters.put(name, scope.resolve(value).asText()));
        for (String name : operation.pathParameters()) {
            parameters.computeIfAbsent(
                    name,
                    absent -> scope.find(absent).map(JsonNode::asText).orElseThrow(() -> new Scope.Unknown(absent)));
        }
        return parameters;
    }

    /** Compares the answer and, when its status is as expected, keeps what later steps refer to. */
    private void hold(Step step, Answer answer, Taken taken) {
        taken.differences.addAll(differences(step, answer));
        if (step.expect().statuses().contains(answer.status())) {
            keep(step, answer.body(), taken);
        }
    }

    private List<Difference> differences(Step step, Answer answer) {
        List<Integer> statuses = step.expect().statuses();
        return statuses.contains(answer.status())
                ? compare(step, answer.body())
                : List.of(new Difference(
                        "status",
                        statuses.size() == 1 ? statuses.getFirst().toString() : "one of " + statuses,
                        String.valueOf(answer.status()),
                        reason(answer.body())));
    }

    private List<Difference> compare(Step step, JsonNode body) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        step.expect().members().forEach((pointer, value) -> expected.put(pointer, scope.resolve(value)));
        return Comparison.compare(expected, body);
    }

    private void keep(Step step, JsonNode body, Taken taken) {
        step.keep().forEach((name, pointer) -> {
            JsonNode value = body.at(pointer);
            if (value.isMissingNode()) {
                taken.differences.add(new Difference(pointer, "a value to keep as " + name, "nothing"));
            } else {
                scope.put(name, value);
            }
        });
    }

    /** What a problem document says, in one line. */
    private static String reason(JsonNode body) {
        var parts = new ArrayList<String>();
        for (String member : List.of("code", "ruleId", "detail", "earliestAt", "incident")) {
            if (body.path(member).isTextual()) {
                parts.add(body.path(member).asText());
            }
        }
        body.path("errors")
                .forEach(error -> parts.add(error.path("pointer").asText() + " "
                        + error.path("message").asText()));
        return String.join("; ", parts);
    }

    private void trail(Step step, Taken taken) {
        String projectId = projectId().toString();
        List<JsonNode> entries = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Map<String, String> parameters =
                    new HashMap<>(Map.of("projectId", projectId, "limit", String.valueOf(PAGE)));
            next.ifPresent(cursor -> parameters.put("after", cursor));
            Answer page = api.send(api.request("listAuditEntries", step.account(), parameters, Optional.empty()));
            taken.requests++;
            taken.status = page.status();
            if (page.status() != 200) {
                taken.differences.add(
                        new Difference("status", "200", String.valueOf(page.status()), reason(page.body())));
                return;
            }
            StreamSupport.stream(page.body().path("items").spliterator(), false).forEach(entries::add);
            next = Optional.ofNullable(page.body().path("next").textValue());
        } while (next.isPresent());
        var trail = new Trail(entries);
        taken.differences.addAll(trail.check());
        taken.differences.addAll(new Seals(api, step.account(), projectId).await(entries));
        taken.requests++;
        taken.differences.addAll(compare(step, trail.summary()));
        keep(step, trail.summary(), taken);
    }

    private List<Difference> setClock(String moment) {
        Instant to = scope.moment(moment);
        Answer answer = moveClock(to, true);
        if (answer.status() != 200) {
            return List.of(new Difference(
                    "clock", moment + " = " + to, String.valueOf(answer.status()), reason(answer.body())));
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
