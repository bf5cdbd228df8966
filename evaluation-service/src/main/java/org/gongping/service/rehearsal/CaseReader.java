package org.gongping.service.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.schema.MalformedJson;
import org.gongping.service.rehearsal.ApiContract.Operation;
import org.gongping.service.rehearsal.RehearsalCase.Call;
import org.gongping.service.rehearsal.RehearsalCase.Days;
import org.gongping.service.rehearsal.RehearsalCase.Deed;
import org.gongping.service.rehearsal.RehearsalCase.Expectation;
import org.gongping.service.rehearsal.RehearsalCase.ForEach;
import org.gongping.service.rehearsal.RehearsalCase.OwnWork;
import org.gongping.service.rehearsal.RehearsalCase.PartyRun;
import org.gongping.service.rehearsal.RehearsalCase.Repeat;
import org.gongping.service.rehearsal.RehearsalCase.SampleFile;
import org.gongping.service.rehearsal.RehearsalCase.Step;
import org.gongping.service.rehearsal.RehearsalCase.TrailCheck;
import org.gongping.service.rehearsal.RehearsalCase.Verified;

/**
 * Reads a case file strictly: a member it does not know is a fault, for what is misspelt would silently expect nothing.
 * All faults are told at once, each with its JSON pointer.
 */
public final class CaseReader {
    /** Name and version of the format. */
    static final String SCHEMA = "gongping.rehearsal/1";

    private static final Set<String> CASE =
            Set.of("schema", "name", "titleZh", "titleEn", "source", "days", "data", "steps");
    private static final Set<String> STEP = Set.of(
            "zh", "en", "clock", "as", "call", "check", "party", "own", "with", "ifMatch", "body", "file", "again",
            "await", "verify", "forEach", "expect", "keep");

    private final ApiContract contract;
    private final List<String> faults = new ArrayList<>();

    private CaseReader(ApiContract contract) {
        this.contract = contract;
    }

    /**
     * @param file how the case is named in messages
     * @throws InvalidCase with every fault found
     */
    static RehearsalCase read(String file, byte[] json, ApiContract contract) {
        var reader = new CaseReader(contract);
        RehearsalCase read = null;
        try {
            read = reader.read(CanonicalJson.parse(json));
        } catch (JsonProcessingException e) {
            reader.faults.add("not JSON: " + MalformedJson.describe(e));
        }
        if (!reader.faults.isEmpty()) {
            throw new InvalidCase(file, reader.faults);
        }
        return read;
    }

    private RehearsalCase read(JsonNode file) {
        known(file, "", CASE);
        if (!SCHEMA.equals(file.path("schema").asText())) {
            faults.add("/schema: must be " + SCHEMA);
        }
        var steps = new ArrayList<Step>();
        JsonNode list = file.path("steps");
        if (list.isEmpty()) {
            faults.add("/steps: at least one step");
        }
        for (int i = 0; i < list.size(); i++) {
            steps.add(step(list.get(i), "/steps/" + i));
        }
        return new RehearsalCase(
                text(file, "name", ""),
                text(file, "titleZh", ""),
                text(file, "titleEn", ""),
                text(file, "source", ""),
                days(file.path("days")),
                file.path("data").isMissingNode() ? JsonNodeFactory.instance.objectNode() : file.path("data"),
                steps);
    }

    private Days days(JsonNode node) {
        known(node, "/days", Set.of("dayZero", "working", "rest"));
        Optional<DayOfWeek> dayZero = node.has("dayZero")
                ? Optional.of(choice(DayOfWeek.class, node.path("dayZero"), "/days/dayZero"))
                : Optional.empty();
        return new Days(dayZero, offsets(node, "working"), offsets(node, "rest"));
    }

    private List<Integer> offsets(JsonNode node, String name) {
        var offsets = new ArrayList<Integer>();
        for (JsonNode offset : node.path(name)) {
            if (!offset.isInt() || offset.intValue() < 0) {
                faults.add("/days/" + name + ": days are whole numbers from 0");
            }
            offsets.add(offset.asInt());
        }
        return offsets;
    }

    private Step step(JsonNode node, String at) {
        known(node, at, STEP);
        Optional<String> clock = optionalText(node, "clock", at);
        clock.filter(text -> !DayPlan.isMoment(text))
                .ifPresent(
                        text -> faults.add(at + "/clock: a moment is written as \"@DAY HH:MM[:SS]\", found " + text));
        var with = new LinkedHashMap<String, JsonNode>();
        node.path("with").properties().forEach(entry -> with.put(entry.getKey(), entry.getValue()));
        Deed deed = deed(node, at, with.keySet());
        return new Step(
                text(node, "zh", at),
                text(node, "en", at),
                clock,
                optionalText(node, "as", at),
                deed,
                with,
                forEach(node, at),
                expectation(node.path("expect"), at + "/expect", deed),
                keep(node.path("keep"), at + "/keep"));
    }

