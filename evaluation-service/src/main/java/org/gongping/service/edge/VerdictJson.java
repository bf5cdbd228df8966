package org.gongping.service.edge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Earliest;
import org.gongping.core.rule.Verdict;

/** A verdict as the contract writes it. */
public record VerdictJson(
        String ruleId,
        String ruleSet,
        String article,
        String articleEn,
        String outcome,
        String tag,
        String messageZh,
        String messageEn,
        Optional<String> whatToDoZh,
        Optional<String> whatToDoEn,
        Optional<Instant> earliestAt,
        Optional<Earliest.Of> earliestOf,
        boolean provisional,
        List<String> countingZh,
        List<String> countingEn,
        Map<String, String> computed) {
    public static VerdictJson of(Verdict verdict) {
        return new VerdictJson(
                verdict.ruleId(),
                verdict.ruleSet(),
                verdict.article().zh(),
                verdict.article().en(),
                verdict.outcome().code(),
                verdict.tag().name(),
                verdict.message().zh(),
                verdict.message().en(),
                Optional.of(verdict.whatToDo().zh()).filter(text -> !text.isEmpty()),
                Optional.of(verdict.whatToDo().en()).filter(text -> !text.isEmpty()),
                verdict.earliest().map(Earliest::at),
                verdict.earliest().map(Earliest::of),
                verdict.provisional(),
                verdict.counting().stream().map(Bilingual::zh).toList(),
                verdict.counting().stream().map(Bilingual::en).toList(),
                verdict.computed());
    }

    public static List<VerdictJson> of(List<Verdict> verdicts) {
        return verdicts.stream().map(VerdictJson::of).toList();
    }
}
