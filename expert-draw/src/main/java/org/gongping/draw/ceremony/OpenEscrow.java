package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.vrf.SoftwareVrfKey;
import org.gongping.draw.vrf.VrfProof;

/**
 * Two holders do what a party let its time pass with (§6): they open its deposit, or the backup of the finaliser's key. The
 * inputs are the same, and so is the result; nothing is drawn anew.
 */
public final class OpenEscrow {
    private final Running running;
    private final EscrowRepository escrow;
    private final KeyRepository keys;
    private final FinishDraw finish;
    private final EndDraw ends;
    private final RecordStep records;
    private final InstantSource clock;

    OpenEscrow(
            Running running,
            EscrowRepository escrow,
            KeyRepository keys,
            FinishDraw finish,
            EndDraw ends,
            RecordStep records,
            InstantSource clock) {
        this.running = running;
        this.escrow = escrow;
        this.keys = keys;
        this.finish = finish;
        this.ends = ends;
        this.records = records;
        this.clock = clock;
    }

    /** @param party whose deposit is opened; {@link Party#FINALISER} for the finaliser's key */
    public record Command(Party holder, String party, byte[] value) {}

    private Outcome<Running.At> openable(Transaction tx, Actor actor, RunKey key, Command command) {
        return running.at(tx, actor, key, command.holder()).then(at -> {
            Optional<String> open = at.standing().escrow(clock.instant());
            if (open.filter(command.party()::equals).isPresent()) {
                return Outcome.done(at);
            }
            String what = open.orElse("–");
            return DrawRefusals.conflict(
                    "escrow-closed",
                    "只有超过时限的一方的托管可以开启；目前可开启：" + what,
                    "Only what a party let its time pass with is opened; what may be opened now: " + what);
        });
    }

    /** A holder's own share, opened by itself. */
    public Outcome<Project> open(Transaction tx, Actor actor, RunKey key, Command command) {
        return openable(tx, actor, key, command).then(at -> {
            if (!Opening.isOf(command.holder(), command.value())) {
                return DrawRefusals.invalid("/share", "这不是您的份额", "This is not your share");
            }
            List<EscrowRepository.Opened> before = escrow.opened(tx, at.attempt(), command.party());
            if (Opening.hasOpened(command.holder(), before)) {
                return DrawRefusals.twice("您已开启该份额", "You have opened this share");
            }
            return command.party().equals(Party.FINALISER)
                    ? openFinaliser(tx, at, command, before)
                    : openDeposit(tx, actor, at, command);
        });
    }

    private Outcome<Project> openDeposit(Transaction tx, Actor actor, Running.At at, Command command) {
        String party = command.party();
        escrow.open(tx, at.attempt(), party, command.holder(), Optional.of(command.value()), clock.instant());
        if (Opening.isDefective(at.standing(), party, escrow.opened(tx, at.attempt(), party), clock.instant())) {
            ends.defective(tx, RecordStep.By.party(actor, command.holder()), at, party);
        } else {
            tell(tx, at, command);
        }
        return Outcome.done(at.project());
    }

    /** The first share is kept; with the second the output is computed at once, and the key is not. */
    private Outcome<Project> openFinaliser(
            Transaction tx, Running.At at, Command command, List<EscrowRepository.Opened> before) {
        VrfBackup.Sealed own = keys.backup(tx, at.project().id(), at.keys().no(), command.holder());
        if (!Opening.same(own.hash(), Octets.sha256(command.value()))) {
            return DrawRefusals.invalid(
                    "/share", "该份额与登记的密钥备份不符", "This is not the share of the backup that was logged");
        }
        Instant now = clock.instant();
        if (before.size() != 1) {
            escrow.open(
                    tx,
                    at.attempt(),
                    Party.FINALISER,
                    command.holder(),
                    before.isEmpty() ? Optional.of(command.value()) : Optional.empty(),
                    now);
            tell(tx, at, command);
            return Outcome.done(at.project());
        }
        byte[] first = before.getFirst().share().orElseThrow();
        Optional<SoftwareVrfKey> key =
                VrfBackup.key(first, command.value(), at.keys().vrfKey());
        if (key.isEmpty()) {
            return DrawRefusals.conflict(
                    "backup-defective", "两份份额不能合成已登记的密钥", "The two shares do not give the key that was logged");
        }
        byte[] alpha = at.standing().open().alpha();
        escrow.open(tx, at.attempt(), Party.FINALISER, command.holder(), Optional.empty(), now);
        escrow.insert(tx, at.attempt(), alpha, key.get().prove(alpha));
        tell(tx, at, command);
        return Outcome.done(at.project());
    }

