package org.gongping.draw.calling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.StratumResult;
import org.gongping.draw.protocol.VenuePool;

/** The seats of a committee as they were drawn, and where each of them is. */
final class SeatPlan {
    private SeatPlan() {}

    /** By strata and then by rank; the j-th chosen expert bound to a city takes its j-th seat (§7). */
    static List<Seat> of(DoneDraw draw, Drawing.Outcome.Drawn drawn, Instant now) {
        List<Seat> seats = new ArrayList<>();
        Map<Integer, Integer> taken = new HashMap<>();
        for (StratumResult stratum : drawn.result().strata()) {
            Optional<Integer> bound =
                    draw.rules().venue().map(venue -> venue.bind().get(stratum.stratum()));
            for (StratumResult.Chosen chosen : stratum.selected()) {
                Optional<VenuePool.Seat> place = bound.map(city -> place(drawn, city, taken));
                seats.add(new Seat(
                        seats.size() + 1,
                        stratum.stratum(),
                        venue(draw.plan(), stratum.stratum()).map(CommitteePlan.Venue::id),
                        place.map(VenuePool.Seat::city),
                        place.map(VenuePool.Seat::seat),
                        drawn.result().pool().pid(chosen.expert()),
                        Seat.State.OPEN,
                        now));
            }
        }
        return seats;
    }

    private static VenuePool.Seat place(Drawing.Outcome.Drawn drawn, int city, Map<Integer, Integer> taken) {
        var venue = drawn.venue().orElseThrow();
        String code = venue.cities().get(city).place().code();
        int next = taken.merge(city, 1, Integer::sum) - 1;
        return venue.seats().stream()
                .map(VenuePool.Ranked::place)
                .filter(seat -> seat.city().equals(code))
                .skip(next)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<CommitteePlan.Venue> venue(CommitteePlan plan, String stratum) {
        return plan.needs().stream()
                .filter(need -> need.stratum().id().equals(stratum))
                .findFirst()
                .flatMap(CommitteePlan.Need::venue)
                .flatMap(id -> plan.venues().stream()
                        .filter(venue -> venue.id().equals(id))
                        .findFirst());
    }

    /** Where somebody for this seat is to come, in words. */
    static String place(DoneDraw draw, Seat seat) {
        String venue = venue(draw.plan(), seat.stratum())
                .or(() -> draw.plan().venues().stream()
                        .filter(CommitteePlan.Venue::main)
                        .findFirst())
                .map(CommitteePlan.Venue::name)
                .orElse("");
        return seat.city()
                .flatMap(city -> draw.plan().offers().stream()
                        .filter(offer -> offer.city().equals(city))
                        .findFirst())
                .map(offer -> offer.name() + " " + venue)
                .orElse(venue)
                .strip();
    }

    /** Codes of the specialties of a stratum. */
    static List<String> specialties(DoneDraw draw, String stratum) {
        return draw.rules().strata().stream()
                .filter(each -> each.id().equals(stratum))
                .findFirst()
                .map(each -> each.specialties())
                .orElse(List.of());
    }
}
