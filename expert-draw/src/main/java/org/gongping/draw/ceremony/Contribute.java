package org.gongping.draw.ceremony;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.StepBodies;

/** A contributor's own three steps: commitment, deposit, and, once two holders have checked the platform's, reveal. */
public final class Contribute {
    private static final int SEALED_BYTES = 32 + 33 + 16;

    private final Running running;
    private final EscrowRepository escrow;
    private final RecordStep records;
    private final InstantSource clock;

    Contribute(Running running, EscrowRepository escrow, RecordStep records, InstantSource clock) {
        this.running = running;
        this.escrow = escrow;
        this.records = records;
        this.clock = clock;
    }

    /** Step 3. */
    public Outcome<Project> commit(
            Transaction tx, Actor actor, RunKey key, Party party, byte[] commitment, byte[] signature) {
        return running.at(tx, actor, key, party).then(at -> {
            if (at.standing().step(Step.Slot.COMMIT, party.id()).isPresent()) {
                return DrawRefusals.twice(
                        "您已提交承诺，承诺不得更改", "You have committed yourself: a commitment cannot be changed");
            }
            if (at.standing().state() != Standing.State.COMMITTING) {
                return DrawRefusals.wrongState(at.standing(), Standing.State.COMMITTING);
            }
            if (at.standing().isOver(clock.instant())) {
                return DrawRefusals.tooLate();
            }
            DrawId draw = at.attempt().draw();
            if (!PartyKey.hasSigned(
                    at.keys().signing(party), SignedStep.commit(draw, party.id(), commitment), signature)) {
                return DrawRefusals.badSignature();
            }
            boolean copied = at.standing().steps(Step.Slot.COMMIT).stream()
                    .anyMatch(step -> Arrays.equals(at.standing().commitment(step.party()), commitment));
            if (copied) {
                return DrawRefusals.invalid("/commit", "该承诺与他方承诺相同", "This is the commitment of another party");
            }
            records.write(
                    tx,
                    RecordStep.By.party(actor, party),
                    at.project(),
                    at.attempt(),
                    Step.Slot.COMMIT,
                    Step.Kind.COMMIT,
                    party.id(),
                    StepBodies.commit(draw, party.id(), commitment, signature));
            return Outcome.done(at.project());
        });
    }

    /** Step 3b. */
    public Outcome<Project> deposit(
            Transaction tx, Actor actor, RunKey key, Party party, List<byte[]> shares, byte[] signature) {
        return running.at(tx, actor, key, party).then(at -> {
            if (at.standing().step(Step.Slot.DEPOSIT, party.id()).isPresent()) {
                return DrawRefusals.twice("您已托管随机数", "You have put your contribution into escrow");
            }
            if (at.standing().state() != Standing.State.DEPOSITING) {
                return DrawRefusals.wrongState(at.standing(), Standing.State.DEPOSITING);
            }
            if (at.standing().isOver(clock.instant())) {
                return DrawRefusals.tooLate();
            }
            if (shares.stream().anyMatch(share -> share.length != SEALED_BYTES)) {
                return DrawRefusals.invalid(
                        "/shares", "每份密封份额为 81 字节", "A sealed share has 81 bytes: encapsulated key and ciphertext");
            }
            DrawId draw = at.attempt().draw();
            if (!PartyKey.hasSigned(
                    at.keys().signing(party), SignedStep.deposit(draw, party.id(), shares), signature)) {
                return DrawRefusals.badSignature();
            }
            escrow.deposit(tx, at.attempt(), party.id(), shares);
            records.write(
                    tx,
                    RecordStep.By.party(actor, party),
                    at.project(),
                    at.attempt(),
                    Step.Slot.DEPOSIT,
                    Step.Kind.DEPOSIT,
                    party.id(),
                    StepBodies.deposit(draw, party.id(), SignedStep.depositHash(shares), signature));
            return Outcome.done(at.project());
        });
    }

    /** Step 4. A late one is taken as long as the escrow was not opened: the contribution can be no other. */
    public Outcome<Project> reveal(
            Transaction tx, Actor actor, RunKey key, Party party, byte[] contribution, byte[] signature) {
        return running.at(tx, actor, key, party).then(at -> {
            Standing standing = at.standing();
            if (standing.state() == Standing.State.REVEALING
                    && standing.step(Step.Slot.REVEAL, party.id()).isPresent()) {
                return DrawRefusals.twice("您的随机数已公开", "Your contribution is in the open");
            }
            if (standing.state() != Standing.State.REVEALING) {
                return DrawRefusals.wrongState(standing, Standing.State.REVEALING);
            }
            if (party == Party.PLATFORM && !standing.waitsFor().equals(List.of(party.id()))) {
                return DrawRefusals.conflict(
                        "platform-last",
                        "平台须最后公开，仍在等待：" + String.join("、", standing.waitsFor()),
                        "The platform reveals last: still awaited are " + String.join(", ", standing.waitsFor()));
            }
            DrawId draw = at.attempt().draw();
            byte[] found = Formulas.commitment(
                    draw, party.id(), at.attempt().rulesHash(), at.attempt().poolRoot(), contribution);
            if (!Arrays.equals(found, standing.commitment(party.id()))) {
                return DrawRefusals.invalid(
                        "/r", "该随机数与已提交的承诺不符", "This is not the contribution that was committed to");
            }
            if (!PartyKey.hasSigned(
                    at.keys().signing(party), SignedStep.reveal(draw, party.id(), contribution), signature)) {
                return DrawRefusals.badSignature();
            }
            records.write(
                    tx,
                    RecordStep.By.party(actor, party),
                    at.project(),
                    at.attempt(),
                    Step.Slot.REVEAL,
                    Step.Kind.REVEAL,
                    party.id(),
                    StepBodies.reveal(draw, party.id(), contribution, signature));
            return Outcome.done(at.project());
        });
    }
}
