package org.gongping.core.opening;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.tender.LockedMethod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** The random parameters of a lot as they were drawn at its opening (rule O08). */
public final class DrawnParameters {
    private final OpeningRepository openings;

    public DrawnParameters(OpeningRepository openings) {
        this.openings = openings;
    }

    /** All that the method draws, by name; a refusal names those that do not stand yet. */
    public Outcome<Map<String, BigDecimal>> all(Transaction tx, Project project, Lot lot) {
        Map<String, BigDecimal> drawn = openings.drawn(tx, project.id(), lot.id());
        List<String> missing = LockedMethod.of(lot).randomParameters().stream()
                .filter(parameter -> parameter.pool().isPresent())
                .map(RandomParameter::name)
                .filter(name -> !drawn.containsKey(name))
                .toList();
        return missing.isEmpty()
                ? Outcome.done(drawn)
                : Outcome.refused(new Refusal.Conflict(
                        "parameters-undrawn",
                        "评标办法规定的随机参数尚未抽取，或者尚未经监督人员确认：" + String.join("、", missing) + "（规则 O08）",
                        "Random parameters of the method are not drawn yet, or not confirmed by the supervisor: "
                                + String.join(", ", missing) + " (rule O08)",
                        Optional.empty()));
    }
}
