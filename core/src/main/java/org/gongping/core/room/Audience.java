package org.gongping.core.room;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.identity.Role;

/**
 * Who of those in the room may see an event. Given when the event is appended and never changed: what is to be shown to
 * more people later is shown by a later event.
 *
 * <p>The number of an event is not hidden from those who may not see it: whoever sees number 5 and then number 7 knows
 * that there was one between. Where even that must not be known, the event belongs into another room.
 *
 * @param tokens as stored; the viewer for whom one of them holds is in the audience
 */
public record Audience(Set<String> tokens) {
    private static final String EVERYBODY = "everybody";
    private static final String SIDE = "side:";
    private static final String ORGANISATION = "organisation:";
    private static final String PERSON = "person:";

    public Audience {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("an event that nobody may see is none");
        }
        tokens = Collections.unmodifiableSet(new TreeSet<>(tokens));
    }

    /** Everybody who is let into the room. */
    public static Audience everybody() {
        return new Audience(Set.of(EVERYBODY));
    }

    /** Those who are here on one of these sides. */
    public static Audience sides(Role... sides) {
        var tokens = new TreeSet<String>();
        Arrays.stream(sides).forEach(side -> tokens.add(SIDE + side.token()));
        return new Audience(tokens);
    }

    /** The people of one organisation, by its unified social credit code. */
    public static Audience organisation(String creditCode) {
        return new Audience(Set.of(ORGANISATION + creditCode));
    }

    /** One person, by the subject of the login. */
    public static Audience person(String subject) {
        return new Audience(Set.of(PERSON + subject));
    }

    /** These and those. */
    public Audience and(Audience other) {
        var both = new TreeSet<>(tokens);
        both.addAll(other.tokens);
        return new Audience(both);
    }

    /** Whether the viewer may see the event: the one place where this is decided. */
    public boolean includes(Viewer viewer) {
        return tokens.contains(EVERYBODY)
                || viewer.sides().stream().anyMatch(side -> tokens.contains(SIDE + side.token()))
                || viewer.organisation()
                        .filter(code -> tokens.contains(ORGANISATION + code))
                        .isPresent()
                || tokens.contains(PERSON + viewer.subject());
    }
}
