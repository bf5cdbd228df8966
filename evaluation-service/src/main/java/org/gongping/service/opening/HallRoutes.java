package org.gongping.service.opening;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gongping.core.Outcome;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.hall.AdjournHall;
import org.gongping.core.opening.hall.CheckIn;
import org.gongping.core.opening.hall.CloseDecryption;
import org.gongping.core.opening.hall.ConfirmReading;
import org.gongping.core.opening.hall.GiveShare;
import org.gongping.core.opening.hall.KeyTrialRepository;
import org.gongping.core.opening.hall.LockFirstStage;
import org.gongping.core.opening.hall.PauseHall;
import org.gongping.core.opening.hall.ReadHall;
import org.gongping.core.opening.hall.ReleaseKeys;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Making;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The online opening hall. What happens in it is heard over the room of the lot; here it is done and read. */
public final class HallRoutes implements Routes {
    /** What is done in a hall. */
    public record UseCases(
            ReadHall read,
            CheckIn checkIn,
            ReleaseKeys release,
            GiveShare share,
            CloseDecryption close,
            ConfirmReading confirm,
            PauseHall pause,
            AdjournHall adjourn,
            LockFirstStage firstStage) {}

    private final UseCases useCases;
    private static final Logger LOG = LoggerFactory.getLogger(HallRoutes.class);
    private static final ScheduledExecutorService HEART = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-trials").factory());

    private final Database database;

    public HallRoutes(UseCases useCases, Database database) {
        this.useCases = useCases;
        this.database = database;
    }

    record CheckInInput(String representative) {}

    record KeyInput(String kind, byte[] key) {}

    record ReleaseInput(List<KeyInput> keys, String failure) {
        ReleaseKeys.Brought brought() {
            return new ReleaseKeys.Brought(byKind(keys), failure);
        }
    }

    record ShareInput(String holder, List<KeyInput> shares) {}

    record FailureInput(UUID bidId, Cause cause, String reason) {}

    /** By whose cause a bid stayed closed. */
    enum Cause {
        BIDDER,
        OTHER
    }

    record CloseInput(List<FailureInput> failures) {
        List<CloseDecryption.Failure> causes() {
            return failures.stream()
                    .map(each -> new CloseDecryption.Failure(each.bidId(), each.cause() == Cause.BIDDER, each.reason()))
                    .toList();
        }
    }

    record PauseInput(String reason) {}

    record ResultInput(UUID bidId, boolean passed, String reason) {}

    record FirstStageInput(List<ResultInput> results, Instant resumesAt) {
        LockFirstStage.Command command() {
            return new LockFirstStage.Command(
                    results.stream()
                            .map(each -> new LockFirstStage.Result(each.bidId(), each.passed(), each.reason()))
                            .toList(),
                    resumesAt);
        }
    }

    private static Map<EnvelopeKind, byte[]> byKind(List<KeyInput> keys) {
        Map<EnvelopeKind, byte[]> byKind = new EnumMap<>(EnvelopeKind.class);
        keys.forEach(each -> byKind.put(EnvelopeKind.of(each.kind()).orElseThrow(), each.key()));
        return byKind;
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getOpeningHall", call -> answer(call, Outcome.done(null)));
        operations.handle(
                "getPublicOpening",
                call -> Answer.ok(
                        useCases.read().publicly(call.transaction(), project(call)), HallJson.PublicJson::of));
        operations.handle("checkInForOpening", this::checkIn);
        operations.make("releaseKeys", new Release());
        operations.handle("giveOpeningShare", this::share);
        operations.handle(
                "closeDecryption",
                call -> answer(
                        call,
                        useCases.close()
                                .execute(
                                        call.transaction(),
                                        call.actor(),
                                        project(call),
                                        lot(call),
                                        call.body(CloseInput.class).causes())));
        operations.handle(
                "askConfirmation",
                call -> answer(
                        call, useCases.confirm().ask(call.transaction(), call.actor(), project(call), lot(call))));
        operations.handle(
                "confirmReading",
                call -> answer(
                        call, useCases.confirm().confirm(call.transaction(), call.actor(), project(call), lot(call))));
        operations.handle(
                "adjournOpening",
                call -> answer(
                        call, useCases.adjourn().execute(call.transaction(), call.actor(), project(call), lot(call))));
        operations.handle(
                "lockFirstStage",
                call -> answer(
                        call,
                        useCases.firstStage()
                                .execute(
                                        call.transaction(),
                                        call.actor(),
                                        project(call),
                                        lot(call),
                                        call.body(FirstStageInput.class).command())));
        operations.handle(
                "pauseOpening",
                call -> answer(
                        call,
                        useCases.pause()
                                .pause(
                                        call.transaction(),
                                        call.actor(),
                                        project(call),
                                        lot(call),
                                        call.body(PauseInput.class).reason())));
        operations.handle(
                "resumeOpening",
                call -> answer(
                        call, useCases.pause().resume(call.transaction(), call.actor(), project(call), lot(call))));
    }

