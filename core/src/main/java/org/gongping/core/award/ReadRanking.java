package org.gongping.core.award;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;

/** Shows the ranking of the committee's report. Bidders see it from the candidate notice on. */
public final class ReadRanking {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final AwardRepository awards;
    private final PersonalDataRepository personalData;

    public ReadRanking(
            ProjectAccess access,
            ProjectLaw laws,
            BidRepository bids,
            AwardRepository awards,
            PersonalDataRepository personalData) {
        this.access = access;
        this.laws = laws;
        this.bids = bids;
        this.awards = awards;
        this.personalData = personalData;
    }

    public Outcome<Ranking> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(view -> ProjectAccess.lotOf(view.project(), lotId).then(lot -> {
                    boolean outsider = view.sides().isEmpty() || view.sides().contains(Role.BIDDER);
                    boolean published =
                            lot.dates().noticeAt() != null || lot.dates().awardedAt() != null;
                    if (lot.dates().reportReceivedAt() == null || outsider && !published) {
                        return Outcome.refused(new Refusal.NotFound("ranking"));
                    }
                    return Outcome.done(read(tx, view.project(), lot, List.of()));
                }));
    }

    /** The ranking with the given verdicts; a lot without report has none. */
    Ranking read(Transaction tx, Project project, Lot lot, List<Verdict> verdicts) {
        Map<UUID, Bid> byId = bids.list(tx, project.id(), lot.id()).stream()
                .collect(Collectors.toMap(Bid::id, Function.identity(), (a, _) -> a, LinkedHashMap::new));
        List<RankedBid> ranked = new ArrayList<>();
        awards.report(tx, project.id(), lot.id())
                .ifPresent(report -> report.ranking().forEach(row -> {
                    Bid bid = byId.get(UUID.fromString(row.path("bidId").asText()));
                    Map<String, String> parts = new LinkedHashMap<>();
                    row.path("parts")
                            .properties()
                            .forEach(part ->
                                    parts.put(part.getKey(), part.getValue().asText()));
                    ranked.add(new RankedBid(
                            bid.id(),
                            row.hasNonNull("rank") ? row.path("rank").asInt() : null,
                            bid.bidderName(),
                            bid.price(),
                            row.hasNonNull("priceScore")
                                    ? row.path("priceScore").asText()
                                    : null,
                            parts,
                            row.hasNonNull("total") ? row.path("total").asText() : null,
                            bid.periodDays(),
                            bid.projectManager(),
                            bid.rejection()));
                }));
        return new Ranking(
                project,
                lot,
                ranked,
                managers(tx, ranked),
                maxCandidates(laws.locked(tx, project), ranked.size()),
                awards.candidates(tx, project.id(), lot.id()),
                verdicts);
    }

    /** As many as the rule names; where none speaks of the project, as many as are ranked may be named. */
    private static int maxCandidates(Law law, int ranked) {
        return law.inForce("V10").map(rule -> rule.count("maxCandidates")).orElse(ranked);
    }

    /** In full: they were read out at the opening, and candidates are published with them (10号令 Art. 6). */
    private Map<UUID, String> managers(Transaction tx, List<RankedBid> ranked) {
        Map<UUID, String> names = new HashMap<>();
        personalData
                .values(
                        tx,
                        ranked.stream()
                                .map(RankedBid::projectManager)
                                .filter(Objects::nonNull)
                                .toList())
                .forEach(names::put);
        return names;
    }
}
