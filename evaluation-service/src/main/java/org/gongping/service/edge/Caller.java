package org.gongping.service.edge;

import java.util.Optional;
import org.gongping.core.identity.Actor;

/**
 * Who calls and by what means.
 *
 * @param csrfToken what a browser must repeat on every write; empty for a program with a bearer token
 */
public record Caller(Optional<Actor> actor, Optional<String> csrfToken) {
    static final Caller NOBODY = new Caller(Optional.empty(), Optional.empty());

    /** A program with a bearer token. */
    public static Caller program(Actor actor) {
        return new Caller(Optional.of(actor), Optional.empty());
    }

    /** A person with a browser session. */
    public static Caller browser(Actor actor, String csrfToken) {
        return new Caller(Optional.of(actor), Optional.of(csrfToken));
    }
}
