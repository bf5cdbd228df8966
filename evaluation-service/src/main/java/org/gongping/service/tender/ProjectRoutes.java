package org.gongping.service.tender;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.AdmitMember;
import org.gongping.core.tender.CreateProject;
import org.gongping.core.tender.DismissMember;
import org.gongping.core.tender.EditLots;
import org.gongping.core.tender.LotDraft;
import org.gongping.core.tender.Member;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectDraft;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.UpdateProject;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;
import org.gongping.service.wire.ProjectJson;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** Projects, their lots and members. */
public final class ProjectRoutes implements Routes {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final MemberRepository members;
    private final CreateProject create;
    private final UpdateProject update;
    private final EditLots lots;
    private final AdmitMember admit;
    private final DismissMember dismiss;
    private final ProjectAnswers answers;

    public ProjectRoutes(
            ProjectAccess access,
            ProjectRepository projects,
            MemberRepository members,
            CreateProject create,
            UpdateProject update,
            EditLots lots,
            AdmitMember admit,
            DismissMember dismiss,
            ProjectAnswers answers) {
        this.access = access;
        this.projects = projects;
        this.members = members;
        this.create = create;
        this.update = update;
        this.lots = lots;
        this.admit = admit;
        this.dismiss = dismiss;
        this.answers = answers;
    }

    record LotInput(String name, BigDecimal ceilingPrice, BigDecimal floorPrice, JsonNode method) {
        LotDraft draft() {
            return new LotDraft(name, ceilingPrice, floorPrice, method);
        }
    }

    record MemberInput(Role role, UUID organisationId, String account) {}

    record MemberJson(UUID id, Role role, OrganisationJson organisation, String account, Instant since) {
        static MemberJson of(Member member) {
            return new MemberJson(
                    member.id(),
                    member.role(),
                    OrganisationJson.of(member.organisation()),
                    member.account(),
                    member.since());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("listProjects", this::list);
        operations.handle("createProject", this::create);
        operations.handle("getProject", this::get);
        operations.handle("updateProject", this::update);
        operations.handle("addLot", this::addLot);
        operations.handle("updateLot", this::updateLot);
        operations.handle("removeLot", this::removeLot);
        operations.handle("listMembers", this::listMembers);
        operations.handle("addMember", this::addMember);
        operations.handle("removeMember", this::removeMember);
    }

    private Answer list(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call)
                        .map(after -> projects.page(
                                call.transaction(),
                                call.actor(),
                                call.optionalText("q").orElse(null),
                                after,
                                limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), ProjectJson.Summary::of));
    }

    private Answer create(Call call) {
        return answers.created(call, create.execute(call.transaction(), call.actor(), call.body(ProjectDraft.class)));
    }

    private Answer get(Call call) {
        return answers.viewed(access.reading(call.transaction(), call.actor(), call.uuid("projectId")));
    }

    private Answer update(Call call) {
        return answers.ok(
                call,
                update.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        (int) call.expectedVersion(),
                        call.body(ProjectDraft.class)));
    }

    private Answer addLot(Call call) {
        Outcome<Project> outcome = lots.add(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                (int) call.expectedVersion(),
                call.body(LotInput.class).draft());
        return answers.created(call, outcome);
    }

    private Answer updateLot(Call call) {
        Outcome<Project> outcome = lots.change(
                call.transaction(),
                call.actor(),
                call.uuid("projectId"),
                call.uuid("lotId"),
                (int) call.expectedVersion(),
                call.body(LotInput.class).draft());
        return answers.ok(call, outcome);
    }

    private Answer removeLot(Call call) {
        return answers.ok(
                call, lots.remove(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId"), (int)
                        call.expectedVersion()));
    }

    private Answer listMembers(Call call) {
        UUID projectId = call.uuid("projectId");
        return Answer.ok(
                access.reading(call.transaction(), call.actor(), projectId)
                        .map(view -> members.list(call.transaction(), projectId).stream()
                                // Who bids stays hidden here; the list of registrations opens at the deadline.
                                .filter(member -> member.role() != Role.BIDDER)
                                .toList()),
                ProjectRoutes::members);
    }

    private Answer addMember(Call call) {
        MemberInput input = call.body(MemberInput.class);
        return Answer.created(
                admit.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        input.role(),
                        input.organisationId(),
                        Optional.ofNullable(input.account()).map(String::strip).orElse(null)),
                ProjectRoutes::members);
    }

    private Answer removeMember(Call call) {
        return Answer.ok(
                dismiss.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("memberId")),
                ProjectRoutes::members);
    }

    private static Page.All<MemberJson> members(List<Member> members) {
        return new Page.All<>(members.stream()
                .filter(member -> member.role() != Role.BIDDER)
                .map(MemberJson::of)
                .toList());
    }
}
