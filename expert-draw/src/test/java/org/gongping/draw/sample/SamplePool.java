package org.gongping.draw.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.VenuePool;

/** Experts, strata and places that fit each other. */
final class SamplePool {
    private static final List<String> CITIES = List.of("350100", "350200", "350500");
    private static final List<String> SPECIALTIES = List.of("A01", "A02", "A08", "B03", "B07");

    private final Random random;
    private final List<ExpertRecord> experts = new ArrayList<>();
    private final List<Stratum> strata = new ArrayList<>();

    SamplePool(Random random, int count, int strataCount) {
        this.random = random;
        List<String> employers = new ArrayList<>();
        for (int i = 0; i < Math.max(12, count / 2); i++) {
            employers.add(hex().substring(0, 16));
        }
        for (int i = 0; i < count; i++) {
            experts.add(expert(employers));
        }
        for (int s = 0; s < strataCount; s++) {
            List<String> specialties =
                    s % 2 == 0 ? List.of(SPECIALTIES.get(s), SPECIALTIES.get(s + 1)) : List.of(SPECIALTIES.get(s));
            strata.add(new Stratum(s == 2 ? "经济" : "s" + s, specialties, s == 2 ? CITIES : List.of(), 1 + s % 2));
        }
    }

    private String hex() {
        return Octets.hex(SampleKeys.bytes(random));
    }

    private ExpertRecord expert(List<String> employers) {
        TreeSet<String> specialties = new TreeSet<>();
        for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
            specialties.add(SPECIALTIES.get(random.nextInt(SPECIALTIES.size())));
        }
        var reasons = Exclusion.Reason.values();
        return new ExpertRecord(
                hex().substring(0, 32),
                List.copyOf(specialties),
                CITIES.get(random.nextInt(CITIES.size())),
                employers.get(random.nextInt(employers.size())),
                random.nextInt(10) == 0
                        ? Optional.of(new Exclusion(reasons[random.nextInt(reasons.length)], hex()))
                        : Optional.empty(),
                hex());
    }

    List<ExpertRecord> experts() {
        return experts;
    }

    List<Stratum> strata() {
        return strata;
    }

    /** Three cities with 3 to 5 free seats, a fourth that is too small. */
    VenuePool places() {
        List<VenuePool.City> cities = new ArrayList<>();
        List<VenuePool.Seat> seats = new ArrayList<>();
        for (String city : CITIES) {
            int free = 3 + random.nextInt(3);
            cities.add(new VenuePool.City(city, "", free));
            for (int i = 1; i <= free; i++) {
                seats.add(new VenuePool.Seat(city, "席位" + i, ""));
            }
            seats.add(new VenuePool.Seat(city, "席位0", "UNAVAILABLE"));
        }
        cities.add(new VenuePool.City("350900", VenuePool.SEAT_SHORT, 0));
        return new VenuePool(cities, seats);
    }
}
