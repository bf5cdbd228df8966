package org.gongping.service.system;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.exclusion.FoundExclusion;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.exclusion.ScreenedExpert;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;

/** An approved plan and a screened library of known experts, for tests of what comes after. */
final class FixedPool implements DrawInputs {
    static final int EXPERTS = 60;

    @Override
    public Optional<CommitteePlan> approved(Transaction tx, UUID projectId) {
        return Optional.of(new CommitteePlan(
                Regime.ENGINEERING,
                5,
                0,
                false,
                false,
                List.of(
                        new CommitteePlan.Need(
                                new Stratum("tech", List.of("A01", "A02"), List.of(), 3), Optional.empty()),
                        new CommitteePlan.Need(new Stratum("econ", List.of("A08"), List.of(), 2), Optional.empty())),
                List.of("library"),
                1,
                List.of(new CommitteePlan.Venue("main", true, Optional.of("350100"), "江州", 5)),
                List.of(),
                StoppedClock.at("2026-03-31 09:00"),
                Duration.ofHours(8),
                new Rules.Timeouts(3600, 1800, 600, 300, 1200),
                3,
                2,
                List.of(),
                List.of(),
                List.of()));
    }

    @Override
    public ObjectNode request(Transaction tx, Project project) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("state", "APPROVED").put("version", 1);
        request.putArray("verdicts");
        return request;
    }

    @Override
    public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
        List<ScreenedExpert> experts = new ArrayList<>();
        for (int i = 0; i < EXPERTS; i++) {
            experts.add(new ScreenedExpert(
                    new UUID(7, i),
                    List.of(i % 3 == 0 ? "A01" : i % 3 == 1 ? "A02" : "A08"),
                    "350100",
                    "9135010000000" + i / 2,
                    i % 10 == 9
                            ? Optional.of(new FoundExclusion(
                                    Exclusion.Reason.CONFLICT_EMPLOYER,
                                    "E04",
                                    "《评标委员会和评标方法暂行规定》第十二条",
                                    JsonNodeFactory.instance.objectNode().put("employer", "9135010000000" + i / 2)))
                            : Optional.empty()));
        }
        return new Screened(experts, new Screened.Library(EXPERTS, "0".repeat(64), at));
    }
}
