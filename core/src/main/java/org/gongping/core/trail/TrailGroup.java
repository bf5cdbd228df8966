package org.gongping.core.trail;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditKind;

/** The kinds of records by the part of a tender that they belong to: the first name of their code says it. */
public enum TrailGroup {
    PROJECT("project", "lot", "member", "addendum"),
    DOCUMENT("document"),
    BID("bid"),
    OPENING("open", "tender"),
    EVALUATION("eval"),
    AWARD("candidate", "award", "contract", "report"),
    READING("audit", "datum", "dossier"),
    EXPERT("expert"),
    DRAW("draw"),
    DEPOSIT("deposit"),
    /** Of no tender. */
    PLATFORM("organisation", "rule", "calendar", "rehearsal", "cover", "admin", "log", "platform");

    private final Set<String> names;

    TrailGroup(String... names) {
        this.names = Set.of(names);
    }

    public Set<String> codes() {
        return Arrays.stream(AuditKind.values())
                .map(AuditKind::code)
                .filter(code -> names.contains(code.split("\\.", 2)[0]))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** By its name in the contract. */
    public static Optional<TrailGroup> ofName(String name) {
        return Arrays.stream(values())
                .filter(group -> group.name().equals(name))
                .findFirst();
    }
}
