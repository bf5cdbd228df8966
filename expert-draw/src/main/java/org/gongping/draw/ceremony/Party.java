package org.gongping.draw.ceremony;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.core.identity.Role;
import org.gongping.draw.escrow.Deposit;

/** Who takes part in a draw, by contributing, by holding shares, or both. */
public enum Party {
    AGENT(Role.TENDER_AGENT),
    /** Another centre, which holds shares and contributes nothing. */
    OUTSIDE(Role.VENUE_OPERATOR),
    /** The platform's officer; a member of no project. */
    PLATFORM(Role.PLATFORM_ADMINISTRATOR),
    SUPERVISOR(Role.SUPERVISOR);

    /** Stands beside the parties where the finaliser's key is what an escrow opens. */
    public static final String FINALISER = "vrf";

    /** The contributors, sorted as the rules sort them. */
    public static final List<String> CONTRIBUTORS = List.of("agent", "platform", "supervisor");

    private final Role role;

    Party(Role role) {
        this.role = role;
    }

    /** Its name in formulas, records and the contract. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** On which side of a project it stands. */
    public Role role() {
        return role;
    }

    public boolean contributes() {
        return CONTRIBUTORS.contains(id());
    }

    public boolean holdsShares() {
        return Deposit.HOLDERS.contains(id());
    }

    /** Number of its shares, from 1. */
    int shareNumber() {
        return Deposit.HOLDERS.indexOf(id()) + 1;
    }

    public static Optional<Party> of(String id) {
        return Arrays.stream(values()).filter(party -> party.id().equals(id)).findFirst();
    }
}
