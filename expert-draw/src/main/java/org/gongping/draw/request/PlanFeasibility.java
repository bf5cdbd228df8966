package org.gongping.draw.request;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.exclusion.FoundExclusion;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.exclusion.ScreenedExpert;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.VenuePool;

/**
 * Whether a screened library can fill a plan ({@code spec/draw-protocol.md} §5.1), in figures and words. Counts alone: it
 * names no expert.
 *
 * @param needs eligible experts of each need; of one that is bound to a drawn city, in each city that is offered
 * @param shortages what is too small, in the order of the needs
 * @param excluded counts by cause
 */
public record PlanFeasibility(
        int experts, int eligible, List<Eligible> needs, List<Shortage> shortages, List<Cause> excluded) {
    /** @param city empty unless a drawn city stands for the need's regions */
    public record Eligible(String need, Optional<String> city, int seats, int eligible) {}

    /**
     * What is too small.
     *
     * @param check F1, F2, F3, or CITY where too few of the offered cities can be drawn
     */
    public record Shortage(
            String check,
            String need,
            Optional<String> city,
            long found,
            long needed,
            Bilingual text,
            Bilingual whatToDo) {
        /** Whether the supervisor may consent to it. */
        public boolean canBeWaived() {
            return check.equals("F2") || check.equals("F3");
        }
    }

    /** How many are excluded for one cause first. */
    public record Cause(Exclusion.Reason reason, String ruleId, String article, int count) {}

    public PlanFeasibility {
        needs = List.copyOf(needs);
        shortages = List.copyOf(shortages);
        excluded = List.copyOf(excluded);
    }

    /** Shortages that forbid the draw: F1 and too few cities for ever, F2 and F3 until they are waived. */
    public List<Shortage> open(List<Rules.Waiver> waivers) {
        return shortages.stream()
                .filter(each -> !each.canBeWaived()
                        || waivers.stream().noneMatch(waiver -> waiver.check().equals(each.check())))
                .toList();
    }

    public static PlanFeasibility of(Screened screened, CommitteePlan plan) {
        Pool pool = pool(screened.experts());
        Optional<VenuePool> places = plan.places(Optional.of(pool));
        Rules rules = plan.rules(new DrawId("plan", 1), "", places, Optional.empty());
        List<Shortage> shortages = new ArrayList<>();
        places.ifPresent(given -> cities(plan, given).ifPresent(shortages::add));
        Feasibility.of(pool, rules, places).forEach(each -> shortages.add(shortage(each, plan)));
        List<Cause> causes = causes(screened.experts());
        int excluded = causes.stream().mapToInt(Cause::count).sum();
        return new PlanFeasibility(
                screened.experts().size(),
                screened.experts().size() - excluded,
                eligible(pool, plan),
                shortages,
                causes);
    }

    /** The library for counting alone: nobody commits to these leaves, so they are numbers. */
    private static Pool pool(List<ScreenedExpert> experts) {
        Pool.Builder pool = Pool.builder();
        for (int i = 0; i < experts.size(); i++) {
            ScreenedExpert expert = experts.get(i);
            byte[] leaf = ByteBuffer.allocate(Octets.HASH).putInt(i).array();
            pool.add(
                    new ExpertRecord(
                            Integer.toString(i),
                            expert.specialties(),
                            expert.region(),
                            expert.employer(),
                            expert.exclusion().map(found -> new Exclusion(found.reason(), "")),
                            ""),
                    leaf);
        }
        return pool.build();
    }

    private static List<Eligible> eligible(Pool pool, CommitteePlan plan) {
        List<String> drawn =
                plan.drawnVenues().stream().map(CommitteePlan.Venue::id).toList();
        List<Eligible> counts = new ArrayList<>();
        for (CommitteePlan.Need need : plan.needs()) {
            Stratum stratum = need.stratum();
            if (need.venue().filter(drawn::contains).isEmpty()) {
                counts.add(
                        new Eligible(stratum.id(), Optional.empty(), stratum.seats(), pool.eligible(stratum).length));
                continue;
            }
            for (CommitteePlan.CityOffer offer : plan.offers()) {
                Stratum there =
                        new Stratum(stratum.id(), stratum.specialties(), List.of(offer.city()), stratum.seats());
                counts.add(new Eligible(
                        stratum.id(), Optional.of(offer.city()), stratum.seats(), pool.eligible(there).length));
            }
        }
        return counts;
    }

    private static Optional<Shortage> cities(CommitteePlan plan, VenuePool places) {
        long able =
                places.cities().stream().filter(city -> city.reason().isEmpty()).count();
        int needed = plan.drawnVenues().size();
        if (able >= needed) {
            return Optional.empty();
        }
        return Optional.of(new Shortage(
                "CITY",
                "",
                Optional.empty(),
                able,
                needed,
                new Bilingual(
                        "要抽 " + needed + " 个城市，工位和专家都够的候选城市只有 " + able + " 个",
                        needed + " cities are to be drawn, and only " + able
                                + " of those offered have seats and experts enough"),
                new Bilingual(
                        "增加候选城市或者工位，或者扩大该专业组的专业", "Offer more cities or seats, or widen the specialties of the need")));
    }

    private static Shortage shortage(Feasibility.Bottleneck found, CommitteePlan plan) {
        String where =
                found.stratum() + found.city().map(city -> "（" + city + "）").orElse("");
        String place = found.stratum() + found.city().map(city -> " in " + city).orElse("");
        Bilingual text = switch (found.check()) {
            case F1 ->
                new Bilingual(
                        "专业组 " + where + "：同一单位至多 " + plan.maxPerEmployer() + " 人时只能保证 " + Math.max(0, found.found())
                                + " 席，需要 " + found.needed() + " 席",
                        "Need " + place + ": with at most " + plan.maxPerEmployer() + " of one employer only "
                                + Math.max(0, found.found()) + " seats can be filled for certain, " + found.needed()
                                + " are needed");
            case F2 ->
                new Bilingual(
                        "专业组 " + where + "：合格专家 " + found.found() + " 人，按每席 " + plan.minRatio() + " 人需要 "
                                + found.needed() + " 人",
                        "Need " + place + ": " + found.found() + " eligible experts, " + found.needed()
                                + " are needed at " + plan.minRatio() + " for each seat");
            case F3 ->
                new Bilingual(
                        "专业组 " + where + "：用人单位容量 " + Math.max(0, found.found()) + "，需要 " + found.needed(),
                        "Need " + place + ": employers have room for " + Math.max(0, found.found()) + ", "
                                + found.needed() + " are needed");
        };
        Bilingual whatToDo = found.check() == Feasibility.Check.F1
                ? new Bilingual(
                        "不能抽取：请增加专业、地区或者专家库（逐步扩大并留痕），或者减少该组席位",
                        "No draw: add specialties, regions or libraries, each step on record, or ask for fewer seats")
                : new Bilingual(
                        "请增加专业、地区或者专家库（逐步扩大并留痕），或者由监督部门签署同意",
                        "Add specialties, regions or libraries, each step on record, or let the supervisor sign a consent");
        return new Shortage(
                found.check().name(), found.stratum(), found.city(), found.found(), found.needed(), text, whatToDo);
    }

    /** Counts by cause, the causes in the order in which they are asked. */
    public static List<Cause> causes(List<ScreenedExpert> experts) {
        Map<List<String>, Cause> causes = new HashMap<>();
        for (ScreenedExpert expert : experts) {
            expert.exclusion()
                    .ifPresent(found -> causes.merge(
                            List.of(found.reason().name(), found.ruleId()),
                            cause(found),
                            (a, b) -> new Cause(a.reason(), a.ruleId(), a.article(), a.count() + b.count())));
        }
        return causes.values().stream()
                .sorted(Comparator.comparing(Cause::reason).thenComparing(Cause::ruleId))
                .toList();
    }

    private static Cause cause(FoundExclusion found) {
        return new Cause(found.reason(), found.ruleId(), found.article(), 1);
    }
}
