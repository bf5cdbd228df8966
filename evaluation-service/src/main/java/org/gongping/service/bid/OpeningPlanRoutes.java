package org.gongping.service.bid;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningKey;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.PutOpeningPlan;
import org.gongping.core.bid.plan.ReadOpeningPlan;
import org.gongping.core.bid.plan.RegisterOpeningKey;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** How bids of a tender are sealed and opened, and the keys of those who hold shares. */
public final class OpeningPlanRoutes implements Routes {
    private final ReadOpeningPlan read;
    private final PutOpeningPlan put;
    private final RegisterOpeningKey register;

    public OpeningPlanRoutes(ReadOpeningPlan read, PutOpeningPlan put, RegisterOpeningKey register) {
        this.read = read;
        this.put = put;
        this.register = register;
    }

    record RemedyInput(int k, List<String> holders, int minutes) {}

    record PlanInput(
            List<String> kinds,
            Boolean twoEnvelopes,
            int decryptionMinutes,
            int confirmMinutes,
            RemedyInput remedy,
            boolean publicMayWatch) {
        OpeningPlan plan() {
            return new OpeningPlan(
                    1,
                    kinds.stream()
                            .map(kind -> EnvelopeKind.of(kind).orElseThrow())
                            .toList(),
                    Boolean.TRUE.equals(twoEnvelopes),
                    Duration.ofMinutes(decryptionMinutes),
                    Duration.ofMinutes(confirmMinutes),
                    Optional.ofNullable(remedy)
                            .map(terms -> new OpeningPlan.Remedy(
                                    terms.k(),
                                    terms.holders().stream()
                                            .map(token -> Holder.of(token).orElseThrow())
                                            .toList(),
                                    Duration.ofMinutes(terms.minutes()))),
                    publicMayWatch);
        }
    }

    record KeyInput(String holder, String key) {}

    record HolderJson(
            String holder, OrganisationJson organisation, String key, String fingerprint, Instant registeredAt) {}

    record RemedyJson(int k, List<HolderJson> holders, long minutes) {}

    record PlanJson(
            String tender,
            String title,
            int version,
            List<String> kinds,
            boolean twoEnvelopes,
            long decryptionMinutes,
            long confirmMinutes,
            RemedyJson remedy,
            boolean publicMayWatch,
            boolean fixed) {
        static PlanJson of(ReadOpeningPlan.Shown shown) {
            OpeningPlan plan = shown.plan();
            return new PlanJson(
                    shown.project().code(),
                    shown.project().title(),
                    plan.version(),
                    plan.kinds().stream().map(EnvelopeKind::token).toList(),
                    plan.twoEnvelopes(),
                    plan.decryptionWindow().toMinutes(),
                    plan.confirmWindow().toMinutes(),
                    plan.remedy()
                            .map(remedy -> new RemedyJson(
                                    remedy.k(),
                                    remedy.holders().stream()
                                            .map(holder -> holder(holder, shown))
                                            .toList(),
                                    remedy.window().toMinutes()))
                            .orElse(null),
                    plan.publicMayWatch(),
                    !shown.project().isDraft());
        }

        private static HolderJson holder(Holder holder, ReadOpeningPlan.Shown shown) {
            Map<Holder, OpeningKey> keys = shown.keys();
            OpeningKey key = keys.get(holder);
            return key == null
                    ? new HolderJson(holder.token(), null, null, null, null)
                    : new HolderJson(
                            holder.token(),
                            OrganisationJson.of(shown.organisations().get(key.organisationId())),
                            HexFormat.of().formatHex(key.key()),
                            key.fingerprint(),
                            key.registeredAt());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getOpeningPlan", this::read);
        operations.handle("putOpeningPlan", this::put);
        operations.handle("registerOpeningKey", this::register);
    }

    private Answer read(Call call) {
        return Answer.ok(read.execute(call.transaction(), call.actor(), call.uuid("projectId")), PlanJson::of);
    }

    private Answer put(Call call) {
        UUID projectId = call.uuid("projectId");
        PlanInput input = call.body(PlanInput.class);
        return Answer.ok(
                put.execute(call.transaction(), call.actor(), projectId, (int) call.expectedVersion(), input.plan())
                        .then(_ -> read.execute(call.transaction(), call.actor(), projectId)),
                PlanJson::of);
    }

    private Answer register(Call call) {
        UUID projectId = call.uuid("projectId");
        KeyInput input = call.body(KeyInput.class);
        return Answer.created(
                register.execute(
                                call.transaction(),
                                call.actor(),
                                projectId,
                                Holder.of(input.holder()).orElseThrow(),
                                HexFormat.of().parseHex(input.key()))
                        .then(_ -> read.execute(call.transaction(), call.actor(), projectId)),
                PlanJson::of);
    }
}
