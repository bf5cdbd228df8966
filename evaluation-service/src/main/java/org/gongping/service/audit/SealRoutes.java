package org.gongping.service.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.EntryPromise;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.trail.ReadSeals;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.ReceiptJson;
import org.gongping.service.edge.Routes;
import org.gongping.service.log.Sealing;

/** How far the critical steps of a project are: recorded, signed, sealed. */
public final class SealRoutes implements Routes {
    private static final ObjectMapper RECORDS = new ObjectMapper();
    private static final Sealing.Seal NO_LOG =
            new Sealing.Seal(Sealing.State.RECORDED, true, OptionalLong.empty(), List.of());

    private final ReadSeals read;
    private final Optional<Sealing> sealing;
    private final Optional<PromiseEntry> promises;

    /** @param sealing empty where this server does not hold the log: a step is recorded, and no more is to come */
    public SealRoutes(ReadSeals read, Optional<Sealing> sealing, Optional<PromiseEntry> promises) {
        this.read = read;
        this.sealing = sealing;
        this.promises = promises;
    }

    record SealJson(
            UUID entryId,
            String kind,
            Instant at,
            List<String> objects,
            Optional<Long> index,
            Sealing.State state,
            boolean isFinal,
            Optional<Long> size,
            List<Sealing.Cosigner> witnesses) {
        static SealJson of(ReadSeals.Step step, Sealing.Seal seal) {
            return new SealJson(
                    step.entry().id(),
                    step.entry().kind(),
                    step.entry().createdAt(),
                    objectsOf(step.entry().record()),
                    step.index(),
                    seal.state(),
                    seal.isFinal(),
                    seal.size().isPresent() ? Optional.of(seal.size().getAsLong()) : Optional.empty(),
                    seal.witnesses());
        }
    }

    record SealsJson(boolean halted, List<SealJson> items) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listSeals",
                call -> Answer.ok(
                        read.all(call.transaction(), call.actor(), call.uuid("projectId")),
                        steps -> new SealsJson(sealing.flatMap(Sealing::halted).isPresent(), json(steps))));
        operations.handle(
                "getSeal",
                call -> Answer.ok(
                        read.one(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("entryId")),
                        step -> json(List.of(step)).getFirst()));
        operations.handle(
                "getPromise",
                call -> Answer.ok(
                        read.one(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("entryId"))
                                .then(this::promise),
                        ReceiptJson::of));
    }

    private Outcome<EntryPromise> promise(ReadSeals.Step step) {
        return promises.map(each -> Outcome.done(each.of(step.entry())))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("log")));
    }

    private List<SealJson> json(List<ReadSeals.Step> steps) {
        Optional<Sealing.Moment> now = sealing.map(Sealing::now);
        return steps.stream()
                .map(step -> SealJson.of(
                        step, now.map(moment -> moment.of(step.index())).orElse(NO_LOG)))
                .toList();
    }

    private static List<String> objectsOf(String record) {
        try {
            var objects = new ArrayList<String>();
            for (JsonNode object : RECORDS.readTree(record).path("obj")) {
                objects.add(object.asText());
            }
            return objects;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is not JSON", e);
        }
    }
}