    private void tell(Transaction tx, Running.At at, Command command) {
        records.tell(tx, at.attempt(), "ESCROW_SHARE", command.holder().id());
    }

    /** A holder signs what was opened; the second signature does the step. */
    public Outcome<Project> confirm(Transaction tx, Actor actor, RunKey key, Command command) {
        return openable(tx, actor, key, command)
                .then(at -> command.party().equals(Party.FINALISER)
                        ? confirmFinaliser(tx, actor, at, command)
                        : confirmDeposit(tx, actor, at, command));
    }

    private Outcome<Project> confirmDeposit(Transaction tx, Actor actor, Running.At at, Command command) {
        String party = command.party();
        Optional<byte[]> contribution =
                Opening.contribution(at.standing(), party, escrow.opened(tx, at.attempt(), party));
        if (contribution.isEmpty()) {
            return missing();
        }
        byte[] r = contribution.get();
        byte[] message = SignedStep.escrow(at.attempt().draw(), command.holder().id(), party, r);
        return confirmed(tx, at, command, message).map(all -> {
            if (all.size() == CheckDeposit.NEEDED) {
                write(
                        tx,
                        actor,
                        at,
                        command,
                        Step.Slot.REVEAL,
                        party,
                        StepBodies.escrowOpen(at.attempt().draw(), party, r, CheckDeposit.byId(all)));
            }
            return at.project();
        });
    }

    private Outcome<Project> confirmFinaliser(Transaction tx, Actor actor, Running.At at, Command command) {
        Optional<VrfProof> proof = escrow.escrowFinal(tx, at.attempt());
        if (proof.isEmpty()) {
            return missing();
        }
        Ceremony ceremony = at.standing().open().finish(at.keys().vrfKey(), proof.get());
        byte[] message = SignedStep.escrowFinal(
                at.attempt().draw(),
                command.holder().id(),
                ceremony.alpha(),
                proof.get().pi());
        return confirmed(tx, at, command, message).map(all -> {
            if (all.size() == CheckDeposit.NEEDED) {
                write(
                        tx,
                        actor,
                        at,
                        command,
                        Step.Slot.FINAL,
                        "",
                        StepBodies.escrowFinal(at.attempt().draw(), ceremony, CheckDeposit.byId(all)));
                finish.result(tx, RecordStep.By.party(actor, command.holder()), at, ceremony);
            }
            return at.project();
        });
    }

    private Outcome<Map<Party, byte[]>> confirmed(Transaction tx, Running.At at, Command command, byte[] message) {
        if (escrow.confirmed(tx, at.attempt(), command.party()).containsKey(command.holder())) {
            return DrawRefusals.twice("您已签署", "You have signed this");
        }
        if (!PartyKey.hasSigned(at.keys().signing(command.holder()), message, command.value())) {
            return DrawRefusals.badSignature();
        }
        escrow.confirm(tx, at.attempt(), command.party(), command.holder(), command.value(), clock.instant());
        return Outcome.done(escrow.confirmed(tx, at.attempt(), command.party()));
    }

    private void write(
            Transaction tx,
            Actor actor,
            Running.At at,
            Command command,
            Step.Slot slot,
            String party,
            ObjectNode body) {
        records.write(
                tx,
                RecordStep.By.party(actor, command.holder()),
                at.project(),
                at.attempt(),
                slot,
                Step.Kind.ESCROW_OPEN,
                party,
                body);
    }

    private static <T> Outcome<T> missing() {
        return DrawRefusals.conflict("shares-missing", "须先由两名持有人开启份额", "First two holders open their shares");
    }
}
