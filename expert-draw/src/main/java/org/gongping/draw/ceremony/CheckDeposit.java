package org.gongping.draw.ceremony;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.StepBodies;

/** Two holders open the platform's deposit and say on the record that it holds what the platform committed itself to (§6). */
public final class CheckDeposit {
    static final String SUBJECT = "check";
    static final int NEEDED = 2;

    private static final String PLATFORM = Party.PLATFORM.id();

    private final Running running;
    private final EscrowRepository escrow;
    private final KeyRepository keys;
    private final EndDraw ends;
    private final RecordStep records;
    private final InstantSource clock;

    CheckDeposit(
            Running running,
            EscrowRepository escrow,
            KeyRepository keys,
            EndDraw ends,
            RecordStep records,
            InstantSource clock) {
        this.running = running;
        this.escrow = escrow;
        this.keys = keys;
        this.ends = ends;
        this.records = records;
        this.clock = clock;
    }

    /** The shares that are sealed to a holder, for that holder: by party, and the backup of the finaliser's key. */
    public Outcome<SortedMap<String, byte[]>> sealed(Transaction tx, Actor actor, RunKey key, Party holder) {
        return running.looking(tx, actor, key, EnumSet.of(holder)).map(at -> {
            SortedMap<String, byte[]> sealed = new TreeMap<>(escrow.sealedTo(tx, at.attempt(), holder));
            VrfBackup.Sealed backup = keys.backup(tx, key.projectId(), at.keys().no(), holder);
            sealed.put(Party.FINALISER, backup.box());
            return sealed;
        });
    }

    private Outcome<Running.At> checking(Transaction tx, Actor actor, RunKey key, Party holder) {
        return running.in(tx, actor, key, holder, Standing.State.CHECKING)
                .then(at -> at.standing().isOver(clock.instant()) ? DrawRefusals.tooLate() : Outcome.done(at));
    }

    public Outcome<Project> open(Transaction tx, Actor actor, RunKey key, Party holder, byte[] share) {
        return checking(tx, actor, key, holder).then(at -> {
            if (!Opening.isOf(holder, share)) {
                return DrawRefusals.invalid("/share", "这不是您的份额", "This is not your share");
            }
            if (Opening.hasOpened(holder, escrow.opened(tx, at.attempt(), PLATFORM))) {
                return DrawRefusals.twice("您已开启该份额", "You have opened this share");
            }
            escrow.open(tx, at.attempt(), PLATFORM, holder, Optional.of(share), clock.instant());
            List<EscrowRepository.Opened> opened = escrow.opened(tx, at.attempt(), PLATFORM);
            if (Opening.isDefective(at.standing(), PLATFORM, opened, clock.instant())) {
                ends.defective(tx, RecordStep.By.party(actor, holder), at, PLATFORM);
            } else {
                records.tell(tx, at.attempt(), "DEPOSIT_SHARE", holder.id());
            }
            return Outcome.done(at.project());
        });
    }

    public Outcome<Project> confirm(Transaction tx, Actor actor, RunKey key, Party holder, byte[] signature) {
        return checking(tx, actor, key, holder).then(at -> {
            List<EscrowRepository.Opened> opened = escrow.opened(tx, at.attempt(), PLATFORM);
            if (!Opening.hasOpened(holder, opened)
                    || Opening.contribution(at.standing(), PLATFORM, opened).isEmpty()) {
                return DrawRefusals.conflict(
                        "shares-missing",
                        "须先由两名持有人开启份额，且合成的随机数与平台的承诺相符",
                        "First two holders open their shares, and they give what the platform committed to");
            }
            if (escrow.confirmed(tx, at.attempt(), SUBJECT).containsKey(holder)) {
                return DrawRefusals.twice("您已签署核验", "You have signed the check");
            }
            byte[] commitment = at.standing().commitment(PLATFORM);
            byte[] message = SignedStep.depositCheck(at.attempt().draw(), holder.id(), PLATFORM, commitment);
            if (!PartyKey.hasSigned(at.keys().signing(holder), message, signature)) {
                return DrawRefusals.badSignature();
            }
            escrow.confirm(tx, at.attempt(), SUBJECT, holder, signature, clock.instant());
            Map<Party, byte[]> confirmed = escrow.confirmed(tx, at.attempt(), SUBJECT);
            if (confirmed.size() == NEEDED) {
                records.write(
                        tx,
                        RecordStep.By.party(actor, holder),
                        at.project(),
                        at.attempt(),
                        Step.Slot.DEPOSIT_CHECK,
                        Step.Kind.DEPOSIT_CHECK,
                        "",
                        StepBodies.depositCheck(at.attempt().draw(), commitment, byId(confirmed)));
            } else {
                records.tell(tx, at.attempt(), "DEPOSIT_SIGNED", holder.id());
            }
            return Outcome.done(at.project());
        });
    }

    static SortedMap<String, byte[]> byId(Map<Party, byte[]> signatures) {
        SortedMap<String, byte[]> byId = new TreeMap<>();
        signatures.forEach((party, signature) -> byId.put(party.id(), signature));
        return byId;
    }
}
