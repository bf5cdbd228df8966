package org.gongping.core.tender;

import java.util.List;
import java.util.stream.Collectors;
import org.gongping.core.rule.Regime;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;

/** The method that a lot locked at publication. */
public final class LockedMethod {
    private LockedMethod() {}

    /**
     * The definition, its digest checked against the one that was published (rule V03).
     *
     * @throws IllegalStateException when it no longer reads, or is no longer the one that was published
     */
    public static MethodDefinition of(Lot lot) {
        MethodDefinition method = switch (MethodReader.read(lot.method())) {
            case Reading.Accepted<MethodDefinition>(MethodDefinition definition) -> definition;
            case Reading.Refused<MethodDefinition>(List<Finding> findings) ->
                throw new IllegalStateException("the method of lot " + lot.id() + " does not read: "
                        + findings.stream()
                                .map(finding -> finding.pointer() + " " + finding.messageEn())
                                .collect(Collectors.joining("; ")));
        };
        if (!method.digest().equals(lot.methodDigest())) {
            throw new IllegalStateException("the method of lot " + lot.id() + " is not the one that was published");
        }
        return method;
    }

    /** The legal regime that the method is made for, as rule sets and projects name it. */
    public static Regime regimeOf(MethodDefinition method) {
        return switch (method.regime()) {
            case ENGINEERING -> Regime.ENGINEERING;
            case GOVERNMENT_PROCUREMENT -> Regime.GOV_PROCUREMENT;
            case OTHER -> Regime.OTHER;
        };
    }
}