    private Deed deed(JsonNode node, String at, Set<String> parameters) {
        if (node.has("check")) {
            if (!node.path("check").asText().equals("trail")) {
                faults.add(at + "/check: the only check is \"trail\"");
            }
            return new TrailCheck();
        }
        if (node.has("party")) {
            return partyRun(node.path("party"), at + "/party");
        }
        String operation = text(node, "call", at);
        contract.find(operation)
                .ifPresentOrElse(
                        found -> parameters.stream()
                                .filter(name -> !found.knows(name))
                                .forEach(name -> faults.add(
                                        at + "/with/" + name + ": " + operation + " has no parameter of this name")),
                        () -> faults.add(at + "/call: the contract has no operation " + operation));
        return new Call(
                Optional.ofNullable(node.get("own")).map(own -> ownWork(own, at + "/own")),
                operation,
                Optional.ofNullable(node.get("ifMatch")),
                Optional.ofNullable(node.get("body")),
                Optional.ofNullable(node.get("file")).map(file -> sampleFile(file, at + "/file")),
                repeat(node, at, operation),
                Optional.ofNullable(node.get("verify")).map(verify -> verified(verify, at + "/verify")));
    }

    private OwnWork ownWork(JsonNode node, String at) {
        known(node, at, Set.of("do", "price", "periodDays", "projectManager", "firmSize", "holder", "bidId"));
        return new OwnWork(choice(OwnWork.Kind.class, node.path("do"), at + "/do"), node);
    }

    private Repeat repeat(JsonNode node, String at, String operation) {
        boolean again = node.path("again").asBoolean();
        boolean await = node.path("await").asBoolean();
        boolean command = contract.find(operation).filter(Operation::command).isPresent();
        if (await && (again || command)) {
            faults.add(at + "/await: only a question is asked until the answer is as expected");
        }
        return again ? Repeat.AGAIN : await ? Repeat.AWAIT : Repeat.ONCE;
    }

    private Verified verified(JsonNode node, String at) {
        known(node, at, Set.of("verdict", "vrfKey"));
        text(node, "vrfKey", at);
        return new Verified(text(node, "verdict", at), node.path("vrfKey"));
    }

    private PartyRun partyRun(JsonNode node, String at) {
        known(node, at, Set.of("accounts", "options"));
        var accounts = new LinkedHashMap<String, String>();
        node.path("accounts")
                .fieldNames()
                .forEachRemaining(party -> accounts.put(party, text(node.path("accounts"), party, at + "/accounts")));
        if (accounts.isEmpty()) {
            faults.add(at + "/accounts: at least one party and its account");
        }
        for (JsonNode option : node.path("options")) {
            if (!option.isTextual()) {
                faults.add(at + "/options: texts, as on the command line");
            }
        }
        return new PartyRun(accounts, node.path("options"));
    }

    private SampleFile sampleFile(JsonNode node, String at) {
        known(node, at, Set.of("kind", "text"));
        return new SampleFile(choice(SampleFile.Kind.class, node.path("kind"), at + "/kind"), text(node, "text", at));
    }

    private Optional<ForEach> forEach(JsonNode node, String at) {
        JsonNode forEach = node.path("forEach");
        if (forEach.isMissingNode()) {
            return Optional.empty();
        }
        known(forEach, at + "/forEach", Set.of("in", "name"));
        return Optional.of(new ForEach(forEach.path("in"), text(forEach, "name", at + "/forEach")));
    }

    private Expectation expectation(JsonNode node, String at, Deed deed) {
        var members = new LinkedHashMap<String, JsonNode>();
        node.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.isEmpty() || name.startsWith("/")) {
                members.put(name, entry.getValue());
                Comparison.faults(entry.getValue()).forEach(fault -> faults.add(at + " " + name + ": " + fault));
            } else if (!name.equals("status")) {
                faults.add(at + "/" + name + ": neither \"status\" nor a JSON pointer");
            }
        });
        JsonNode status = node.path("status");
        List<Integer> statuses = status.isArray()
                ? StreamSupport.stream(status.spliterator(), false)
                        .map(JsonNode::asInt)
                        .toList()
                : List.of(status.asInt());
        boolean sound = statuses.stream().allMatch(each -> each >= 100 && each < 600) && !statuses.isEmpty();
        if (deed instanceof Call && !sound) {
            faults.add(at + "/status: the expected HTTP status, or a list of them");
        }
        return new Expectation(statuses, members);
    }

    private Map<String, String> keep(JsonNode node, String at) {
        var keep = new LinkedHashMap<String, String>();
        node.properties().forEach(entry -> {
            String pointer = entry.getValue().asText();
            if (!entry.getValue().isTextual() || !pointer.isEmpty() && !pointer.startsWith("/")) {
                faults.add(at + "/" + entry.getKey() + ": a JSON pointer");
            } else {
                keep.put(entry.getKey(), pointer);
            }
        });
        return keep;
    }

    private void known(JsonNode node, String at, Set<String> names) {
        if (!node.isObject()) {
            faults.add(at + ": must be an object");
            return;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                faults.add(at + "/" + name + ": unknown member");
            }
        });
    }

    private String text(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            faults.add(at + "/" + name + ": a text is missing");
        }
        return value.asText();
    }

    private Optional<String> optionalText(JsonNode node, String name, String at) {
        return node.has(name) ? Optional.of(text(node, name, at)) : Optional.empty();
    }

    private <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String at) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(node.asText()))
                .findFirst()
                .orElseGet(() -> {
                    faults.add(at + ": one of " + Arrays.toString(type.getEnumConstants()));
                    return type.getEnumConstants()[0];
                });
    }
}
