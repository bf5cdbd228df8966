package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.SignedStep;

/** Supervisor and agent sign an order: for another attempt, or a waiver of a check of feasibility (§5.1, §5.3). */
public final class SignOrder {
    private static final String REASON =
            "EXHAUSTED|RULES_DEFECT|ROSTER_LEAKED|COURT_OR_COMPLAINT|ABORTED_BY:(agent|platform|supervisor)";

    private final DrawAccess access;
    private final KeyRepository keys;
    private final OrderRepository orders;
    private final RecordStep records;
    private final InstantSource clock;

    SignOrder(DrawAccess access, KeyRepository keys, OrderRepository orders, RecordStep records, InstantSource clock) {
        this.access = access;
        this.keys = keys;
        this.orders = orders;
        this.records = records;
        this.clock = clock;
    }

    /** @param order the object that is signed, as the contract has it */
    public record Command(ObjectNode order, Party party, byte[] signature) {}

    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, int attempt, Command command) {
        return access.acting(tx, actor, projectId, command.party())
                .then(project -> acceptable(tx, project, attempt, command).map(hash -> {
                    sign(tx, actor, project, attempt, hash, command);
                    return project;
                }));
    }

    private Outcome<byte[]> acceptable(Transaction tx, Project project, int attempt, Command command) {
        DrawId draw = new DrawId(project.code(), attempt);
        ObjectNode order = command.order();
        if (!order.path("draw_id").asText().equals(draw.toString())) {
            return DrawRefusals.invalid("/order/draw_id", "指令须指明 " + draw, "The order must name " + draw);
        }
        if (order.has("check") == order.has("prev")) {
            return DrawRefusals.invalid(
                    "/order",
                    "指令或为豁免（check），或为重新抽取（prev），二者必居其一",
                    "An order is a waiver (check) or for another attempt (prev), and not both");
        }
        boolean wellFormed = order.has("check")
                || attempt > 1
                        && order.path("prev").asText().equals(new DrawId(project.code(), attempt - 1).toString())
                        && order.path("reason").asText().matches(REASON);
        if (!wellFormed) {
            return DrawRefusals.invalid(
                    "/order/reason",
                    "重新抽取须指明前一次抽取和规定的理由之一：" + REASON,
                    "An order for another attempt names the attempt before and one of the reasons " + REASON);
        }
        Optional<KeySet> set = keys.latest(tx, project.id());
        byte[] hash = Formulas.orderHash(order);
        if (set.isEmpty()
                || !PartyKey.hasSigned(
                        set.get().signing(command.party()),
                        SignedStep.order(draw, command.party().id(), hash),
                        command.signature())) {
            return DrawRefusals.badSignature();
        }
        if (orders.find(tx, project.id(), hash)
                .filter(known -> known.isSignedBy(command.party()))
                .isPresent()) {
            return DrawRefusals.twice("您已签署该指令", "You have signed this order");
        }
        return Outcome.done(hash);
    }

    private void sign(Transaction tx, Actor actor, Project project, int attempt, byte[] hash, Command command) {
        ObjectNode body = command.order().objectNode();
        body.put("draw_id", command.order().get("draw_id").textValue());
        body.set("order", command.order());
        body.put("hash", Octets.hex(hash));
        body.putObject("sig").put(command.party().id(), Base64.getEncoder().encodeToString(command.signature()));
        records.append(tx, RecordStep.By.party(actor, command.party()), project, AuditKind.DRAW_ORDER, body);
        orders.insert(tx, project.id(), hash, new DrawId(project.code(), attempt), command.order(), clock.instant());
        orders.sign(tx, project.id(), hash, command.party(), command.signature(), clock.instant());
        records.tell(tx, project.id(), attempt, "ORDER", command.party().id());
    }
}
