package org.gongping.draw.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may be drawn for what, said without their records: a claim is the id of a stratum, or of a stratum that is bound to a
 * drawn city that id and one city.
 */
public final class Claims {
    private static final String IN = "\t";

    private final List<Stratum> strata;
    private final List<String> names;

    private Claims(List<Stratum> strata, List<String> names) {
        this.strata = List.copyOf(strata);
        this.names = List.copyOf(names);
    }

    /**
     * The claims that rules have room for.
     *
     * @throws IllegalArgumentException when there are more than 64
     */
    public static Claims of(Rules rules, Optional<VenuePool> venue) {
        List<Stratum> strata = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Stratum stratum : rules.strata()) {
            boolean bound = rules.venue()
                    .filter(given -> given.bind().containsKey(stratum.id()))
                    .isPresent();
            if (bound) {
                for (VenuePool.City city : venue.orElseThrow().eligibleCities()) {
                    strata.add(stratum.in(city.code()));
                    names.add(stratum.id() + IN + city.code());
                }
            } else {
                strata.add(stratum);
                names.add(stratum.id());
            }
        }
        if (names.size() > Long.SIZE) {
            throw new IllegalArgumentException("more than 64 strata and cities to draw them in: " + names.size());
        }
        return new Claims(strata, names);
    }

    /** Their names; the place of each is its bit. */
    public List<String> names() {
        return names;
    }

    /** The stratum that a claim is for. */
    public static String stratum(String name) {
        int in = name.indexOf(IN);
        return in < 0 ? name : name.substring(0, in);
    }

    /** The bits of each expert of a pool. */
    public long[] bits(Pool pool) {
        long[] bits = new long[pool.size()];
        for (int i = 0; i < strata.size(); i++) {
            for (int expert : pool.eligible(strata.get(i))) {
                bits[expert] |= 1L << i;
            }
        }
        return bits;
    }

    /** The names that the bits stand for. */
    public static List<String> named(long bits, List<String> names) {
        List<String> claims = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if ((bits >>> i & 1) == 1) {
                claims.add(names.get(i));
            }
        }
        return claims;
    }

    /** Whether these claims make eligible for the stratum, as it stands once the cities are drawn. */
    static boolean hold(List<String> claims, Stratum stratum) {
        return claims.contains(stratum.id())
                || stratum.regions().size() == 1
                        && claims.contains(stratum.id() + IN + stratum.regions().getFirst());
    }
}