    private static UUID project(Call call) {
        return call.uuid("projectId");
    }

    private static UUID lot(Call call) {
        return call.uuid("lotId");
    }

    private Answer checkIn(Call call) {
        return answer(
                call,
                useCases.checkIn()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                project(call),
                                lot(call),
                                call.body(CheckInInput.class).representative()));
    }

    private Answer share(Call call) {
        ShareInput input = call.body(ShareInput.class);
        return answer(
                call,
                useCases.share()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                project(call),
                                lot(call),
                                call.uuid("bidId"),
                                Holder.of(input.holder()).orElseThrow(),
                                byKind(input.shares())));
    }

    /** Whatever was done, the answer is the hall as it stands now. */
    private Answer answer(Call call, Outcome<?> done) {
        return Answer.ok(
                done.then(_ -> useCases.read().execute(call.transaction(), call.actor(), project(call), lot(call))),
                HallJson::of);
    }

    /** Who tries which keys. */
    private record Sent(Actor actor, ReleaseKeys.Trial trial) {}

    /** Envelopes are opened while no transaction is, for they may be large. */
    private final class Release implements Making<Sent> {
        private final ReleaseKeys release = useCases.release();

        @Override
        public Outcome<Sent> admit(Call call) {
            ReleaseKeys.Brought brought = call.body(ReleaseInput.class).brought();
            return release.admit(call.transaction(), call.actor(), project(call), lot(call), brought)
                    .map(trial -> new Sent(call.actor(), trial));
        }

        @Override
        public Answer make(Sent sent) {
            // A failure of the server leaves the trial behind: the same keys may be sent again, and came when they
            // came.
            Answer answer = answer(sent, checked(sent.trial()));
            if (answer instanceof Answer.Refused) {
                database.transact(tx -> {
                    release.giveUp(tx, sent.trial());
                    return true;
                });
            }
            return answer;
        }

        private Outcome<ReleaseKeys.Tried> checked(ReleaseKeys.Trial trial) {
            ScheduledFuture<?> beats = HEART.scheduleAtFixedRate(
                    () -> beat(trial),
                    KeyTrialRepository.BEAT.toMillis(),
                    KeyTrialRepository.BEAT.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return release.check(trial);
            } finally {
                beats.cancel(false);
            }
        }

        private void beat(ReleaseKeys.Trial trial) {
            try {
                database.transact(tx -> {
                    release.beat(tx, trial);
                    return true;
                });
            } catch (RuntimeException e) {
                LOG.warn("keys are being tried, and the database was not told: {}", e.getMessage());
            }
        }

        private Answer answer(Sent sent, Outcome<ReleaseKeys.Tried> tried) {
            return database.transact(tx -> answer(tx, sent, tried), made -> !(made instanceof Answer.Refused));
        }

        private Answer answer(Transaction tx, Sent sent, Outcome<ReleaseKeys.Tried> tried) {
            UUID projectId = sent.trial().projectId();
            return Answer.ok(
                    tried.then(each -> release.record(tx, sent.actor(), each))
                            .then(_ -> useCases.read()
                                    .execute(
                                            tx,
                                            sent.actor(),
                                            projectId,
                                            sent.trial().lotId())),
                    HallJson::of);
        }
    }
}
