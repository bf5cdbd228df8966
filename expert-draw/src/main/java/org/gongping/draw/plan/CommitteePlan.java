package org.gongping.draw.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.gongping.core.rule.Regime;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.protocol.VenueRules;

/**
 * The committee that a tender needs. What the law demands of it is asked by {@link PlanGate}, never here.
 *
 * @param size members with the owner's representatives
 * @param complex technically complex; makes the committee larger in government procurement (87号令 Art. 47)
 * @param socialEffect of great social effect; the same
 * @param needs in the order in which they are drawn
 * @param libraries pools from which it is drawn; empty = all
 * @param maxPerEmployer members of one employer, over the whole committee
 * @param venues the main venue and those linked to it
 * @param offers cities, with their free seats, of which the venues without a city are drawn (三盲)
 * @param minRatio eligible experts for each seat
 * @param minCapRatio employers' capacity for each seat
 * @param avoided organisations whose people are not drawn, beside the bidders and whom the law names
 * @param widenings how the need was widened because the library was too small, oldest first
 */
public record CommitteePlan(
        Regime regime,
        int size,
        int ownerRepresentatives,
        boolean complex,
        boolean socialEffect,
        List<Need> needs,
        List<String> libraries,
        int maxPerEmployer,
        List<Venue> venues,
        List<CityOffer> offers,
        Instant evaluationAt,
        Duration expected,
        Rules.Timeouts timeouts,
        int minRatio,
        int minCapRatio,
        List<Rules.Waiver> waivers,
        List<Avoided> avoided,
        List<Widening> widenings) {
    /** Contributors to every draw, sorted. */
    public static final List<String> PARTIES = List.of("agent", "platform", "supervisor");

    /**
     * Seats of one kind.
     *
     * @param venue id of the venue where they sit; empty = any
     */
    public record Need(Stratum stratum, Optional<String> venue) {}

    /**
     * A place of the evaluation.
     *
     * @param city administrative division; empty = drawn out of the offers
     * @param quota members who sit there
     */
    public record Venue(String id, boolean main, Optional<String> city, String name, int quota) {}

    /**
     * A city that offers seats.
     *
     * @param seats ids of the seats that are free at that time
     */
    public record CityOffer(String city, String name, List<String> seats) {
        public CityOffer {
            seats = List.copyOf(seats);
        }
    }

    /** An organisation whose people are not drawn (回避单位), and why. */
    public record Avoided(String creditCode, String name, String reason) {}

    /**
     * One step by which a need was widened (26号令 Art. 16).
     *
     * @param need id of the stratum
     * @param added codes of specialties or regions
     */
    public record Widening(int step, Of of, String need, List<String> added, String reason, Instant at) {
        /** What was widened. */
        public enum Of {
            REGION,
            SPECIALTY,
            LIBRARY
        }

        public Widening {
            added = List.copyOf(added);
        }
    }

    public CommitteePlan {
        needs = List.copyOf(needs);
        libraries = List.copyOf(libraries);
        venues = List.copyOf(venues);
        offers = List.copyOf(offers);
        waivers = List.copyOf(waivers);
        avoided = List.copyOf(avoided);
        widenings = List.copyOf(widenings);
    }

    /** As the database keeps it and the contract shows it. */
    public ObjectNode json() {
        return PlanJson.write(this);
    }

    /** Reads what {@link #json} wrote, or what has the shape of the contract. */
    public static CommitteePlan of(JsonNode json) {
        return PlanJson.read(json);
    }

    public List<Stratum> strata() {
        return needs.stream().map(Need::stratum).toList();
    }

    /** Members who are drawn. */
    public int expertSeats() {
        return needs.stream().mapToInt(need -> need.stratum().seats()).sum();
    }

    public Instant evaluationEnds() {
        return evaluationAt.plus(expected);
    }

    /** Where the main venue lies. */
    public Optional<String> mainCity() {
        return venues.stream().filter(Venue::main).findFirst().flatMap(Venue::city);
    }

    /** The venues whose city is drawn, in the order in which the cities are. */
    public List<Venue> drawnVenues() {
        return venues.stream().filter(venue -> venue.city().isEmpty()).toList();
    }

    /** Whether city, seat and expert are drawn one after the other. */
    public boolean isThreeBlind() {
        return !drawnVenues().isEmpty();
    }

    /**
     * The cities and seats to be drawn, those excluded that have too few seats, or, where the pool is known, too few
     * experts. Nothing when no city is drawn.
     */
    public Optional<VenuePool> places(Optional<Pool> pool) {
        if (!isThreeBlind()) {
            return Optional.empty();
        }
        VenuePool bySeats = places(offer -> seatShort(offer) ? VenuePool.SEAT_SHORT : "");
        if (pool.isEmpty()) {
            return Optional.of(bySeats);
        }
        Rules preliminary = rules("", Optional.of(bySeats), Optional.empty());
        return Optional.of(places(offer -> {
            if (seatShort(offer)) {
                return VenuePool.SEAT_SHORT;
            }
            return Feasibility.isExpertShort(pool.get(), preliminary, offer.city()) ? VenuePool.EXPERT_SHORT : "";
        }));
    }

    private boolean seatShort(CityOffer offer) {
        return offer.seats().size()
                < drawnVenues().stream().mapToInt(Venue::quota).max().orElse(0);
    }

    private VenuePool places(Function<CityOffer, String> reason) {
        return new VenuePool(
                offers.stream()
                        .map(offer -> new VenuePool.City(
                                offer.city(), reason.apply(offer), offer.seats().size()))
                        .toList(),
                offers.stream()
                        .flatMap(
                                offer -> offer.seats().stream().map(seat -> new VenuePool.Seat(offer.city(), seat, "")))
                        .toList());
    }

    /**
     * The rules of a draw by this plan.
     *
     * @param verifier SHA-256 of the published reference verifier, hex
     * @param places as {@link #places}, with the pool; present when cities are drawn
     * @param redraw present from the second attempt on
     */
    public Rules rules(DrawId draw, String verifier, Optional<VenuePool> places, Optional<Rules.Redraw> redraw) {
        if (redraw.isPresent() != draw.attempt() > 1) {
            throw new IllegalArgumentException("every attempt but the first has its order: " + draw);
        }
        return rules(verifier, places, redraw);
    }

    private Rules rules(String verifier, Optional<VenuePool> places, Optional<Rules.Redraw> redraw) {
        if (places.isPresent() != isThreeBlind()) {
            throw new IllegalArgumentException("places are drawn when a venue has no city, and only then");
        }
        return new Rules(
                Suite.INTERNATIONAL,
                PARTIES,
                strata(),
                maxPerEmployer,
                Optional.of(new Rules.Production(minRatio, minCapRatio, timeouts, verifier)),
                places.map(this::venueRules),
                waivers,
                redraw);
    }

    private VenueRules venueRules(VenuePool places) {
        List<Venue> drawn = drawnVenues();
        SortedMap<String, Integer> bind = new TreeMap<>();
        for (Need need : needs) {
            for (int i = 0; i < drawn.size(); i++) {
                if (need.venue().equals(Optional.of(drawn.get(i).id()))) {
                    bind.put(need.stratum().id(), i);
                }
            }
        }
        return new VenueRules(
                places.cityRoot(),
                places.seatRoot(),
                drawn.size(),
                drawn.stream().map(Venue::quota).toList(),
                bind);
    }
}
