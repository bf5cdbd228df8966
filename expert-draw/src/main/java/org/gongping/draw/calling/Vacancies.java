package org.gongping.draw.calling;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Seating;
import org.gongping.draw.transcript.Replacement;

/**
 * Who is called next for a vacant seat: every vacancy before it is walked once more, in its order, so that what is called
 * is what the verifier of the transcript expects (check 21).
 */
final class Vacancies {
    private final Pool pool;
    private final Seating seating;
    private final IntFunction<String> stratumOf;

    /** @param stratumOf stratum of the seat of this number */
    Vacancies(Drawing.Outcome.Drawn drawn, int maxPerEmployer, IntFunction<String> stratumOf) {
        this.pool = drawn.result().pool();
        this.seating = new Seating(drawn.result(), maxPerEmployer);
        this.stratumOf = stratumOf;
    }

    /**
     * The next one and all who were passed over on the way.
     *
     * @param pid empty when the list is exhausted
     */
    record Next(Optional<String> pid, List<Replacement.Skip> skipped) {}

    /**
     * @param vacancies all up to the one to be filled, which is the last
     * @param calls of the attempt, those for these vacancies among them
     */
    Next next(List<SeatReplacement> vacancies, List<SeatCall> calls) {
        Seating.Vacancy vacancy = null;
        for (SeatReplacement each : vacancies) {
            vacancy = seating.vacate(stratumOf.apply(each.seat()), number(each.vacated()));
            for (SeatCall call : calls) {
                if (call.replacement().equals(Optional.of(each.no()))) {
                    int expected = number(call.pid());
                    if (!vacancy.next().equals(Optional.of(expected))) {
                        throw new IllegalStateException("another than " + call.pid() + " was next in the ranking");
                    }
                }
            }
            if (each.seated().isPresent()) {
                vacancy.seat();
            }
        }
        Seating.Vacancy last = java.util.Objects.requireNonNull(vacancy);
        Optional<String> next = last.next().map(pool::pid);
        return new Next(
                next,
                last.skipped().stream()
                        .map(skip -> new Replacement.Skip(pool.pid(skip.expert()), skip.reason()))
                        .toList());
    }

    private int number(String pid) {
        return pool.find(pid).orElseThrow();
    }
}
