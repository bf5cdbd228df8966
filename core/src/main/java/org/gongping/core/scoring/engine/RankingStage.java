package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.method.TieKey;
import org.gongping.core.scoring.result.Row;

/**
 * Orders the bids. Bids that the definition's keys leave equal share a rank; the committee decides between them as the
 * document says, and nothing is drawn (X02).
 */
final class RankingStage {
    private final Workings w;

    RankingStage(Workings w) {
        this.w = w;
    }

    /** Groups of equal bids, in order of rank. */
    List<List<Assessment>> rank(List<Assessment> bids) {
        Comparator<Assessment> order = first();
        for (TieKey key : w.method.ties()) {
            if (key == TieKey.COMMITTEE || key == TieKey.EQUAL) {
                break;
            }
            order = order.thenComparing(by(key));
        }
        List<Assessment> sorted = new ArrayList<>(bids);
        sorted.sort(order.thenComparing(Assessment::label));
        List<List<Assessment>> groups = new ArrayList<>();
        for (Assessment a : sorted) {
            if (!groups.isEmpty() && order.compare(groups.getLast().getFirst(), a) == 0) {
                groups.getLast().add(a);
            } else {
                groups.add(new ArrayList<>(List.of(a)));
            }
        }
        return groups;
    }

    /** Writes rank and ties into the bids; a rank counts all bids before it. */
    static void write(List<List<Assessment>> groups) {
        int rank = 1;
        for (List<Assessment> group : groups) {
            for (Assessment a : group) {
                a.rank = rank;
                a.tiedWith = group.stream()
                        .filter(other -> other != a)
                        .map(Assessment::label)
                        .toList();
            }
            rank += group.size();
        }
    }

    private Comparator<Assessment> first() {
        return switch (w.method.ranking().by()) {
            case TOTAL_SCORE -> descending(a -> a.total);
            case EVALUATED_PRICE -> ascending(a -> a.reviewPrice);
            case NEAREST_TO_BENCHMARK ->
                Comparator.comparing(a -> a.deviationRaw.value().abs());
            case BALLOT -> (_, _) -> 0;
        };
    }

    private static Comparator<Assessment> by(TieKey key) {
        return switch (key) {
            case LOWER_BID_PRICE -> ascending(a -> a.price);
            case LOWER_REVIEW_PRICE -> ascending(a -> a.reviewPrice);
            case HIGHER_TECHNICAL -> part("TECHNICAL");
            case HIGHER_COMMERCIAL -> part("COMMERCIAL");
            case HIGHER_CREDIT -> part("CREDIT");
            case COMMITTEE, EQUAL -> (_, _) -> 0;
        };
    }

    /** Higher first; a bid without such a part comes last. */
    private static Comparator<Assessment> part(String name) {
        return Comparator.comparing(
                (Assessment a) -> a.parts.stream()
                        .filter(p -> p.name().equals(name))
                        .map(Row.PartLine::score)
                        .map(Num::value)
                        .findFirst()
                        .or(() -> Optional.ofNullable(a.bid.parts().get(name)))
                        .orElse(null),
                Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()));
    }

    private static Comparator<Assessment> ascending(Function<Assessment, Num> figure) {
        return Comparator.comparing(a -> figure.apply(a).value());
    }

    private static Comparator<Assessment> descending(Function<Assessment, Num> figure) {
        return Comparator.comparing((Assessment a) -> figure.apply(a).value(), Comparator.reverseOrder());
    }
}
