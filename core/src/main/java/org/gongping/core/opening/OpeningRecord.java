package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.opening.hall.HallCourse;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** Writes opening records (开标记录) as the public may read them: names of persons are left out (rule O06). */
public final class OpeningRecord {
    private OpeningRecord() {}

    /** Parameters that were drawn, and how. */
    record Drawn(Map<String, BigDecimal> values, List<String> manners) {}

    static NoticeBody body(
            Project project,
            Lot lot,
            List<Bid> bids,
            List<OpeningObjection> objections,
            Drawn drawn,
            HallCourse.Told course) {
        NoticeBody body = meeting(project, lot, lot.dates().openingEndedAt())
                .fact("最高投标限价（元）", "Ceiling price (yuan)", NoticeBody.amount(lot.ceilingPrice()));
        drawn.values()
                .forEach((name, value) -> body.fact("抽取参数 " + name, "Drawn parameter " + name, value.toPlainString()));
        drawn.manners()
                .forEach(manner -> body.fact(
                        "参数抽取方式",
                        "Manner of the draw",
                        manner.equals(TakeDrawnParameters.MANNER)
                                ? "各方按协议抽取（" + manner + "），任何人可复算"
                                : (course.isOnline() ? "现场抽取，由招标代理机构录入、监督人员确认：" : "现场抽取，由招标代理机构录入：") + manner));
        NoticeBody.Table table = body.section("投标一览", "Bids read out")
                .table()
                .column("序号", "No.", true)
                .column("投标人", "Bidder", false)
                .column("开启结果", "Outcome", false)
                .column("投标报价（元）", "Price (yuan)", true)
                .column("工期（日）", "Period (days)", true);
        for (Bid bid : bids) {
            table.row(
                    bid.label(),
                    bid.bidderName(),
                    outcome(bid) + remedy(bid, course),
                    NoticeBody.amount(bid.price()),
                    bid.periodDays() == null ? null : bid.periodDays().toString());
        }
        course(body, bids, Bid.State.OPENED, objections, course);
        return body;
    }

    /**
     * Of the first sitting of two: who opened what is no price, and who confirmed.
     *
     * @param bids as they stand when it ends; {@link Bid.State#RECEIVED} are those whose first envelopes are open
     */
    public static NoticeBody ofFirstSitting(
            Project project,
            Lot lot,
            List<Bid> bids,
            List<OpeningObjection> objections,
            HallCourse.Told course,
            Instant adjournedAt) {
        NoticeBody body = meeting(project, lot, adjournedAt);
        NoticeBody.Table table = body.section("投标一览", "Bids")
                .table()
                .column("序号", "No.", true)
                .column("投标人", "Bidder", false)
                .column("开启结果", "Outcome", false);
        for (Bid bid : bids) {
            String outcome = bid.state() == Bid.State.RECEIVED ? "第一信封已开启，价格信封未开启" : outcome(bid);
            table.row(bid.label(), bid.bidderName(), outcome + remedy(bid, course));
        }
        course(body, bids, Bid.State.RECEIVED, objections, course);
        return body;
    }

    private static NoticeBody meeting(Project project, Lot lot, Instant endedAt) {
        return new NoticeBody()
                .section("开标", "Opening")
                .fact("项目编号", "Code", project.code())
                .fact("标段", "Lot", lot.name())
                .fact("开标时间", "Opened", NoticeBody.time(lot.dates().openedAt()))
                .fact("开标地点", "Place", project.openingPlace())
                .fact("结束时间", "Ended", NoticeBody.time(endedAt));
    }

