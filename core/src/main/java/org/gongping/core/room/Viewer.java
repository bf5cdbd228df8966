package org.gongping.core.room;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * Somebody who was let into a room, as far as it matters for what they are shown.
 *
 * @param subject of the person's login
 * @param organisation unified social credit code
 * @param sides on which the person is here; never empty
 */
public record Viewer(String subject, Optional<String> organisation, Set<Role> sides) {
    public Viewer {
        sides = Collections.unmodifiableSet(EnumSet.copyOf(sides));
    }

    public static Viewer of(Actor actor, Set<Role> sides) {
        return new Viewer(actor.subject(), actor.organisationCreditCode(), sides);
    }
}
