package org.gongping.draw.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongping.draw.plan.CommitteePlan.Widening;
import org.gongping.draw.protocol.Stratum;

/** By which steps a plan that has been submitted is wider than before (E07, 26号令 Art. 16). */
public final class Widen {
    /** What is added where there was a limit and is none: any region, any library. */
    static final String ANY = "*";

    private Widen() {}

    /** The steps from one plan to the other, numbered on from those before. */
    public static List<Widening> steps(CommitteePlan before, CommitteePlan after, String reason, Instant now) {
        List<Widening> steps = new ArrayList<>();
        Map<String, Stratum> known =
                before.strata().stream().collect(Collectors.toMap(Stratum::id, Function.identity()));
        for (Stratum stratum : after.strata()) {
            Stratum old = known.get(stratum.id());
            if (old == null) {
                continue;
            }
            add(steps, Widening.Of.REGION, stratum.id(), limits(old.regions(), stratum.regions()), reason, now);
            List<String> specialties = new ArrayList<>(stratum.specialties());
            specialties.removeAll(old.specialties());
            add(steps, Widening.Of.SPECIALTY, stratum.id(), specialties, reason, now);
        }
        add(steps, Widening.Of.LIBRARY, ANY, limits(before.libraries(), after.libraries()), reason, now);
        List<Widening> numbered = new ArrayList<>();
        int last = before.widenings().size();
        for (Widening step : steps) {
            last++;
            numbered.add(new Widening(last, step.of(), step.need(), step.added(), step.reason(), step.at()));
        }
        return numbered;
    }

    /** What a list of limits lets in that it kept out before; an empty list is no limit. */
    private static List<String> limits(List<String> before, List<String> after) {
        if (before.isEmpty()) {
            return List.of();
        }
        if (after.isEmpty()) {
            return List.of(ANY);
        }
        List<String> added = new ArrayList<>(after);
        added.removeAll(before);
        return added;
    }

    private static void add(
            List<Widening> steps, Widening.Of of, String need, List<String> added, String reason, Instant now) {
        if (!added.isEmpty()) {
            steps.add(new Widening(0, of, need, added, reason, now));
        }
    }
}
