package org.gongping.draw.ceremony;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.TakeDrawnParameters;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.vrf.VrfProof;

/** Steps 5 to 9: the finaliser's output under the platform's signature, and the result that follows from it. */
public final class FinishDraw {
    private static final Set<Party> ALL = EnumSet.allOf(Party.class);

    private final Running running;
    private final AttemptRepository attempts;
    private final PoolRepository pools;
    private final EscrowRepository escrow;
    private final Optional<FinaliserKey> finaliser;
    private final RecordStep records;
    private final TakeDrawnParameters parameters;

    FinishDraw(
            Running running,
            AttemptRepository attempts,
            PoolRepository pools,
            EscrowRepository escrow,
            Optional<FinaliserKey> finaliser,
            RecordStep records,
            TakeDrawnParameters parameters) {
        this.running = running;
        this.attempts = attempts;
        this.pools = pools;
        this.escrow = escrow;
        this.finaliser = finaliser;
        this.records = records;
        this.parameters = parameters;
    }

    /** What the platform is to sign, or the holders where they have opened the backup of the key. */
    public Outcome<Ceremony> look(Transaction tx, Actor actor, RunKey key, Set<Party> parties) {
        return running.looking(tx, actor, key, ALL).then(at -> {
            if (at.standing().state() != Standing.State.FINISHING) {
                return DrawRefusals.wrongState(at.standing(), Standing.State.FINISHING);
            }
            Optional<VrfProof> opened = escrow.escrowFinal(tx, at.attempt());
            if (opened.isPresent()) {
                return Outcome.done(at.standing().open().finish(at.keys().vrfKey(), opened.get()));
            }
            return parties.contains(Party.PLATFORM)
                    ? ceremony(at)
                    : DrawRefusals.conflict(
                            "shares-missing",
                            "平台未超过时限，或两名持有人尚未开启密钥备份",
                            "The platform still has time, or two holders have not opened the backup of the key");
        });
    }

    private Outcome<Ceremony> ceremony(Running.At at) {
        if (finaliser.isEmpty()
                || !Arrays.equals(
                        finaliser.get().prover().publicKey(), at.keys().vrfKey())) {
            return DrawRefusals.conflict(
                    "other-vrf-key",
                    "本服务器持有的抽取运算密钥不是登记的密钥；须由两名持有人开启其备份",
                    "The finaliser's key of this server is not the one that was logged: two holders open its backup");
        }
        Ceremony.Open open = at.standing().open();
        return Outcome.done(
                open.finish(at.keys().vrfKey(), finaliser.get().prover().prove(open.alpha())));
    }

    /** The platform signs; the result follows at once. */
    public Outcome<Project> execute(Transaction tx, Actor actor, RunKey key, byte[] signature) {
        return running.in(tx, actor, key, Party.PLATFORM, Standing.State.FINISHING)
                .then(at -> ceremony(at).then(ceremony -> {
                    String platform = Party.PLATFORM.id();
                    byte[] message = SignedStep.finish(
                            at.attempt().draw(),
                            platform,
                            ceremony.alpha(),
                            ceremony.proof().pi());
                    if (!PartyKey.hasSigned(at.keys().signing(Party.PLATFORM), message, signature)) {
                        return DrawRefusals.badSignature();
                    }
                    RecordStep.By by = RecordStep.By.party(actor, Party.PLATFORM);
                    records.write(
                            tx,
                            by,
                            at.project(),
                            at.attempt(),
                            Step.Slot.FINAL,
                            Step.Kind.FINAL,
                            "",
                            StepBodies.finish(at.attempt().draw(), ceremony, signature));
                    result(tx, by, at, ceremony);
                    return Outcome.done(at.project());
                }));
    }

    /** The only result that these contributions and this output allow. */
    void result(Transaction tx, RecordStep.By by, Running.At at, Ceremony ceremony) {
        switch (at.attempt()) {
            case Attempt attempt -> committee(tx, by, at, attempt, ceremony);
            case ParameterAttempt attempt -> parameters(tx, by, at, attempt, ceremony);
        }
    }

    private void parameters(
            Transaction tx, RecordStep.By by, Running.At at, ParameterAttempt attempt, Ceremony ceremony) {
        List<ParameterDraw.Drawn> drawn = ParameterDraw.of(
                ceremony.seed(), attempt.draw(), attempt.rules().params());
        byte[] hash = ParameterDraw.resultHash(drawn);
        attempts.insert(tx, attempt, new AttemptRepository.Result(ceremony.seed(), hash, ParameterDraw.json(drawn)));
        records.write(
                tx,
                by,
                at.project(),
                attempt,
                Step.Slot.END,
                Step.Kind.RESULT,
                "",
                StepBodies.result(attempt.draw(), hash, ceremony.seed()));
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        drawn.forEach(each -> values.put(each.name(), new BigDecimal(each.value())));
        parameters.take(
                tx,
                new TakeDrawnParameters.By(by.actor(), by.side()),
                at.project(),
                attempt.lotId(),
                values,
                attempt.draw().toString());
    }

    private void committee(Transaction tx, RecordStep.By by, Running.At at, Attempt attempt, Ceremony ceremony) {
        var drawing = new Drawing(attempt.draw(), attempt.rules(), pools.pool(tx, attempt), attempt.venue());
        switch (drawing.run(ceremony.seed())) {
            case Drawing.Outcome.Drawn drawn -> {
                byte[] hash = drawn.result().hash();
                attempts.insert(
                        tx,
                        attempt,
                        new AttemptRepository.Result(ceremony.seed(), hash, ShownResult.of(drawn.result())));
                records.write(
                        tx,
                        by,
                        at.project(),
                        attempt,
                        Step.Slot.END,
                        Step.Kind.RESULT,
                        "",
                        StepBodies.result(attempt.draw(), hash, ceremony.seed(), attempt.library()));
            }
            case Drawing.Outcome.Short() ->
                throw new IllegalStateException(attempt.draw() + " passed F1 and yet a seat stays empty");
        }
    }
}
