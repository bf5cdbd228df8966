package org.gongping.core.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who acts, as the identity provider vouches for it.
 *
 * @param subject stable and never reused: the {@code sub} of the issuer
 * @param account login name; may change
 * @param name as shown to people
 * @param organisationCreditCode unified social credit code (GB 32100) of the organisation the person acts for
 */
public record Actor(
        String subject, String account, String name, Optional<String> organisationCreditCode, Set<Role> roles) {
    /** The server, for what goes on by itself. */
    public static final Actor SERVER = new Actor("server", "server", "server", Optional.empty(), Set.of());

    public Actor {
        roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
