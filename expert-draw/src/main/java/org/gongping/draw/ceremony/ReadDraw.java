package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.Octets;

/**
 * Where the draw of a project stands, as the contract shows it. For the eye and for the clients of the parties, which check
 * by themselves what of it counts: the opened records under K1.
 */
public final class ReadDraw {
    private final DrawAccess access;
    private final DrawInputs inputs;
    private final AttemptRepository attempts;
    private final OrderRepository orders;
    private final ReadParameterDraw parameters;
    private final RunView runs;

    ReadDraw(
            DrawAccess access,
            DrawInputs inputs,
            AttemptRepository attempts,
            OrderRepository orders,
            ReadParameterDraw parameters,
            RunView runs) {
        this.access = access;
        this.inputs = inputs;
        this.attempts = attempts;
        this.orders = orders;
        this.parameters = parameters;
        this.runs = runs;
    }

    public Outcome<ObjectNode> execute(Transaction tx, Actor actor, UUID projectId) {
        return access.reading(tx, actor, projectId).map(project -> view(tx, actor, project));
    }

    /** The parties that the actor acts for. */
    public Set<Party> parties(Transaction tx, Actor actor, UUID projectId) {
        return access.parties(tx, actor, projectId);
    }

    /** To an actor who may see it. */
    public ObjectNode view(Transaction tx, Actor actor, Project project) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        Set<Party> mine = access.parties(tx, actor, project.id());
        view.put("tender", project.code());
        view.putPOJO("request", inputs.request(tx, project));
        runs.keys(tx, project, mine, view);
        ArrayNode all = view.putArray("attempts");
        Optional<Standing> last = Optional.empty();
        for (Attempt attempt : attempts.list(tx, project.id())) {
            Standing standing = attempts.standing(tx, attempt);
            ObjectNode one = all.addObject()
                    .put("attempt", attempt.number())
                    .put("drawId", attempt.draw().toString())
                    .put("state", standing.state().name());
            standing.end()
                    .filter(end -> end.body().has("reason"))
                    .ifPresent(end -> one.put("reason", end.text("reason")));
            last = Optional.of(standing);
        }
        orders(tx, project, view.putArray("orders"));
        ArrayNode lots = view.putArray("parameterLots");
        project.lots().stream()
                .filter(lot -> parameters.isByProtocol(tx, project, lot))
                .forEach(lot -> lots.add(lot.id().toString()));
        last.ifPresent(standing ->
                view.set("current", current(tx, standing, mine.stream().anyMatch(Party::holdsShares))));
        return view;
    }

    private void orders(Transaction tx, Project project, ArrayNode all) {
        for (OrderRepository.Order order : orders.list(tx, project.id())) {
            ObjectNode one = all.addObject().put("hash", Octets.hex(order.hash()));
            one.set("order", order.content());
            ArrayNode signed = one.putArray("signed");
            order.signed().keySet().forEach(party -> signed.add(party.id()));
        }
    }

    private ObjectNode current(Transaction tx, Standing standing, boolean toHolder) {
        Attempt attempt = standing.committee();
        ObjectNode json = runs.current(tx, standing, toHolder);
        json.set("rules", attempt.rules().json());
        json.put("rulesJcs", attempt.rules().jcsText()).put("poolCount", attempt.experts());
        json.set("excluded", attempt.excluded());
        json.set("strata", attempt.strata());
        return json;
    }
}
