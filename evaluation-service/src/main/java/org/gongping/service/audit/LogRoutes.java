package org.gongping.service.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.log.LogService;

/** How the transparency log is. What it holds is not asked here: anybody reads that from its public files. */
public final class LogRoutes implements Routes {
    private final Optional<LogService> log;

    /** @param log empty where this server does not hold the log */
    public LogRoutes(Optional<LogService> log) {
        this.log = log;
    }

    record WitnessJson(String name, boolean cosigned) {}

    record LogHealthJson(
            String origin,
            String verifierKey,
            String policy,
            Optional<Long> publishedSize,
            Optional<Long> signedSize,
            Optional<Instant> signedAt,
            List<WitnessJson> witnesses,
            Optional<String> halted) {
        static LogHealthJson of(LogService log) {
            LogService.Health health = log.health();
            Optional<PublishedLog.Published> published = log.published().now();
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
                    log.policy().witnesses().stream()
                            .map(witness -> new WitnessJson(witness.name(), cosigners.contains(witness.name())))
                            .toList(),
                    health.halted());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getLogHealth", this::health);
    }

    private Answer health(Call call) {
        return log.map(service -> Answer.ok(LogHealthJson.of(service)))
                .orElseGet(() -> Answer.refused(new Refusal.NotFound("log")));
    }
}
