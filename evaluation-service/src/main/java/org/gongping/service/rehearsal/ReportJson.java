package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The result of a rehearsal for programs, {@code gongping.rehearsal-result/1}. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * @param server base URL
     * @param results of the cases that were played, in their order
     * @param chosen names of all cases that were to be played
     */
    public static ObjectNode of(String server, List<CaseResult> results, List<String> chosen) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("schema", "gongping.rehearsal-result/1");
        report.put("server", server);
        report.put("passed", results.size() == chosen.size() && results.stream().allMatch(CaseResult::passed));
        ArrayNode cases = report.putArray("cases");
        results.forEach(result -> cases.add(caseResult(result)));
        ArrayNode notPlayed = report.putArray("notPlayed");
        chosen.stream().skip(results.size()).forEach(notPlayed::add);
        return report;
    }

    private static ObjectNode caseResult(CaseResult result) {
        RehearsalCase played = result.played();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", played.name());
        node.put("titleZh", played.titleZh());
        node.put("titleEn", played.titleEn());
        node.put("source", played.source());
        node.put("tender", result.tender());
        node.put("passed", result.passed());
        node.put("clockFrom", result.from().toString());
        node.put("clockTo", result.to().toString());
        node.put("milliseconds", result.took().toMillis());
        node.put("stepsOfCase", result.total());
        ArrayNode steps = node.putArray("steps");
        result.steps().forEach(step -> steps.add(step(step)));
        return node;
    }

    private static ObjectNode step(StepResult step) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("number", step.number());
        node.put("titleZh", step.titleZh());
        node.put("titleEn", step.titleEn());
        node.put("account", step.account().isEmpty() ? null : step.account());
        node.put("operation", step.operation());
        node.put("clock", step.clock().toString());
        node.put("status", step.status());
        node.put("requests", step.requests());
        node.put("milliseconds", step.took().toMillis());
        node.put("passed", step.passed());
        ArrayNode differences = node.putArray("differences");
        step.differences()
                .forEach(difference -> differences
                        .addObject()
                        .put("pointer", difference.pointer())
                        .put("expected", difference.expected())
                        .put("found", difference.found())
                        .put("note", difference.note()));
        return node;
    }
}
