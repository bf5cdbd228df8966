package org.gongping.draw.protocol;

import java.util.List;
import java.util.Optional;

/** A draw that lacks nothing but its seed: the same seed gives the same outcome, whoever computes it. */
public final class Drawing {
    private final DrawId id;
    private final Rules rules;
    private final Pool pool;
    private final Optional<VenuePool> venue;

    /**
     * @param venue the places, when the rules draw places
     * @throws IllegalArgumentException when rules and places do not fit each other
     */
    public Drawing(DrawId id, Rules rules, Pool pool, Optional<VenuePool> venue) {
        if (rules.venue().isPresent() != venue.isPresent()) {
            throw new IllegalArgumentException("places are given when the rules draw places, and only then");
        }
        venue.ifPresent(places -> places.requireRoots(rules.venue().orElseThrow()));
        this.id = id;
        this.rules = rules;
        this.pool = pool;
        this.venue = venue;
    }

    /** What a seed leads to. */
    public sealed interface Outcome {
        /** All seats are filled. */
        record Drawn(DrawResult result, Optional<VenueResult> venue) implements Outcome {}

        /** A stratum or a city could not be filled; does not happen when {@link Feasibility} finds no F1. */
        record Short() implements Outcome {}
    }

    public DrawId id() {
        return id;
    }

    public Rules rules() {
        return rules;
    }

    public Pool pool() {
        return pool;
    }

    public Optional<VenuePool> venue() {
        return venue;
    }

    /** @param seed 32 bytes */
    public Outcome run(byte[] seed) {
        Optional<VenueResult> places = Optional.empty();
        if (venue.isPresent()) {
            places = venue.get().draw(id, rules.venue().orElseThrow(), seed);
            if (places.isEmpty()) {
                return new Outcome.Short();
            }
        }
        List<Stratum> strata =
                rules.effectiveStrata(places.map(VenueResult::cityCodes).orElse(List.of()));
        Optional<VenueResult> drawn = places;
        return Selection.of(pool, id, strata, rules.maxPerEmployer(), seed)
                .<Outcome>map(results -> new Outcome.Drawn(new DrawResult(pool, results), drawn))
                .orElseGet(Outcome.Short::new);
    }
}
