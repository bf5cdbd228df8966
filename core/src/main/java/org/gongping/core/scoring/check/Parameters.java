package org.gongping.core.scoring.check;

import java.math.BigDecimal;
import java.util.List;
import org.gongping.core.scoring.method.DerivedParameter;
import org.gongping.core.scoring.method.DrawnParam;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Param;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;

/** The values that a parameter can come to have. */
final class Parameters {
    private Parameters() {}

    /** Every value; of a derived parameter its least and its greatest. */
    static List<BigDecimal> possible(MethodDefinition method, Param param) {
        return switch (param) {
            case Figure f -> List.of(f.value());
            case DrawnParam d ->
                method.randomParameters().stream()
                        .filter(p -> p.name().equals(d.name()))
                        .findFirst()
                        .map(Parameters::values)
                        .orElseGet(() -> ends(method, d.name()));
        };
    }

    static List<BigDecimal> values(RandomParameter p) {
        return p.fixed()
                .map(f -> List.of(f.value()))
                .orElseGet(() -> Pool.valuesOf(p.pool().orElseThrow()));
    }

    private static List<BigDecimal> ends(MethodDefinition method, String name) {
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        DerivedParameter derived = method.derivedParameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (DerivedParameter.Term t : derived.terms()) {
            List<BigDecimal> values = possible(method, t.parameter()).stream()
                    .map(v -> v.multiply(t.factor().value()))
                    .toList();
            if (!values.isEmpty()) {
                least = least.add(values.stream().min(BigDecimal::compareTo).orElseThrow());
                most = most.add(values.stream().max(BigDecimal::compareTo).orElseThrow());
            }
        }
        return List.of(least, most);
    }
}
