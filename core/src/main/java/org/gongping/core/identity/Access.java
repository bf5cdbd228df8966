package org.gongping.core.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Who may call an operation, as far as the role alone decides. Membership is decided by the use case. */
public sealed interface Access {
    /**
     * Everybody, logged in or not.
     *
     * @param asksWho whether the answer depends on who is logged in; otherwise nobody's credentials are looked at
     */
    record Open(boolean asksWho) implements Access {}

    /** Everybody who is logged in, whatever the role. */
    record AnyLogin() implements Access {}

    /** Holders of at least one of these roles. */
    record Only(Set<Role> roles) implements Access {
        public Only {
            roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
        }
    }

    default boolean allows(Set<Role> held) {
        return switch (this) {
            case Open _ -> true;
            case AnyLogin() -> true;
            case Only only -> held.stream().anyMatch(only.roles()::contains);
        };
    }
}
