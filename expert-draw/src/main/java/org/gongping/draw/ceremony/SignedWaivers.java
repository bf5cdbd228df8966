package org.gongping.draw.ceremony;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Rules;

/** Whether what a plan waives has the supervisor's signed order (§5.1), for the very draw and the very check. */
public final class SignedWaivers {
    private final AttemptRepository attempts;
    private final OrderRepository orders;

    public SignedWaivers() {
        this(new AttemptRepository(), new OrderRepository());
    }

    SignedWaivers(AttemptRepository attempts, OrderRepository orders) {
        this.attempts = attempts;
        this.orders = orders;
    }

    /** Why the next attempt cannot be held with these waivers; nothing when each has its order. */
    public Optional<Refusal> refusal(Transaction tx, Project project, List<Rules.Waiver> waivers) {
        int next = attempts.list(tx, project.id()).size() + 1;
        return refusal(tx, project, new DrawId(project.code(), next), waivers);
    }

    Optional<Refusal> refusal(Transaction tx, Project project, DrawId draw, List<Rules.Waiver> waivers) {
        return waivers.stream()
                .filter(waiver -> !isSigned(tx, project, draw, waiver))
                .findFirst()
                .map(waiver -> new Refusal.Conflict(
                        "waiver-unsigned",
                        waiver.check() + " 的豁免没有监督部门为 " + draw + " 签署的指令；请先登记密钥并签署指令，再填写其摘要",
                        "The waiver of " + waiver.check() + " has no order that the supervisor signed for " + draw
                                + ": register the keys and sign the order first, then name its hash",
                        Optional.empty()));
    }

    private boolean isSigned(Transaction tx, Project project, DrawId draw, Rules.Waiver waiver) {
        return orders.find(tx, project.id(), HexFormat.of().parseHex(waiver.order()))
                .filter(order ->
                        order.isSignedBy(Party.SUPERVISOR) && order.draw().equals(draw))
                .filter(order -> order.content().path("check").asText().equals(waiver.check()))
                .isPresent();
    }
}
