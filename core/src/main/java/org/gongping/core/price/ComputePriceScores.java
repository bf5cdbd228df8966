package org.gongping.core.price;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.ProjectAccess;

/** Computes the price scores of a lot that is being evaluated, and shows the latest. */
public final class ComputePriceScores {
    private final ProjectAccess access;
    private final BidRepository bids;
    private final ScoreRunRepository runs;
    private final ScoreBids score;
    private final InstantSource clock;

    public ComputePriceScores(
            ProjectAccess access, BidRepository bids, ScoreRunRepository runs, ScoreBids score, InstantSource clock) {
        this.access = access;
        this.bids = bids;
        this.runs = runs;
        this.score = score;
        this.clock = clock;
    }

    public Outcome<PriceScores> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (!(lot.phase() instanceof LotPhase.Evaluating)) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "EVALUATING",
                                "价格分在开标结束之后、评标报告提交之前计算",
                                "Price scores are computed between the opening and the committee's report");
                    }
                    var list = bids.list(tx, projectId, lotId);
                    score.run(tx, actor, project, lot, list, Map.of(), Optional.empty(), clock.instant());
                    return Outcome.done(new PriceScores(
                            project,
                            lot,
                            list,
                            runs.latest(tx, projectId, lotId).orElseThrow(),
                            false));
                }));
    }

    /** Prices are public once the opening has ended; the scores are for those who take part. */
    public Outcome<PriceScores> latest(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(view -> ProjectAccess.lotOf(view.project(), lotId).then(lot -> {
                    boolean entitled = !view.sides().isEmpty()
                            && (!view.sides().contains(Role.BIDDER)
                                    || lot.dates().reportReceivedAt() != null);
                    return runs.latest(tx, projectId, lotId)
                            .filter(_ -> entitled)
                            .map(run -> Outcome.done(new PriceScores(
                                    view.project(),
                                    lot,
                                    bids.list(tx, projectId, lotId),
                                    run,
                                    runs.isConfirmed(tx, projectId, lotId))))
                            .orElseGet(() -> Outcome.refused(new Refusal.NotFound("price scores")));
                }));
    }
}
