package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.transcript.StepBodies;

/** Ends an attempt without a result, visible for ever (§5.3). Past the deposits only a defective one does. */
public final class EndDraw {
    /** So ends an attempt before anybody has committed; another then needs the supervisor's order alone. */
    static final String RULES_DEFECT = "RULES_DEFECT";

    /** So ends an attempt that was not in escrow and checked when the bids were due. */
    static final String DEADLINE = "DEADLINE";

    private final Running running;
    private final EscrowRepository escrow;
    private final RecordStep records;

    EndDraw(Running running, EscrowRepository escrow, RecordStep records) {
        this.running = running;
        this.escrow = escrow;
        this.records = records;
    }

    /** The supervisor ends it, before anybody can know anything. */
    public Outcome<Project> execute(Transaction tx, Actor actor, RunKey key, String reason) {
        return running.at(tx, actor, key, Party.SUPERVISOR).then(at -> {
            boolean possible = at.standing().state() == Standing.State.COMMITTING
                    || at.standing().state() == Standing.State.DEPOSITING;
            if (!possible) {
                return DrawRefusals.conflict(
                        "past-deposit",
                        "托管完成后的抽取一律进行到底，不得中止",
                        "An attempt past its deposits is always finished, and never aborted");
            }
            if (reason.equals(RULES_DEFECT)
                    && !at.standing().steps(Step.Slot.COMMIT).isEmpty()) {
                return DrawRefusals.conflict(
                        "committed",
                        "已有承诺，不得再以规则有误为由中止",
                        "Somebody has committed: the attempt cannot end for a defect of the rules any more");
            }
            abort(tx, RecordStep.By.party(actor, Party.SUPERVISOR), at, reason, List.of());
            return Outcome.done(at.project());
        });
    }

    /** @param missing parties that let their time pass */
    void abort(Transaction tx, RecordStep.By by, Running.At at, String reason, List<String> missing) {
        ObjectNode body = StepBodies.abort(at.attempt().draw(), reason);
        if (!missing.isEmpty()) {
            ArrayNode all = body.putArray("missing");
            missing.forEach(all::add);
        }
        write(tx, by, at, body);
    }

    /**
     * For a deposit that does not give what its party committed itself to. With the commitment and the party's signature of
     * the deposit, both on record, the sealed shares let whoever gets a holder's key see that the party has done it, and not
     * the holders.
     */
    void defective(Transaction tx, RecordStep.By by, Running.At at, String party) {
        ObjectNode body = StepBodies.abort(at.attempt().draw(), "ABORTED_BY:" + party);
        ObjectNode deposit = body.putObject("deposit").put("party", party);
        ObjectNode sealed = deposit.putObject("sealed");
        escrow.deposited(tx, at.attempt(), party).forEach((holder, share) -> sealed.put(holder, base64(share)));
        ObjectNode opened = deposit.putObject("opened");
        escrow.opened(tx, at.attempt(), party)
                .forEach(each -> each.share()
                        .ifPresent(share ->
                                opened.put(each.holder().id(), Deposit.isNoShare(share) ? "" : base64(share))));
        write(tx, by, at, body);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void write(Transaction tx, RecordStep.By by, Running.At at, ObjectNode body) {
        records.write(tx, by, at.project(), at.attempt(), Step.Slot.END, Step.Kind.ABORT, "", body);
    }
}
