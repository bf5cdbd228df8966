package org.gongping.service.tender;

import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.wire.ProjectJson;

/** Answers with a project as the caller may see it, and with its present state after a conflict. */
public final class ProjectAnswers {
    private final MemberRepository members;
    private final boolean rehearsal;

    public ProjectAnswers(MemberRepository members, boolean rehearsal) {
        this.members = members;
        this.rehearsal = rehearsal;
    }

    public Answer ok(Call call, Outcome<Project> outcome) {
        return answer(call, outcome, 200);
    }

    public Answer created(Call call, Outcome<Project> outcome) {
        return answer(call, outcome, 201);
    }

    /** A project that has been looked at: the view knows the sides of the caller already. */
    public Answer viewed(Outcome<ProjectAccess.View> outcome) {
        return Answer.of(
                outcome,
                view -> Answer.ok(ProjectJson.of(view.project(), view.memberSides(), rehearsal))
                        .withVersion(view.project().version()));
    }

    private Answer answer(Call call, Outcome<Project> outcome, int status) {
        return switch (outcome) {
            case Outcome.Done<Project>(Project project) ->
                (status == 201 ? Answer.created(json(call, project)) : Answer.ok(json(call, project)))
                        .withVersion(project.version());
            case Outcome.Refused<Project>(Refusal.Conflict(String code, String zh, String en, Optional<Object> current))
            when current.orElse(null) instanceof Project project ->
                Answer.refused(new Refusal.Conflict(code, zh, en, Optional.of(json(call, project))));
            case Outcome.Refused<Project>(Refusal refusal) -> Answer.refused(refusal);
        };
    }

    private ProjectJson json(Call call, Project project) {
        return ProjectJson.of(project, members.sides(call.transaction(), project.id(), call.actor()), rehearsal);
    }
}
