package org.gongping.draw.fairness;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleSetSelector;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.gate.FairUseFacts;
import org.gongping.core.tender.gate.FairUseGate;
import org.gongping.draw.fairness.DrawFairness.Use;
import org.gongping.draw.fairness.FairnessRepository.Count;

/**
 * How evenly experts are used, for a supervisor (rule L11, 发改法规〔2026〕195号 item 17). Who sat with whom, and before which
 * bidder, comes from committees whose names may be known, and from no other; nor is anybody counted who was called for one
 * whose names may not.
 */
public final class ReadFairness {
    private static final int SHOWN = 20;
    private static final int LEAST_CALLS = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final LawBook laws;
    private final KnownCommittees committees;
    private final InstantSource clock;
    private final FairnessRepository rows = new FairnessRepository();

    public ReadFairness(LawBook laws, KnownCommittees committees, InstantSource clock) {
        this.laws = laws;
        this.committees = committees;
        this.clock = clock;
    }

    /** @param months how far to look back */
    public DrawFairness execute(Transaction tx, int months) {
        Instant now = clock.instant();
        Instant from = ZonedDateTime.ofInstant(now, LegalPeriod.ZONE)
                .minusMonths(months)
                .toInstant();
        Optional<FairUseGate> gate = law(tx, now).map(FairUseGate::new);
        DrawFairness.Leads leads = new DrawFairness.Leads(
                gate.flatMap(FairUseGate::repeatedPairs),
                gate.flatMap(FairUseGate::bidderMeetings),
                gate.flatMap(FairUseGate::refusalShare));
        var span = new FairnessRepository.Span(from, now, committees.sealedDays(tx));
        List<Count> counts = rows.counts(tx, span);
        List<KnownCommittees.Committee> known = committees.since(tx, from);
        Map<UUID, String> codes = codes(tx, counts, known);
        Meetings meetings = Meetings.of(known, codes, leads);
        Predicate<Count> often = count -> count.calls() >= LEAST_CALLS;
        List<Use> refusers =
                uses(counts, often, Comparator.comparing(Use::refusalPercent).reversed(), codes, leads);
        List<DrawFairness.Month> byMonth = rows.months(tx, span);
        int experts = rows.experts(tx);
        int declined = byMonth.stream().mapToInt(DrawFairness.Month::declined).sum();
        int unanswered =
                byMonth.stream().mapToInt(DrawFairness.Month::unanswered).sum();
        return new DrawFairness(
                from,
                experts,
                counts.stream().mapToInt(Count::served).sum(),
                counts.stream().mapToInt(Count::calls).sum(),
                declined,
                unanswered,
                topTenth(counts, experts),
                byMonth,
                workload(counts, experts),
                uses(
                        counts,
                        count -> count.served() > 0,
                        Comparator.comparingInt(Use::served).reversed(),
                        codes,
                        leads),
                refusers.stream().filter(use -> use.refused() > 0).toList(),
                meetings.pairs(),
                meetings.bidders(),
                verdicts(gate, meetings, refusers));
    }

    /** The rules of engineering tenders that are in force for all of them: the figures of L11 are not of one project. */
    private Optional<Law> law(Transaction tx, Instant now) {
        return laws.select(tx, Regime.ENGINEERING, "*", now) instanceof RuleSetSelector.Selection.Selected(var ruleSet)
                ? Optional.of(laws.with(tx, ruleSet, "*", now))
                : Optional.empty();
    }

    private Map<UUID, String> codes(Transaction tx, List<Count> counts, List<KnownCommittees.Committee> committees) {
        Set<UUID> experts = new HashSet<>();
        counts.stream()
                .sorted(Comparator.comparingInt(Count::served).reversed())
                .limit(SHOWN * 5L)
                .forEach(count -> experts.add(count.expertId()));
        counts.stream()
                .filter(count -> count.refused() > 0)
                .sorted(Comparator.comparingInt(Count::refused).reversed())
                .limit(SHOWN * 50L)
                .forEach(count -> experts.add(count.expertId()));
        committees.forEach(committee -> experts.addAll(committee.experts()));
        return rows.codes(tx, experts);
    }

    private static List<Use> uses(
            List<Count> counts,
            Predicate<Count> wanted,
            Comparator<Use> order,
            Map<UUID, String> codes,
            DrawFairness.Leads leads) {
        return counts.stream()
                .filter(wanted)
                .filter(count -> codes.containsKey(count.expertId()))
                .map(count -> use(count, codes.get(count.expertId()), leads))
                .sorted(order.thenComparing(Use::code))
                .limit(SHOWN)
                .toList();
    }

