package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.tender.GateCheck;
import org.gongping.draw.fairness.DrawFairness;
import org.gongping.draw.fairness.ReadFairness;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.request.CheckDrawPlan;
import org.gongping.draw.request.DecideDrawRequest;
import org.gongping.draw.request.DrawRequest;
import org.gongping.draw.request.ExcludeExpert;
import org.gongping.draw.request.PlanFeasibility;
import org.gongping.draw.request.ReadDrawRequest;
import org.gongping.draw.request.SaveDrawPlan;
import org.gongping.draw.request.SubmitDrawRequest;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.VerdictJson;
import org.gongping.service.wire.Acknowledged;

/** The request for a draw, from plan to approval, and fair use over time. */
public final class DrawPlanRoutes implements Routes {
    private final ReadDrawRequest read;
    private final SaveDrawPlan save;
    private final CheckDrawPlan check;
    private final SubmitDrawRequest submit;
    private final DecideDrawRequest decide;
    private final ExcludeExpert exclude;
    private final ReadFairness fairness;

    public DrawPlanRoutes(
            ReadDrawRequest read,
            SaveDrawPlan save,
            CheckDrawPlan check,
            SubmitDrawRequest submit,
            DecideDrawRequest decide,
            ExcludeExpert exclude,
            ReadFairness fairness) {
        this.read = read;
        this.save = save;
        this.check = check;
        this.submit = submit;
        this.decide = decide;
        this.exclude = exclude;
        this.fairness = fairness;
    }

    record PlanInput(JsonNode plan, int seen, String wideningReason) {}

    record CheckInput(JsonNode plan) {}

    record StepInput(int seen, List<GateCheck.Acknowledgement> acknowledgements) {}

    record ApprovalInput(int seen, List<Rules.Waiver> waivers, List<GateCheck.Acknowledgement> acknowledgements) {}

    record ReturnInput(int seen, String reason) {}

    record ExclusionInput(String poolNo, String reason) {}

    record ExclusionJson(Instant at) {}

    /** The request as the contract shows it; also part of the view of the whole draw. */
    public record RequestJson(
            String state,
            int version,
            Optional<JsonNode> plan,
            Optional<Instant> submittedAt,
            Optional<Instant> decidedAt,
            Optional<String> returnedReason,
            List<VerdictJson> verdicts) {
        public static RequestJson of(ReadDrawRequest.View view) {
            Optional<DrawRequest> request = view.request();
            return new RequestJson(
                    request.map(found -> found.state().name()).orElse("NONE"),
                    request.map(DrawRequest::version).orElse(0),
                    request.map(found -> found.plan().json()),
                    request.flatMap(DrawRequest::submittedAt),
                    request.flatMap(DrawRequest::decidedAt),
                    request.flatMap(DrawRequest::returnedReason),
                    VerdictJson.of(view.verdicts()));
        }
    }

    record EligibleJson(String need, Optional<String> city, int seats, int eligible) {}

    record ShortageJson(
            String check,
            String need,
            Optional<String> city,
            long found,
            long needed,
            boolean canBeWaived,
            String textZh,
            String textEn,
            String whatToDoZh,
            String whatToDoEn) {
        static ShortageJson of(PlanFeasibility.Shortage each) {
            return new ShortageJson(
                    each.check(),
                    each.need(),
                    each.city(),
                    each.found(),
                    each.needed(),
                    each.canBeWaived(),
                    each.text().zh(),
                    each.text().en(),
                    each.whatToDo().zh(),
                    each.whatToDo().en());
        }
    }

    record CauseJson(String reason, String rule, String article, int count) {}

