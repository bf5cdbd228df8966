package org.gongping.core.bid.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Shows how bids of a tender are sealed and opened. */
public final class ReadOpeningPlan {
    private final ProjectAccess access;
    private final OpeningPlanRepository plans;
    private final OrganisationRepository organisations;

    public ReadOpeningPlan(ProjectAccess access, OpeningPlanRepository plans, OrganisationRepository organisations) {
        this.access = access;
        this.plans = plans;
        this.organisations = organisations;
    }

    /** @param organisations by id, those of the keys */
    public record Shown(
            Project project, OpeningPlan plan, Map<Holder, OpeningKey> keys, Map<UUID, Organisation> organisations) {}

    public Outcome<Shown> execute(Transaction tx, Actor actor, UUID projectId) {
        return access.reading(tx, actor, projectId).then(view -> {
            Optional<OpeningPlan> plan = plans.find(tx, projectId);
            if (plan.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("opening plan"));
            }
            Map<Holder, OpeningKey> keys = plans.keys(tx, projectId);
            Set<UUID> owners =
                    keys.values().stream().map(OpeningKey::organisationId).collect(Collectors.toSet());
            return Outcome.done(new Shown(view.project(), plan.get(), keys, organisations.findAll(tx, owners)));
        });
    }
}
