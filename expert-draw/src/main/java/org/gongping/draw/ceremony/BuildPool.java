package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gongping.core.RandomSource;
import org.gongping.draw.exclusion.FoundExclusion;
import org.gongping.draw.exclusion.ScreenedExpert;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.roster.RosterEntry;

/**
 * The pool of one attempt: every expert of the library under a pseudonym and a salt that were made for it, so that nobody
 * is recognised in another draw.
 */
final class BuildPool {
    private static final int PID_BYTES = 16;
    private static final int SALT_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final List<ScreenedExpert> experts;
    private final ExpertRecord[] records;
    private final Map<String, Integer> byPid = new HashMap<>();
    private final Pool pool;

    /** @param employerSalt 32 secret bytes of this draw */
    BuildPool(DrawId draw, List<ScreenedExpert> experts, byte[] employerSalt, RandomSource random) {
        this.experts = experts;
        this.records = new ExpertRecord[experts.size()];
        byte[][] leaves = new byte[experts.size()][];
        Map<String, String> tags = new HashMap<>();
        experts.forEach(expert -> tags.computeIfAbsent(
                expert.employer(), employer -> Formulas.employerTag(draw, employerSalt, employer)));
        IntStream.range(0, records.length).parallel().forEach(i -> {
            ScreenedExpert expert = experts.get(i);
            byte[] fresh = random.bytes(PID_BYTES + SALT_BYTES);
            records[i] = new ExpertRecord(
                    HEX.formatHex(fresh, 0, PID_BYTES),
                    expert.specialties(),
                    expert.region(),
                    tags.get(expert.employer()),
                    expert.exclusion().map(FoundExclusion::exclusion),
                    HEX.formatHex(fresh, PID_BYTES, fresh.length));
            leaves[i] = records[i].leaf();
        });
        Pool.Builder builder = Pool.builder();
        for (int i = 0; i < records.length; i++) {
            builder.add(records[i], leaves[i]);
            byPid.put(records[i].pid(), i);
        }
        this.pool = builder.build();
    }

    Pool pool() {
        return pool;
    }

    /** What opens the leaf of a number of the pool. */
    RosterEntry entry(int number) {
        int place = byPid.get(pool.pid(number));
        ScreenedExpert expert = experts.get(place);
        return new RosterEntry(
                expert.expertId(), records[place], expert.exclusion().map(FoundExclusion::evidence));
    }

    /** How many were excluded for which first reason. */
    ArrayNode excluded() {
        Map<List<String>, Integer> counts = new TreeMap<>(java.util.Comparator.comparing(List::toString));
        experts.forEach(expert -> expert.exclusion()
                .ifPresent(found -> counts.merge(
                        List.of(found.reason().name(), found.ruleId(), found.article()), 1, Integer::sum)));
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        counts.forEach((key, count) -> all.addObject()
                .put("reason", key.get(0))
                .put("rule", key.get(1))
                .put("article", key.get(2))
                .put("count", count));
        return all;
    }
}
