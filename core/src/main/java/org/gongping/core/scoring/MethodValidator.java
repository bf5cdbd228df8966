package org.gongping.core.scoring;

import java.util.List;
import org.gongping.core.scoring.check.DefinitionCheck;
import org.gongping.core.scoring.check.SampleCheck;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.result.ScoringResult;

/**
 * Says whether a definition may be published (section "Validator" of the method pages). An ERROR refuses; a WARNING
 * waits for a person who acknowledges it with a reason. Every finding names its rule and its article.
 */
public final class MethodValidator {
    private final LegalLimits limits;

    public MethodValidator(LegalLimits limits) {
        this.limits = limits;
    }

    public List<Finding> validate(MethodDefinition method) {
        return DefinitionCheck.findings(method, limits);
    }

    /** The built-in sample of 1 to 7 bids computed with the definition, for its author to look at before signing. */
    public static List<ScoringResult> sample(MethodDefinition method) {
        return SampleCheck.results(method);
    }
}
