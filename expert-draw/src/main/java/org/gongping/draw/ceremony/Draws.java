package org.gongping.draw.ceremony;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.opening.TakeDrawnParameters;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/**
 * The use cases of a draw, made of what they stand on.
 *
 * @param keep empty where this server does not hold the log
 */
public record Draws(
        RegisterKey registerKey,
        StartDraw start,
        Contribute contribute,
        CheckDeposit check,
        FinishDraw finish,
        OpenEscrow escrow,
        SignOrder order,
        EndDraw end,
        ReadDraw read,
        ListDraws list,
        ReadTranscript transcript,
        ReadAbort abort,
        StartParameterDraw startParameters,
        ReadParameterDraw parameters,
        Optional<KeepDraws> keep) {
    /**
     * What draws stand on.
     *
     * @param finaliser empty where this server has no key: no draw can be held on it
     * @param log empty where this server does not hold the log
     */
    public record Foundation(
            ProjectAccess access,
            ProjectRepository projects,
            MemberRepository members,
            AuditLog audit,
            AuditRepository trail,
            SequenceRepository places,
            Optional<FinaliserKey> finaliser,
            Optional<DrawLog> log,
            HallRoom hall,
            OpeningPlanRepository openingPlans,
            TakeDrawnParameters takeParameters,
            RandomSource random,
            InstantSource clock) {}

    public static Draws on(
            Foundation on,
            DrawInputs inputs,
            DrawNews news,
            ReadTranscript.Replacements replacements,
            OpenRoster roster) {
        var secure = new SecureRandom();
        var keys = new KeyRepository();
        var attempts = new AttemptRepository();
        var pools = new PoolRepository();
        var escrow = new EscrowRepository();
        var orders = new OrderRepository();
        var access = new DrawAccess(on.access(), on.projects(), on.members());
        var running = new Running(access, attempts, keys);
        var parameters = new ParameterAttemptRepository();
        var view = new RunView(access, keys, attempts, escrow, on.trail(), on.places(), on.clock());
        var readParameters = new ReadParameterDraw(access, on.openingPlans(), attempts, parameters, view);
        var records = new RecordStep(attempts, on.audit(), news, on.hall());
        var ends = new EndDraw(running, escrow, records);
        var finish = new FinishDraw(running, attempts, pools, escrow, on.finaliser(), records, on.takeParameters());
        var gate = new StartGate(keys, attempts, orders, on.finaliser());
        return new Draws(
                new RegisterKey(access, keys, attempts, parameters, records, on.finaliser(), secure, on.clock()),
                new StartDraw(access, inputs, attempts, pools, gate, records, on.random(), secure, on.clock()),
                new Contribute(running, escrow, records, on.clock()),
                new CheckDeposit(running, escrow, keys, ends, records, on.clock()),
                finish,
                new OpenEscrow(running, escrow, keys, finish, ends, records, on.clock()),
                new SignOrder(access, keys, orders, records, on.clock()),
                ends,
                new ReadDraw(access, inputs, attempts, orders, readParameters, view),
                new ListDraws(access, new DrawListRepository(), keys, attempts, parameters, on.clock()),
                new ReadTranscript(
                        access,
                        keys,
                        attempts,
                        pools,
                        orders,
                        on.trail(),
                        replacements,
                        roster,
                        records,
                        on.log(),
                        on.clock()),
                new ReadAbort(attempts, on.trail(), on.places(), on.log(), on.clock()),
                new StartParameterDraw(access, on.openingPlans(), parameters, gate, records, on.clock()),
                readParameters,
                on.log()
                        .map(log -> new KeepDraws(
                                on.projects(),
                                attempts,
                                keys,
                                escrow,
                                ends,
                                records,
                                new ClosingRecord(on.trail()),
                                log,
                                on.clock())));
    }
}
