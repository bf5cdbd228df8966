package org.gongping.draw.plan;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongping.core.Refusal.FieldError;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Regime;

/** What must fit together in a plan, whatever the law says. */
public final class PlanShape {
    /** Up to the minute that is meant, in the time of the law. */
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(LegalPeriod.ZONE);

    private final CommitteePlan plan;
    private final List<FieldError> errors = new ArrayList<>();

    private PlanShape(CommitteePlan plan) {
        this.plan = plan;
    }

    /**
     * @param bidDeadline before which nothing is drawn; empty while the tender has none
     * @param unknown specialties that stand in no catalogue
     */
    public static List<FieldError> check(
            CommitteePlan plan, Regime regime, Optional<Instant> bidDeadline, Set<String> unknown, Instant now) {
        PlanShape shape = new PlanShape(plan);
        shape.members(regime);
        shape.evaluation(bidDeadline, now);
        shape.needs(unknown);
        shape.venues();
        shape.offers();
        return shape.errors;
    }

    private void members(Regime regime) {
        if (plan.regime() != regime) {
            error("/plan/regime", "与项目的制度不一致", "is not the regime of the project");
        }
        if (plan.size() != plan.expertSeats() + plan.ownerRepresentatives()) {
            error(
                    "/plan/size",
                    "成员 " + plan.size() + " 人，而专家 " + plan.expertSeats() + " 席加招标人代表 " + plan.ownerRepresentatives()
                            + " 人不相等：请改成员人数或者各组席位",
                    plan.size() + " members, but " + plan.expertSeats() + " seats of experts and "
                            + plan.ownerRepresentatives()
                            + " representatives do not add up to it: change the size or the seats");
        }
    }

    /** The draw runs after the bid deadline (VED-1 §7.1), and whoever is called has the time to answer. */
    private void evaluation(Optional<Instant> bidDeadline, Instant now) {
        if (!plan.evaluationAt().isAfter(now)) {
            error("/plan/evaluationAt", "评标时间应晚于现在", "The evaluation must lie in the future");
            return;
        }
        bidDeadline
                .map(deadline -> deadline.plusSeconds(plan.timeouts().answer()))
                .filter(plan.evaluationAt()::isBefore)
                .ifPresent(earliest -> error(
                        "/plan/evaluationAt",
                        "投标截止（" + MINUTE.format(bidDeadline.get()) + "）后才抽取专家，专家另有 " + answerMinutes()
                                + " 分钟答复：评标时间不得早于 " + MINUTE.format(earliest),
                        "Experts are drawn after the bid deadline (" + MINUTE.format(bidDeadline.get())
                                + ") and have " + answerMinutes() + " minutes to answer: not before "
                                + MINUTE.format(earliest)));
    }

    /** Rounded up. */
    private int answerMinutes() {
        return Math.ceilDiv(plan.timeouts().answer(), 60);
    }

    private void needs(Set<String> unknown) {
        Set<String> ids = new HashSet<>();
        Set<String> venues = plan.venues().stream().map(CommitteePlan.Venue::id).collect(Collectors.toSet());
        for (int i = 0; i < plan.needs().size(); i++) {
            CommitteePlan.Need need = plan.needs().get(i);
            String pointer = "/plan/needs/" + i;
            if (!ids.add(need.stratum().id())) {
                error(pointer + "/id", "专业组编号重复", "Two needs have this id");
            }
            if (need.venue().filter(venue -> !venues.contains(venue)).isPresent()) {
                error(pointer + "/venue", "没有这个会场：请先在会场中添加", "There is no such venue: add it to the venues first");
            }
            for (String code : need.stratum().specialties()) {
                if (unknown.contains(code)) {
                    error(
                            pointer + "/specialties",
                            "专业分类中没有 " + code + "：请从分类中选择",
                            "No specialty " + code + ": choose one of the catalogue");
                }
            }
        }
    }

    private void venues() {
        if (plan.venues().isEmpty()) {
            return;
        }
        Set<String> ids = new HashSet<>();
        boolean unique = plan.venues().stream().allMatch(venue -> ids.add(venue.id()));
        if (!unique) {
            error("/plan/venues", "会场编号重复", "Two venues have the same id");
        }
        long main = plan.venues().stream().filter(CommitteePlan.Venue::main).count();
        if (main != 1 || plan.mainCity().isEmpty()) {
            error("/plan/venues", "应有一个主场，并写明城市", "There is one main venue, and its city is named");
        }
        boolean open = plan.needs().stream().anyMatch(need -> need.venue().isEmpty());
        Map<String, Integer> seats = plan.needs().stream()
                .filter(need -> need.venue().isPresent())
                .collect(Collectors.toMap(
                        need -> need.venue().get(), need -> need.stratum().seats(), Integer::sum));
        for (int i = 0; i < plan.venues().size(); i++) {
            CommitteePlan.Venue venue = plan.venues().get(i);
            int placed = seats.getOrDefault(venue.id(), 0) + (venue.main() ? plan.ownerRepresentatives() : 0);
            if (placed > venue.quota() || placed < venue.quota() && !open) {
                error(
                        "/plan/venues/" + i + "/quota",
                        "会场 " + venue.quota() + " 席，安排了 " + placed + " 人（主场含招标人代表）：请使两者相等",
                        "The venue has " + venue.quota() + " seats and " + placed
                                + " members (the owner's representatives sit at the main venue): make them equal");
            }
        }
    }

    private void offers() {
        if (!plan.isThreeBlind()) {
            return;
        }
        Set<String> cities = new HashSet<>();
        boolean unique = plan.offers().stream().allMatch(offer -> cities.add(offer.city()));
        boolean seats = plan.offers().stream()
                .allMatch(offer ->
                        new HashSet<>(offer.seats()).size() == offer.seats().size());
        if (!unique || !seats) {
            error("/plan/offers", "候选城市或者工位重复", "A city or a seat is listed twice");
        }
        if (plan.offers().size() < plan.drawnVenues().size()) {
            error(
                    "/plan/offers",
                    "要抽 " + plan.drawnVenues().size() + " 个城市，候选只有 "
                            + plan.offers().size() + " 个：请增加候选城市",
                    plan.drawnVenues().size() + " cities are to be drawn out of "
                            + plan.offers().size() + ": offer more");
        }
        Function<CommitteePlan.Venue, Boolean> empty = venue -> plan.needs().stream()
                .noneMatch(need -> need.venue().filter(venue.id()::equals).isPresent());
        if (plan.drawnVenues().stream().anyMatch(empty::apply)) {
            error("/plan/venues", "抽取城市的副场应安排专业组", "A venue whose city is drawn needs experts of its own");
        }
    }

    private void error(String pointer, String zh, String en) {
        errors.add(new FieldError(pointer, zh, en));
    }
}
