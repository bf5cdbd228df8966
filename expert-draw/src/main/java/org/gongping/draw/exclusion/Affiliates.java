package org.gongping.draw.exclusion;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Organisations and persons that belong to the bidders by shares and control (E04). A walk goes up to holders and then
 * down to those whom they hold, never up again: two that merely hold shares in a third do not belong together. The share
 * of a walk is the product of its shares, control counting as the whole.
 */
final class Affiliates {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /** Steps of the graph. {@code share} in percent; 100 for control, branch and management. */
    record Edge(String holder, String held, String kind, BigDecimal share, String evidence) {}

    /** Reads the steps that lead up from, or down to, the given ones. */
    interface Graph {
        List<Edge> holdersOf(Collection<String> held);

        List<Edge> heldBy(Collection<String> holders);
    }

    /**
     * One that belongs to a bidder.
     *
     * @param bidder credit code of that bidder
     * @param holds whether it stands above the bidder, by way of holders alone
     * @param path from the bidder, each step as holder, kind and held
     */
    record Reached(String code, String bidder, int depth, BigDecimal share, boolean holds, List<String> path) {
        private Reached by(Edge edge, String next, boolean up) {
            List<String> longer = new ArrayList<>(path);
            longer.add(edge.holder() + " " + edge.kind() + " " + edge.held() + " " + edge.evidence());
            BigDecimal product =
                    share.multiply(edge.share()).divide(WHOLE, new MathContext(20, RoundingMode.HALF_EVEN));
            return new Reached(next, bidder, depth + 1, product, up, List.copyOf(longer));
        }

        private boolean isBetterThan(Reached other) {
            return other == null || share.compareTo(other.share) > 0;
        }
    }

    private record Key(String code, boolean holds) {}

    private final int maxDepth;
    private final BigDecimal minShare;
    private final Map<Key, Reached> best = new HashMap<>();

    private Affiliates(int maxDepth, BigDecimal minShare) {
        this.maxDepth = maxDepth;
        this.minShare = minShare;
    }

    /** All that are reached, the bidders themselves at depth 0. Two statements a level, whatever the size of the graph. */
    static Collection<Reached> of(Collection<String> bidders, int maxDepth, BigDecimal minShare, Graph graph) {
        Affiliates walk = new Affiliates(maxDepth, minShare);
        Set<Key> frontier = new HashSet<>();
        bidders.forEach(bidder -> {
            Reached start = new Reached(bidder, bidder, 0, WHOLE, true, List.of());
            walk.best.put(new Key(bidder, true), start);
            frontier.add(new Key(bidder, true));
        });
        walk.run(frontier, graph);
        Map<String, Reached> closest = new HashMap<>();
        walk.best.values().forEach(each -> closest.merge(each.code(), each, Affiliates::closer));
        return List.copyOf(closest.values());
    }

    /** Of two ways to one organisation the one with the larger share, then the shorter, then the one by holders alone. */
    private static Reached closer(Reached a, Reached b) {
        int byShare = a.share().compareTo(b.share());
        if (byShare != 0) {
            return byShare > 0 ? a : b;
        }
        if (a.depth() != b.depth()) {
            return a.depth() < b.depth() ? a : b;
        }
        return a.holds() ? a : b;
    }

    private void run(Set<Key> first, Graph graph) {
        Set<Key> frontier = first;
        for (int depth = 0; depth < maxDepth && !frontier.isEmpty(); depth++) {
            Map<Key, Reached> here = new HashMap<>();
            frontier.forEach(key -> here.put(key, best.get(key)));
            List<String> rising =
                    here.keySet().stream().filter(Key::holds).map(Key::code).toList();
            Set<String> all = new HashSet<>();
            here.keySet().forEach(key -> all.add(key.code()));
            Set<Key> next = new HashSet<>();
            for (Edge edge : rising.isEmpty() ? List.<Edge>of() : graph.holdersOf(rising)) {
                step(here.get(new Key(edge.held(), true)), edge, edge.holder(), true, next);
            }
            for (Edge edge : graph.heldBy(all)) {
                step(here.get(new Key(edge.holder(), true)), edge, edge.held(), false, next);
                step(here.get(new Key(edge.holder(), false)), edge, edge.held(), false, next);
            }
            frontier = next;
        }
    }

    private void step(Reached from, Edge edge, String to, boolean up, Set<Key> next) {
        if (from == null) {
            return;
        }
        Reached reached = from.by(edge, to, up);
        Key key = new Key(to, up);
        if (reached.share().compareTo(minShare) >= 0 && reached.isBetterThan(best.get(key))) {
            best.put(key, reached);
            next.add(key);
        }
    }
}
