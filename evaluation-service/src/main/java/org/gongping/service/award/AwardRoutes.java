package org.gongping.service.award;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.award.DecideAward;
import org.gongping.core.award.IssueAwardNotice;
import org.gongping.core.award.PublishCandidates;
import org.gongping.core.award.RankedBid;
import org.gongping.core.award.Ranking;
import org.gongping.core.award.ReadRanking;
import org.gongping.core.award.ReceiveReport;
import org.gongping.core.award.RecordAfterAward;
import org.gongping.core.bid.Bid;
import org.gongping.core.tender.GateCheck;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.VerdictJson;
import org.gongping.service.notice.NoticeJson;
import org.gongping.service.tender.ProjectAnswers;
import org.gongping.service.wire.Acknowledged;
import org.gongping.service.wire.Amounts;

/** From the committee's report to the written report on the award. */
public final class AwardRoutes implements Routes {
    private final ReceiveReport report;
    private final ReadRanking ranking;
    private final PublishCandidates candidates;
    private final DecideAward decide;
    private final IssueAwardNotice notice;
    private final RecordAfterAward afterAward;
    private final ProjectAnswers answers;
    private final boolean rehearsal;

    public AwardRoutes(
            ReceiveReport report,
            ReadRanking ranking,
            PublishCandidates candidates,
            DecideAward decide,
            IssueAwardNotice notice,
            RecordAfterAward afterAward,
            ProjectAnswers answers,
            boolean rehearsal) {
        this.report = report;
        this.ranking = ranking;
        this.candidates = candidates;
        this.decide = decide;
        this.notice = notice;
        this.afterAward = afterAward;
        this.answers = answers;
        this.rehearsal = rehearsal;
    }

    record Rejection(UUID bidId, int ground, String page, String reason) {}

    record Parts(UUID bidId, Map<String, BigDecimal> scores) {}

    record ReportInput(
            Instant evaluationEndedAt,
            UUID documentId,
            List<Rejection> rejections,
            List<Parts> parts,
            List<GateCheck.Acknowledgement> acknowledgements) {
        ReceiveReport.Command command() {
            Map<UUID, Bid.Rejection> rejected = new HashMap<>();
            if (rejections != null) {
                rejections.forEach(each ->
                        rejected.put(each.bidId(), new Bid.Rejection(each.ground(), each.page(), each.reason())));
            }
            Map<UUID, Map<String, BigDecimal>> scores = new HashMap<>();
            if (parts != null) {
                parts.forEach(each -> scores.put(each.bidId(), each.scores()));
            }
            return new ReceiveReport.Command(
                    evaluationEndedAt, documentId, rejected, scores, Acknowledged.orNone(acknowledgements));
        }
    }

    record CandidateNoticeInput(
            List<UUID> candidates, Instant endsAt, List<GateCheck.Acknowledgement> acknowledgements) {}

    record AwardDecisionInput(UUID bidId, String reason, List<GateCheck.Acknowledgement> acknowledgements) {}

    record ContractInput(
            Instant signedAt, BigDecimal performanceSecurity, List<GateCheck.Acknowledgement> acknowledgements) {}

    record RejectionJson(int ground, String page, String reason) {}

    record RankedBidJson(
            UUID bidId,
            Integer rank,
            String bidderName,
            BigDecimal price,
            String priceScore,
            Map<String, String> parts,
            String total,
            Integer periodDays,
            String projectManager,
            RejectionJson rejected) {
        static RankedBidJson of(RankedBid bid, Map<UUID, String> managers) {
            return new RankedBidJson(
                    bid.bidId(),
                    bid.rank(),
                    bid.bidderName(),
                    Amounts.plain(bid.price()),
                    bid.priceScore(),
                    bid.parts(),
                    bid.total(),
                    bid.periodDays(),
                    bid.projectManager() == null ? null : managers.get(bid.projectManager()),
                    bid.rejection() == null
                            ? null
                            : new RejectionJson(
                                    bid.rejection().ground(),
                                    bid.rejection().page(),
                                    bid.rejection().reason()));
        }
    }

    record CandidateListJson(
            UUID lotId,
            List<RankedBidJson> ranking,
            int maxCandidates,
            List<UUID> candidates,
            UUID winnerBidId,
            Instant reportReceivedAt,
            List<VerdictJson> verdicts) {
        static CandidateListJson of(Ranking ranking) {
            return new CandidateListJson(
                    ranking.lot().id(),
                    ranking.bids().stream()
                            .map(bid -> RankedBidJson.of(bid, ranking.managers()))
                            .toList(),
                    ranking.maxCandidates(),
                    ranking.candidates(),
                    ranking.lot().winner(),
                    ranking.lot().dates().reportReceivedAt(),
                    VerdictJson.of(ranking.verdicts()));
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "recordEvaluationReport",
                call -> Answer.created(
                        report.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.body(ReportInput.class).command()),
                        CandidateListJson::of));
        operations.handle(
                "getCandidates",
                call -> Answer.ok(
                        ranking.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        CandidateListJson::of));
        operations.handle("publishCandidateNotice", this::publishCandidates);
        operations.handle("decideAward", this::decide);
        operations.handle(
                "issueAwardNotice",
                call -> Answer.created(
                        notice.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                Acknowledged.of(call)),
                        issued -> NoticeJson.of(issued, rehearsal)));
        operations.handle("recordContract", this::contract);
        operations.handle(
                "recordWrittenReport",
                call -> answers.ok(
                        call,
                        afterAward.writtenReport(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                Acknowledged.of(call))));
    }

    private Answer publishCandidates(Call call) {
        CandidateNoticeInput input = call.body(CandidateNoticeInput.class);
        return Answer.created(
                candidates.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        new PublishCandidates.Command(
                                input.candidates(), input.endsAt(), Acknowledged.orNone(input.acknowledgements()))),
                published -> NoticeJson.of(published, rehearsal));
    }

    private Answer decide(Call call) {
        AwardDecisionInput input = call.body(AwardDecisionInput.class);
        return Answer.ok(
                decide.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        new DecideAward.Command(
                                input.bidId(), input.reason(), Acknowledged.orNone(input.acknowledgements()))),
                CandidateListJson::of);
    }

    private Answer contract(Call call) {
        ContractInput input = call.body(ContractInput.class);
        return answers.ok(
                call,
                afterAward.contract(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        input.signedAt(),
                        input.performanceSecurity(),
                        Acknowledged.orNone(input.acknowledgements())));
    }
}
