package org.gongping.core.scoring.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.scoring.derive.Decimals;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.Digests;
import org.gongping.core.scoring.method.Recompute;
import org.gongping.core.scoring.result.FreezePoint;
import org.gongping.core.scoring.result.Sentence;

/**
 * When the benchmark stands still ({@code recompute_on_rejection}). A bid rejected after the freezing event keeps its
 * part in the benchmark; one rejected at or before it has none.
 */
final class Freeze {
    private final Workings w;
    private final Optional<Instant> at;

    Freeze(Workings w) {
        this.w = w;
        // The lowest price that meets the requirements recomputes by nature (87号令55): nothing freezes it.
        this.at = w.method.benchmark() instanceof Benchmark.Lowest
                ? Optional.empty()
                : w.method.recompute().map(r -> w.input.events().get(r.freezeEvent()));
    }

    /** Whether a rejected bid nevertheless stands behind the benchmark. */
    boolean keeps(BidInput bid) {
        return at.isPresent()
                && bid.rejection().filter(r -> r.at().isAfter(at.get())).isPresent();
    }

    Optional<FreezePoint> point(List<Assessment> behindBenchmark) {
        return at.map(instant -> new FreezePoint(
                w.method.recompute().map(Recompute::freezeEvent).orElseThrow(), instant, digest(behindBenchmark)));
    }

    /** Why the set found again is not the set recorded at the freeze, if it is not. */
    Optional<Sentence> mismatch(Optional<FreezePoint> found) {
        Optional<ScoringInput.ExpectedFreeze> expected = w.input.expectedFreeze();
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        boolean same = found.filter(f -> f.event().equals(expected.get().event())
                        && f.validSetDigest().equals(expected.get().validSetDigest()))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(new Sentence(
                        "有效投标集合与冻结时记录的摘要不一致", "the set of valid bids is not the one recorded at the freeze"));
    }

    private static String digest(List<Assessment> bids) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        bids.forEach(a -> all.addArray().add(a.label()).add(Decimals.plain(a.price.value())));
        return Digests.sha256(CanonicalJson.bytes(all));
    }
}