    private static Use use(Count count, String code, DrawFairness.Leads leads) {
        BigDecimal percent = HUNDRED.multiply(BigDecimal.valueOf(count.refused()))
                .divide(BigDecimal.valueOf(count.calls()), 1, RoundingMode.HALF_UP);
        boolean lead = count.calls() >= LEAST_CALLS
                && leads.refusals()
                        .filter(limit -> percent.compareTo(limit) >= 0)
                        .isPresent();
        return new Use(code, count.served(), count.calls(), count.refused(), percent, lead);
    }

    private static BigDecimal topTenth(List<Count> counts, int experts) {
        int all = counts.stream().mapToInt(Count::served).sum();
        if (all == 0) {
            return BigDecimal.ZERO;
        }
        int top = counts.stream()
                .map(Count::served)
                .sorted(Comparator.reverseOrder())
                .limit(Math.max(1, experts / 10))
                .mapToInt(Integer::intValue)
                .sum();
        return BigDecimal.valueOf(top).divide(BigDecimal.valueOf(all), 3, RoundingMode.HALF_UP);
    }

    private static List<DrawFairness.Load> workload(List<Count> counts, int experts) {
        Map<Integer, Integer> loads = new TreeMap<>();
        counts.forEach(count -> loads.merge(count.served(), 1, Integer::sum));
        int called = counts.size();
        loads.merge(0, Math.max(0, experts - called), Integer::sum);
        return loads.entrySet().stream()
                .map(load -> new DrawFairness.Load(load.getKey(), load.getValue()))
                .toList();
    }

    private static List<Verdict> verdicts(Optional<FairUseGate> gate, Meetings meetings, List<Use> refusers) {
        BigDecimal refusals = refusers.stream()
                .map(Use::refusalPercent)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
        return gate.map(found ->
                        found.check(new FairUseFacts(meetings.mostOfAPair(), meetings.mostBeforeABidder(), refusals)))
                .orElse(List.of());
    }

    /** Who met whom, counted. */
    private record Meetings(List<DrawFairness.Pair> pairs, List<DrawFairness.Meeting> bidders) {
        private record Before(String expert, String bidder) {}

        private record Met(String name, int meetings, int won) {}

        static Meetings of(
                List<KnownCommittees.Committee> committees, Map<UUID, String> codes, DrawFairness.Leads leads) {
            Map<List<String>, Integer> pairs = new HashMap<>();
            Map<Before, Met> met = new HashMap<>();
            for (KnownCommittees.Committee committee : committees) {
                List<String> members = committee.experts().stream()
                        .map(codes::get)
                        .filter(code -> code != null)
                        .sorted()
                        .distinct()
                        .toList();
                for (int i = 0; i < members.size(); i++) {
                    for (String other : members.subList(i + 1, members.size())) {
                        pairs.merge(List.of(members.get(i), other), 1, Integer::sum);
                    }
                    for (KnownCommittees.Bidder bidder : committee.bidders()) {
                        met.merge(
                                new Before(members.get(i), bidder.creditCode()),
                                new Met(bidder.name(), 1, bidder.won() ? 1 : 0),
                                (a, b) -> new Met(a.name(), a.meetings() + 1, a.won() + b.won()));
                    }
                }
            }
            return new Meetings(
                    pairs.entrySet().stream()
                            .filter(pair -> pair.getValue() > 1)
                            .map(pair -> new DrawFairness.Pair(
                                    pair.getKey().get(0),
                                    pair.getKey().get(1),
                                    pair.getValue(),
                                    reaches(pair.getValue(), leads.pairs())))
                            .sorted(Comparator.comparingInt(DrawFairness.Pair::meetings)
                                    .reversed()
                                    .thenComparing(DrawFairness.Pair::a)
                                    .thenComparing(DrawFairness.Pair::b))
                            .limit(SHOWN)
                            .toList(),
                    met.entrySet().stream()
                            .map(each -> new DrawFairness.Meeting(
                                    each.getKey().expert(),
                                    each.getValue().name(),
                                    each.getValue().meetings(),
                                    each.getValue().won(),
                                    reaches(each.getValue().meetings(), leads.bidders())))
                            .sorted(Comparator.comparingInt(DrawFairness.Meeting::meetings)
                                    .reversed()
                                    .thenComparing(DrawFairness.Meeting::expert)
                                    .thenComparing(DrawFairness.Meeting::bidder))
                            .limit(SHOWN)
                            .toList());
        }

        private static boolean reaches(int meetings, Optional<Integer> limit) {
            return limit.filter(least -> meetings >= least).isPresent();
        }

        int mostOfAPair() {
            return pairs.stream().mapToInt(DrawFairness.Pair::meetings).max().orElse(0);
        }

        int mostBeforeABidder() {
            return bidders.stream()
                    .mapToInt(DrawFairness.Meeting::meetings)
                    .max()
                    .orElse(0);
        }
    }
}
