package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

/** Does what a step says, holds what comes of it against the case file, and keeps what later steps refer to. */
final class StepPlayer {
    private static final int PAGE = 200;

    /** How long a question is asked until the answer is as expected. */
    private static final Duration TO_COME = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Api api;
    private final Programs programs;
    private final Scope scope;
    private final OwnMachines machines;

    StepPlayer(Api api, Programs programs, Scope scope) {
        this.api = api;
        this.programs = programs;
        this.scope = scope;
        this.machines = new OwnMachines(api);
    }

    /** What came of a step so far. */
    static final class Taken {
        private int status;
        private int requests;
        private final List<Difference> differences = new ArrayList<>();

        int status() {
            return status;
        }

        int requests() {
            return requests;
        }

        List<Difference> differences() {
            return differences;
        }
    }

    /** Takes the step once. */
    void once(Step step, Taken taken) {
        switch (step.deed()) {
            case Call call -> call(step, call, taken);
            case PartyRun run -> parties(step, run, taken);
            case TrailCheck _ -> trail(step, taken);
        }
    }

    private void call(Step step, Call call, Taken taken) {
        call.own()
                .ifPresent(own -> scope.put(
                        "own",
                        machines.work(
                                projectId(),
                                id("lotId"),
                                account(step).orElseThrow(),
                                own.kind(),
                                scope.resolve(own.options()))));
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

    /** Who acts; a step that is taken for each item may name another each time. */
    Optional<String> account(Step step) {
        return step.account()
                .map(name ->
                        scope.resolve(JsonNodeFactory.instance.textNode(name)).asText());
    }

    private UUID projectId() {
        return id("projectId");
    }

    private UUID id(String name) {
        return UUID.fromString(scope.find(name).map(JsonNode::asText).orElseThrow(() -> new Scope.Unknown(name)));
    }

    private void verify(Step step, Answer transcript, Verified verified, Taken taken) {
        Programs.Ran ran = programs.verify(
                projectId(),
                transcript.bytes(),
                scope.resolve(verified.vrfKey()).asText());
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
                operation, account(step), parameters(step, operation), version, content, UUID.randomUUID());
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
    static String reason(JsonNode body) {
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
            Answer page = api.send(api.request("listAuditEntries", account(step), parameters, Optional.empty()));
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
        taken.differences.addAll(new Seals(api, account(step), projectId).await(entries));
        taken.requests++;
        taken.differences.addAll(compare(step, trail.summary()));
        keep(step, trail.summary(), taken);
    }
}
