package org.gongping.service.organisation;

import org.gongping.core.organisation.CreateOrganisation;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** Organisations. */
public final class OrganisationRoutes implements Routes {
    private final OrganisationRepository organisations;
    private final CreateOrganisation create;

    public OrganisationRoutes(OrganisationRepository organisations, CreateOrganisation create) {
        this.organisations = organisations;
        this.create = create;
    }

    record OrganisationInput(String name, Organisation.Kind kind, String creditCode) {}

    @Override
    public void mount(Operations operations) {
        operations.handle("listOrganisations", this::list);
        operations.handle("createOrganisation", this::create);
    }

    private Answer list(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call)
                        .map(after -> organisations.page(
                                call.transaction(),
                                call.optionalText("q").orElse(null),
                                call.optionalText("kind")
                                        .map(Organisation.Kind::valueOf)
                                        .orElse(null),
                                after,
                                limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), OrganisationJson::of));
    }

    private Answer create(Call call) {
        OrganisationInput input = call.body(OrganisationInput.class);
        return Answer.created(
                create.execute(call.transaction(), call.actor(), input.name(), input.kind(), input.creditCode()),
                OrganisationJson::of);
    }
}
