package org.gongping.service.tender;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gongping.core.publication.Addendum;
import org.gongping.core.publication.AddendumRepository;
import org.gongping.core.publication.IssueAddendum;
import org.gongping.core.publication.PublishProject;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.gate.Milestone;
import org.gongping.core.timeline.ReadTimeline;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.VerdictJson;
import org.gongping.service.wire.Acknowledged;
import org.gongping.service.wire.Page;

/** Publication, addenda and the time line of legal gates. */
public final class PublicationRoutes implements Routes {
    private final ProjectAccess access;
    private final PublishProject publish;
    private final IssueAddendum issue;
    private final AddendumRepository addenda;
    private final ReadTimeline timeline;
    private final ProjectAnswers answers;

    public PublicationRoutes(
            ProjectAccess access,
            PublishProject publish,
            IssueAddendum issue,
            AddendumRepository addenda,
            ReadTimeline timeline,
            ProjectAnswers answers) {
        this.access = access;
        this.publish = publish;
        this.issue = issue;
        this.addenda = addenda;
        this.timeline = timeline;
        this.answers = answers;
    }

    record AddendumInput(
            String text,
            boolean affectsPreparation,
            Instant newDeadline,
            List<GateCheck.Acknowledgement> acknowledgements) {}

    record AddendumJson(
            UUID id,
            int no,
            String text,
            boolean affectsPreparation,
            Instant issuedAt,
            Instant oldDeadline,
            Instant newDeadline,
            List<VerdictJson> verdicts) {
        static AddendumJson of(Addendum addendum) {
            return new AddendumJson(
                    addendum.id(),
                    addendum.no(),
                    addendum.text(),
                    addendum.affectsPreparation(),
                    addendum.issuedAt(),
                    addendum.oldDeadline(),
                    addendum.newDeadline(),
                    VerdictJson.of(addendum.verdicts()));
        }
    }

    record RuleReference(String ruleId, String article) {}

    record MilestoneJson(
            String id,
            UUID lotId,
            String titleZh,
            String titleEn,
            Milestone.State state,
            Instant at,
            Instant earliestAt,
            Instant latestAt,
            List<RuleReference> rules,
            List<VerdictJson> verdicts) {
        static MilestoneJson of(UUID lotId, Milestone milestone) {
            return new MilestoneJson(
                    milestone.id(),
                    lotId,
                    milestone.title().zh(),
                    milestone.title().en(),
                    milestone.state(),
                    milestone.at().orElse(null),
                    milestone.earliestAt().orElse(null),
                    milestone.latestAt().orElse(null),
                    milestone.rules().stream()
                            .map(rule -> new RuleReference(
                                    rule.ruleId(), rule.article().zh()))
                            .toList(),
                    VerdictJson.of(milestone.verdicts()));
        }
    }

    record NextJson(String operation, UUID lotId, List<VerdictJson> verdicts) {}

    record TimelineJson(Instant now, String ruleSet, List<MilestoneJson> milestones, NextJson next) {
        static TimelineJson of(ReadTimeline.Timeline timeline) {
            List<MilestoneJson> milestones = new ArrayList<>();
            timeline.lots()
                    .forEach(gates -> gates.milestones()
                            .forEach(milestone ->
                                    milestones.add(MilestoneJson.of(gates.lot().id(), milestone))));
            return new TimelineJson(
                    timeline.now(),
                    timeline.law().ruleSet().id(),
                    milestones,
                    timeline.next()
                            .map(next -> new NextJson(next.operation(), next.lotId(), VerdictJson.of(next.verdicts())))
                            .orElse(null));
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getTimeline", this::timeline);
        operations.handle("publishProject", this::publish);
        operations.handle("listAddenda", this::listAddenda);
        operations.handle("issueAddendum", this::issueAddendum);
    }

    private Answer timeline(Call call) {
        return Answer.ok(timeline.execute(call.transaction(), call.actor(), call.uuid("projectId")), TimelineJson::of);
    }

    private Answer publish(Call call) {
        return answers.ok(
                call,
                publish.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        (int) call.expectedVersion(),
                        Acknowledged.of(call)));
    }

    private Answer listAddenda(Call call) {
        UUID projectId = call.uuid("projectId");
        return Answer.ok(
                access.reading(call.transaction(), call.actor(), projectId)
                        .map(_ -> addenda.list(call.transaction(), projectId)),
                list -> new Page.All<>(list.stream().map(AddendumJson::of).toList()));
    }

    private Answer issueAddendum(Call call) {
        AddendumInput input = call.body(AddendumInput.class);
        return answers.created(
                call,
                issue.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        (int) call.expectedVersion(),
                        new IssueAddendum.Command(
                                input.text(),
                                input.affectsPreparation(),
                                input.newDeadline(),
                                Acknowledged.orNone(input.acknowledgements()))));
    }
}
