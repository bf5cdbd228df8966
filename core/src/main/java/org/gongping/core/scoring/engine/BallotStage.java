package org.gongping.core.scoring.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.ScoreRule;

/**
 * Counts signed ballots (F9): first choices, then seconds, then thirds, in the order of the definition. Those that stay
 * equal go to another ballot among themselves; nothing is drawn.
 */
final class BallotStage {
    private final Workings w;
    private final ScoreRule.Ballot rule;

    BallotStage(Workings w, ScoreRule.Ballot rule) {
        this.w = w;
        this.rule = rule;
    }

    /** Groups in order of rank; a group of more than one needs another ballot. */
    List<List<Assessment>> rank(List<Assessment> valid) {
        if (valid.isEmpty()) {
            return List.of();
        }
        Set<String> all = labels(valid);
        ScoringInput.BallotRound first = w.input.ballots().stream()
                .filter(r -> r.among().isEmpty() || new HashSet<>(r.among()).equals(all))
                .findFirst()
                .orElse(new ScoringInput.BallotRound(List.of(), List.of()));
        return settle(valid, first, new HashSet<>(Set.of(first)));
    }

    private List<List<Assessment>> settle(
            List<Assessment> among, ScoringInput.BallotRound round, Set<ScoringInput.BallotRound> used) {
        Map<String, int[]> counts = count(among, round);
        Comparator<Assessment> order = (x, y) -> compare(counts.get(y.label()), counts.get(x.label()));
        List<Assessment> sorted = new ArrayList<>(among);
        sorted.sort(order.thenComparing(Assessment::label));
        List<List<Assessment>> groups = new ArrayList<>();
        for (Assessment a : sorted) {
            if (!groups.isEmpty() && order.compare(groups.getLast().getFirst(), a) == 0) {
                groups.getLast().add(a);
            } else {
                groups.add(new ArrayList<>(List.of(a)));
            }
        }
        say(among, counts);
        List<List<Assessment>> settled = new ArrayList<>();
        for (List<Assessment> group : groups) {
            ScoringInput.BallotRound next = group.size() == 1 ? null : nextRound(group, used);
            if (next == null) {
                settled.add(group);
            } else {
                used.add(next);
                settled.addAll(settle(group, next, used));
            }
        }
        return settled;
    }

    private ScoringInput.BallotRound nextRound(List<Assessment> group, Set<ScoringInput.BallotRound> used) {
        Set<String> tied = labels(group);
        return w.input.ballots().stream()
                .filter(r -> !used.contains(r) && new HashSet<>(r.among()).equals(tied))
                .findFirst()
                .orElse(null);
    }

    private Map<String, int[]> count(List<Assessment> among, ScoringInput.BallotRound round) {
        Map<String, int[]> counts = new HashMap<>();
        among.forEach(a -> counts.put(a.label(), new int[rule.choices()]));
        for (ScoringInput.Vote vote : round.votes()) {
            for (int i = 0; i < Math.min(rule.choices(), vote.choices().size()); i++) {
                int[] own = counts.get(vote.choices().get(i));
                if (own != null) {
                    own[i]++;
                }
            }
        }
        return counts;
    }

    private int compare(int[] x, int[] y) {
        for (int choice : rule.order()) {
            int c = Integer.compare(x[choice - 1], y[choice - 1]);
            if (c != 0) {
                return c;
            }
        }
        return 0;
    }

    private void say(List<Assessment> among, Map<String, int[]> counts) {
        Map<String, String> written = new LinkedHashMap<>();
        among.forEach(a -> written.put(a.label(), Arrays.toString(counts.get(a.label()))));
        w.say(
                "记名投票计票（第一、第二、第三推荐的票数）：" + written + "。",
                "Signed ballot, votes as first, second, third choice: " + written + ".");
    }

    private static Set<String> labels(List<Assessment> bids) {
        Set<String> labels = new TreeSet<>();
        bids.forEach(a -> labels.add(a.label()));
        return labels;
    }
}