    /** @param read the state of bids whose bidders were asked to confirm */
    private static void course(
            NoticeBody body,
            List<Bid> bids,
            Bid.State read,
            List<OpeningObjection> objections,
            HallCourse.Told course) {
        if (course.isOnline()) {
            NoticeBody.Table present = body.section("签到与确认", "Signed in and confirmed")
                    .table()
                    .column("序号", "No.", true)
                    .column("投标人", "Bidder", false)
                    .column("签到时间", "Signed in", false)
                    .column("对唱标内容的确认", "What was read", false);
            for (Bid bid : bids) {
                Instant checkedIn = course.checkedIn().get(bid.id());
                present.row(
                        bid.label(),
                        bid.bidderName(),
                        checkedIn == null ? "未签到" : NoticeBody.time(checkedIn),
                        bid.state() == read ? confirmation(bid, course) : "不适用");
            }
        }
        if (!course.pauses().isEmpty()) {
            NoticeBody.Table pauses = body.section("监督部门暂停", "Paused by the supervisor")
                    .table()
                    .column("暂停时间", "Paused", false)
                    .column("恢复时间", "Resumed", false)
                    .column("理由", "Reason", false);
            course.pauses()
                    .forEach(pause ->
                            pauses.row(NoticeBody.time(pause.at()), NoticeBody.time(pause.until()), pause.reason()));
        }
        if (!course.outages().isEmpty()) {
            NoticeBody.Table outages = body.section("系统中断补时", "Time given back for outages")
                    .table()
                    .column("恢复服务时间", "Served again", false)
                    .column("补回（秒）", "Given back (s)", true);
            course.outages()
                    .forEach(outage -> outages.row(NoticeBody.time(outage.at()), String.valueOf(outage.seconds())));
        }
        if (!objections.isEmpty()) {
            raised(body, bids, objections);
        }
    }

    private static void raised(NoticeBody body, List<Bid> bids, List<OpeningObjection> objections) {
        Map<UUID, Bid> bidsById = new HashMap<>();
        bids.forEach(bid -> bidsById.put(bid.id(), bid));
        NoticeBody.Table raised = body.section("开标异议", "Objections at the opening")
                .table()
                .column("投标序号", "Bid No.", true)
                .column("投标人", "Bidder", false)
                .column("提出时间", "Raised", false)
                .column("异议", "Objection", false)
                .column("答复时间", "Answered", false)
                .column("答复", "Answer", false);
        objections.forEach(objection -> {
            Bid of = bidsById.get(objection.bidId());
            raised.row(
                    of.label(),
                    of.bidderName() + (objection.isByAgency() ? "（招标代理机构代录）" : ""),
                    NoticeBody.time(objection.raisedAt()),
                    objection.text(),
                    NoticeBody.time(objection.answeredAt()),
                    objection.answer());
        });
    }

    /** What came of the announced remedy (rule O04). */
    private static String remedy(Bid bid, HallCourse.Told course) {
        Set<Holder> holders = course.shares().getOrDefault(bid.id(), Set.of());
        String names = String.join("、", holders.stream().map(Holder::zh).toList());
        if (course.openedByHolders().contains(bid.id())) {
            return "（补救：由保管方共同开启，份额来自" + names + "，O04）";
        }
        boolean isClosed =
                bid.state() == Bid.State.NOT_OPENED_BIDDER_CAUSE || bid.state() == Bid.State.NOT_OPENED_OTHER_CAUSE;
        if (!isClosed || !course.shares().containsKey(bid.id())) {
            return "";
        }
        return "（补救时限内" + (holders.isEmpty() ? "无保管方提交份额" : "提交份额的保管方：" + names) + "，O04）";
    }

    private static String confirmation(Bid bid, HallCourse.Told course) {
        Instant at = course.confirmed().get(bid.id());
        return at == null ? "时限内未答复" : "已确认 " + NoticeBody.time(at);
    }

    private static String outcome(Bid bid) {
        return switch (bid.state()) {
            case RECEIVED -> "未唱标";
            case OPENED -> "已开启";
            case NOT_OPENED_BIDDER_CAUSE -> "未解密（投标人原因，视为撤销）：" + bid.reason();
            case NOT_OPENED_OTHER_CAUSE -> "未解密（其他原因，视为撤回）：" + bid.reason();
            case NOT_PASSED -> "第一阶段评审未通过，价格信封不开启：" + bid.reason();
        };
    }
}
