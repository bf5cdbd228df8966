package org.gongping.core.scoring.check;

import java.util.List;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;

/** All checks of a definition, in the order in which a person would go through it. */
public final class DefinitionCheck {
    private DefinitionCheck() {}

    public static List<Finding> findings(MethodDefinition method, LegalLimits limits) {
        Findings findings = new Findings();
        new CompletenessCheck(method, findings).check();
        new TrimmingCheck(method, findings).check();
        new PoolCheck(method, limits, findings).check();
        new LawCheck(method, limits, findings).check();
        if (findings.all().stream().noneMatch(Finding::isError)) {
            SampleCheck.check(method, findings);
        }
        return findings.all();
    }
}
