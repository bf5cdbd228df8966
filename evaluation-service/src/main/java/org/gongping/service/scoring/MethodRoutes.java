package org.gongping.service.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import org.gongping.core.Refusal;
import org.gongping.core.publication.MethodLimits;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleSetSelector;
import org.gongping.core.scoring.MethodLibrary;
import org.gongping.core.scoring.MethodValidator;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.tender.LockedMethod;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Scoring-method templates and the validator. */
public final class MethodRoutes implements Routes {
    private final LawBook law;
    private final InstantSource clock;
    private final List<MethodDefinition> library = MethodLibrary.all();

    public MethodRoutes(LawBook law, InstantSource clock) {
        this.law = law;
        this.clock = clock;
    }

    record MethodSummary(String methodId, String version, String nameZh, String nameEn, String family, String regime) {}

    record FindingJson(
            Finding.Severity severity,
            String pointer,
            String ruleId,
            String article,
            String messageZh,
            String messageEn) {
        static FindingJson of(Finding finding) {
            return new FindingJson(
                    finding.severity(),
                    finding.pointer(),
                    finding.ruleId().isEmpty() ? null : finding.ruleId(),
                    finding.citation().isEmpty() ? null : finding.citation(),
                    finding.messageZh(),
                    finding.messageEn());
        }
    }

    record MethodCheck(boolean valid, String digest, List<FindingJson> findings, List<? extends JsonNode> samples) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listMethods",
                _ -> Answer.ok(new Page.All<>(
                        library.stream().map(MethodRoutes::summary).toList())));
        operations.handle("getMethod", this::get);
        operations.handle("checkMethod", this::check);
    }

    private static MethodSummary summary(MethodDefinition method) {
        return new MethodSummary(
                method.methodId(),
                method.version(),
                method.nameZh(),
                method.nameEn(),
                method.family(),
                method.json().path("regime").asText());
    }

    private Answer get(Call call) {
        String id = call.text("methodId");
        return library.stream()
                .filter(method -> method.methodId().equals(id))
                .findFirst()
                .map(method -> Answer.ok(method.json()))
                .orElseGet(() -> Answer.refused(new Refusal.NotFound("method")));
    }

    private Answer check(Call call) {
        return switch (MethodReader.read(call.json())) {
            case Reading.Refused<MethodDefinition>(List<Finding> findings) ->
                Answer.ok(new MethodCheck(
                        false, null, findings.stream().map(FindingJson::of).toList(), List.of()));
            case Reading.Accepted<MethodDefinition>(MethodDefinition method) -> {
                List<Finding> findings = new MethodValidator(limits(call, method)).validate(method);
                boolean valid = findings.stream().noneMatch(Finding::isError);
                yield Answer.ok(new MethodCheck(
                        valid,
                        method.digest(),
                        findings.stream().map(FindingJson::of).toList(),
                        MethodValidator.sample(method).stream()
                                .map(ScoringResult::toJson)
                                .toList()));
            }
        };
    }

    /** The limits of the rule set that would be locked today for the method's regime. */
    private LegalLimits limits(Call call, MethodDefinition method) {
        Regime regime = LockedMethod.regimeOf(method);
        String type = method.projectTypes().stream().findFirst().orElse("*");
        return switch (law.select(call.transaction(), regime, type, clock.instant())) {
            case RuleSetSelector.Selection.Selected(var ruleSet) ->
                MethodLimits.of(law.with(call.transaction(), ruleSet, type, clock.instant()));
            case RuleSetSelector.Selection.NoneInForce _, RuleSetSelector.Selection.Ambiguous _ ->
                LegalLimits.shipped();
        };
    }
}