    record CheckJson(
            boolean feasible,
            boolean biddersKnown,
            int experts,
            int eligible,
            List<EligibleJson> needs,
            List<ShortageJson> shortages,
            List<CauseJson> excluded,
            List<VerdictJson> verdicts) {
        static CheckJson of(CheckDrawPlan.Checked checked) {
            PlanFeasibility found = checked.feasibility();
            return new CheckJson(
                    found.shortages().isEmpty(),
                    checked.biddersKnown(),
                    found.experts(),
                    found.eligible(),
                    found.needs().stream()
                            .map(each -> new EligibleJson(each.need(), each.city(), each.seats(), each.eligible()))
                            .toList(),
                    found.shortages().stream().map(ShortageJson::of).toList(),
                    found.excluded().stream()
                            .map(each ->
                                    new CauseJson(each.reason().name(), each.ruleId(), each.article(), each.count()))
                            .toList(),
                    VerdictJson.of(checked.verdicts()));
        }
    }

    record FairnessJson(
            Instant from,
            int experts,
            int served,
            int calls,
            int declined,
            int unanswered,
            BigDecimal topTenthShare,
            List<DrawFairness.Month> months,
            List<DrawFairness.Load> workload,
            List<DrawFairness.Use> busiest,
            List<DrawFairness.Use> refusers,
            List<DrawFairness.Pair> pairs,
            List<DrawFairness.Meeting> bidders,
            List<VerdictJson> verdicts) {
        static FairnessJson of(DrawFairness found) {
            return new FairnessJson(
                    found.from(),
                    found.experts(),
                    found.served(),
                    found.calls(),
                    found.declined(),
                    found.unanswered(),
                    found.topTenthShare(),
                    found.months(),
                    found.workload(),
                    found.busiest(),
                    found.refusers(),
                    found.pairs(),
                    found.bidders(),
                    VerdictJson.of(found.verdicts()));
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getDrawRequest",
                call -> Answer.ok(
                        read.execute(call.transaction(), call.actor(), call.uuid("projectId")), RequestJson::of));
        operations.handle("saveDrawPlan", this::save);
        operations.handle(
                "checkDrawPlan",
                call -> Answer.ok(
                        check.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                Optional.ofNullable(call.body(CheckInput.class).plan())
                                        .map(CommitteePlan::of)),
                        CheckJson::of));
        operations.handle("submitDrawRequest", this::submit);
        operations.handle("approveDrawRequest", this::approve);
        operations.handle("returnDrawRequest", call -> {
            ReturnInput input = call.body(ReturnInput.class);
            return view(
                    call,
                    decide.giveBack(
                            call.transaction(), call.actor(), call.uuid("projectId"), input.seen(), input.reason()));
        });
        operations.handle("excludeExpert", call -> {
            ExclusionInput input = call.body(ExclusionInput.class);
            return Answer.created(
                    exclude.execute(
                            call.transaction(),
                            call.actor(),
                            call.uuid("projectId"),
                            new ExcludeExpert.Command(input.poolNo(), input.reason())),
                    ExclusionJson::new);
        });
        operations.handle(
                "getDrawFairness",
                call -> Answer.ok(FairnessJson.of(fairness.execute(call.transaction(), call.integer("months")))));
    }

    private Answer save(Call call) {
        PlanInput input = call.body(PlanInput.class);
        return view(
                call,
                save.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        new SaveDrawPlan.Command(
                                CommitteePlan.of(input.plan()),
                                input.seen(),
                                Optional.ofNullable(input.wideningReason()))));
    }

    private Answer submit(Call call) {
        StepInput input = call.body(StepInput.class);
        return view(
                call,
                submit.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        new SubmitDrawRequest.Command(input.seen(), Acknowledged.orNone(input.acknowledgements()))));
    }

    private Answer approve(Call call) {
        ApprovalInput input = call.body(ApprovalInput.class);
        List<Rules.Waiver> waivers = input.waivers() == null ? List.of() : input.waivers();
        return view(
                call,
                decide.approve(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        new DecideDrawRequest.Approval(
                                input.seen(), waivers, Acknowledged.orNone(input.acknowledgements()))));
    }

    /** The request as it stands after a step of it. */
    private Answer view(Call call, Outcome<DrawRequest> outcome) {
        return Answer.ok(
                outcome.then(_ -> read.execute(call.transaction(), call.actor(), call.uuid("projectId"))),
                RequestJson::of);
    }
}
