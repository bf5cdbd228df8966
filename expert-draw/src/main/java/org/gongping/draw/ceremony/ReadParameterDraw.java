package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.DrawByProtocol;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Where the draw of a lot's random parameters stands, as the contract shows it. */
public final class ReadParameterDraw implements DrawByProtocol {
    private final DrawAccess access;
    private final OpeningPlanRepository plans;
    private final AttemptRepository attempts;
    private final ParameterAttemptRepository parameters;
    private final RunView runs;

    ReadParameterDraw(
            DrawAccess access,
            OpeningPlanRepository plans,
            AttemptRepository attempts,
            ParameterAttemptRepository parameters,
            RunView runs) {
        this.access = access;
        this.plans = plans;
        this.attempts = attempts;
        this.parameters = parameters;
        this.runs = runs;
    }

    @Override
    public Optional<Begun> of(Transaction tx, UUID projectId, UUID lotId) {
        return parameters
                .ofLot(tx, projectId, lotId)
                .map(found -> new Begun(
                        found.draw().toString(), attempts.standing(tx, found).state() == Standing.State.ABORTED));
    }

    public Outcome<ObjectNode> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(project -> ProjectAccess.lotOf(project, lotId).map(lot -> view(tx, actor, project, lot)));
    }

    /** To an actor who may see it. */
    public ObjectNode view(Transaction tx, Actor actor, Project project, UUID lotId) {
        return view(tx, actor, project, project.lot(lotId).orElseThrow());
    }

    private ObjectNode view(Transaction tx, Actor actor, Project project, Lot lot) {
        Set<Party> mine = runs.parties(tx, actor, project.id());
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("tender", project.code())
                .put("lotId", lot.id().toString())
                .put("lotNo", lot.no())
                .put("lotName", lot.name());
        List<JsonNode> drawn = drawn(lot);
        Optional<ParameterAttempt> found = parameters.ofLot(tx, project.id(), lot.id());
        view.put("byProtocol", isByProtocol(tx, project, lot));
        Optional.ofNullable(project.bidDeadline()).ifPresent(at -> view.put("bidDeadline", at.toString()));
        ArrayNode names = view.putArray("parameters");
        drawn.forEach(each ->
                names.addObject().put("name", each.path("name").asText()).put("isDigit", isDigit(each.path("pool"))));
        runs.keys(tx, project, mine, view);
        found.ifPresent(attempt -> view.set("current", current(tx, attempt, mine)));
        return view;
    }

    /** Whether its parameters are drawn so, or may be: bids are sealed, and the method draws some. */
    boolean isByProtocol(Transaction tx, Project project, Lot lot) {
        boolean isOpen = lot.phase() instanceof LotPhase.Published || lot.phase() instanceof LotPhase.Opening;
        boolean mayBe = isOpen
                && !drawn(lot).isEmpty()
                && !project.isDraft()
                && plans.find(tx, project.id()).isPresent();
        return mayBe || parameters.ofLot(tx, project.id(), lot.id()).isPresent();
    }

    private static List<JsonNode> drawn(Lot lot) {
        List<JsonNode> drawn = new ArrayList<>();
        if (lot.method() != null) {
            lot.method().path("randomParameters").forEach(each -> {
                if (each.has("pool")) {
                    drawn.add(each);
                }
            });
        }
        drawn.sort(Comparator.comparingInt(each -> each.path("order").asInt()));
        return drawn;
    }

    /** Whether every value that may come is one of 0 to 9: a figure drawn digit by digit. */
    private static boolean isDigit(JsonNode pool) {
        if (pool.has("pools")) {
            return pool.get("pools").properties().stream().allMatch(each -> isDigit(each.getValue()));
        }
        boolean isListed = pool.path("values").isArray();
        for (JsonNode value : pool.path("values")) {
            isListed &= value.asText().matches("[0-9]");
        }
        return isListed;
    }

    private ObjectNode current(Transaction tx, ParameterAttempt attempt, Set<Party> mine) {
        Standing standing = attempts.standing(tx, attempt);
        ObjectNode json = runs.current(tx, standing, mine.stream().anyMatch(Party::holdsShares));
        json.set("rules", attempt.rules().json());
        json.put("rulesJcs", attempt.rules().jcsText());
        standing.end().filter(end -> end.body().has("reason")).ifPresent(end -> {
            json.put("reason", end.text("reason"));
            ArrayNode missing = json.putArray("missing");
            end.body().path("missing").forEach(missing::add);
        });
        return json;
    }
}
