package org.gongping.service.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Refusal;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.recover.Decision;
import org.gongping.core.audit.selfcheck.KeepAlarms;
import org.gongping.core.audit.selfcheck.Standing;
import org.gongping.core.audit.sequence.HaltReason;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.identity.Role;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.log.LogService;
import org.gongping.service.log.SelfCheckStanding;
import org.gongping.service.log.WitnessWatch;

/** How the transparency log is. What it holds is not asked here: anybody reads that from its public files. */
public final class LogRoutes implements Routes {
    private static final Set<Role> WATCHERS = Set.of(Role.SUPERVISOR, Role.AUDITOR, Role.PLATFORM_ADMINISTRATOR);

    private static final int ALARMS_SHOWN = 50;

    private final Optional<LogService> log;
    private final Optional<SelfCheckStanding> check;

    /**
     * @param log empty where this server does not hold the log
     * @param check what the self-check, another process, says of it
     */
    public LogRoutes(Optional<LogService> log, Optional<SelfCheckStanding> check) {
        this.log = log;
        this.check = check;
    }

    /** Asked in vain for so long a witness is late; each is asked again within seconds. */
    private static final Duration LATE = Duration.ofSeconds(15);

    record WitnessJson(
            String name, boolean cosigned, Optional<Long> size, Optional<Instant> cosignedAt, Optional<Long> behind) {
        static WitnessJson of(WitnessWatch.Seen witness, List<String> cosigners) {
            return new WitnessJson(
                    witness.name(),
                    cosigners.contains(witness.name()),
                    witness.last().map(WitnessWatch.Cosigned::size),
                    witness.last().map(WitnessWatch.Cosigned::at),
                    witness.behind().map(Duration::toSeconds));
        }
    }

    /** @param findings only for those who watch over the log: they may name rows and tables */
    record SelfCheckJson(
            Instant at,
            long age,
            long size,
            long entries,
            Optional<Long> rollingPassAge,
            int findingCount,
            Optional<List<Standing.Told>> findings) {
        static SelfCheckJson of(Standing standing, Instant now, boolean withTexts) {
            return new SelfCheckJson(
                    standing.at(),
                    standing.age(now).toSeconds(),
                    standing.size(),
                    standing.entries(),
                    standing.rollingPassAge(now).map(Duration::toSeconds),
                    standing.findingCount(),
                    withTexts ? Optional.of(standing.findings()) : Optional.empty());
        }
    }

    record ContinuesJson(String origin, long size, String root, String path, long lost) {}

    /** @param found only for those who watch over the log */
    record DecisionJson(
            Instant at, String by, String reason, Optional<String> found, Optional<ContinuesJson> continues) {
        static DecisionJson of(Decision decision, boolean withTexts) {
            return new DecisionJson(
                    decision.at(),
                    decision.by(),
                    decision.reason(),
                    withTexts ? Optional.of(decision.found()) : Optional.empty(),
                    decision.change()
                            .map(change -> new ContinuesJson(
                                    change.before(), change.size(), change.root(), change.path(), change.lost())));
        }
    }

    record LogHealthJson(
            String origin,
            String verifierKey,
            String policy,
            Optional<Long> publishedSize,
            Optional<Long> signedSize,
            Optional<Instant> signedAt,
            List<WitnessJson> witnesses,
            long lateAfter,
            Optional<Long> withoutQuorum,
            Optional<String> halted,
            Optional<List<HaltReason>> haltReasons,
            Optional<String> damage,
            Optional<List<HaltReason>> damageReasons,
            boolean selfCheckSilent,
            SelfCheckStanding.Proof selfCheckProof,
            Optional<SelfCheckJson> selfCheck,
            List<DecisionJson> decisions,
            Optional<List<KeepAlarms.Alarm>> alarms) {
        static LogHealthJson of(
                LogService log,
                SelfCheckStanding check,
                SelfCheckStanding.Heard heard,
                List<Decision> decisions,
                Optional<List<KeepAlarms.Alarm>> alarms) {
            boolean withTexts = alarms.isPresent();
            LogService.Health health = log.health();
            Optional<PublishedLog.Published> published = Optional.empty();
            Optional<String> damage = Optional.empty();
            try {
                published = log.published().now();
            } catch (LogDamaged e) {
                // The page must say so, of all pages.
                damage = Optional.of(e.getMessage());
            }
            List<String> cosigners = published
                    .map(now -> log.policy().cosigners(now.note()).stream()
                            .map(WitnessPolicy.Witness::name)
                            .toList())
                    .orElse(List.of());
            return new LogHealthJson(
                    log.key().name(),
                    log.key().text(),
                    log.policyText(),
                    published.map(now -> now.checkpoint().size()),
                    health.signed().map(Checkpoint::size),
                    health.signedAt(),
                    log.witnesses(published.map(PublishedLog.Published::note)).stream()
                            .map(witness -> WitnessJson.of(witness, cosigners))
                            .toList(),
                    LATE.toSeconds(),
                    log.withoutQuorum().map(Duration::toSeconds),
                    health.halted(),
                    health.halted().map(HaltReason::read),
                    damage,
                    damage.map(HaltReason::read),
                    check.isSilent(heard),
                    heard.proof(),
                    heard.standing().map(standing -> SelfCheckJson.of(standing, heard.now(), withTexts)),
                    decisions.stream()
                            .map(each -> DecisionJson.of(each, withTexts))
                            .toList(),
                    alarms.map(all -> all.stream().limit(ALARMS_SHOWN).toList()));
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getLogHealth", this::health);
    }

    private Answer health(Call call) {
        boolean isWatcher = call.knownActor()
                .filter(actor -> actor.roles().stream().anyMatch(WATCHERS::contains))
                .isPresent();
        return log.isEmpty() || check.isEmpty()
                ? Answer.refused(new Refusal.NotFound("log"))
                : Answer.ok(LogHealthJson.of(
                        log.get(),
                        check.get(),
                        check.get().in(call.transaction()),
                        Decision.all(call.transaction()),
                        isWatcher ? Optional.of(KeepAlarms.all(call.transaction())) : Optional.empty()));
    }
}
