package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongping.core.Refusal;
import org.gongping.core.deposit.BidderCredit;
import org.gongping.core.deposit.LoadWaiverPolicies;
import org.gongping.core.deposit.WaiverPolicyRepository;
import org.gongping.core.deposit.WaiverPolicySet;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Relief policies, and the classes of firms that they ask for. */
public final class PolicyRoutes implements Routes {
    private final WaiverPolicyRepository policies;
    private final LoadWaiverPolicies load;
    private final OrganisationRepository organisations;
    private final InstantSource clock;

    public PolicyRoutes(
            WaiverPolicyRepository policies,
            LoadWaiverPolicies load,
            OrganisationRepository organisations,
            InstantSource clock) {
        this.policies = policies;
        this.load = load;
        this.organisations = organisations;
        this.clock = clock;
    }

    record PolicySetJson(TermsJson.PolicySummary summary, JsonNode document) {
        static PolicySetJson of(WaiverPolicySet set) {
            return new PolicySetJson(TermsJson.PolicySummary.of(set), set.document());
        }
    }

    record CreditInput(UUID organisationId, String creditClass, String firmSize, LocalDate asOf, String source) {}

    record CreditJson(
            UUID id,
            UUID organisationId,
            String organisationName,
            String creditCode,
            String creditClass,
            String firmSize,
            LocalDate asOf,
            String source,
            Instant recordedAt,
            boolean holds) {
        static CreditJson of(BidderCredit credit, Organisation firm, boolean holds) {
            return new CreditJson(
                    credit.id(),
                    credit.organisationId(),
                    firm.name(),
                    firm.creditCode(),
                    credit.creditClass(),
                    credit.firmSize(),
                    credit.asOf(),
                    credit.source(),
                    credit.recordedAt(),
                    holds);
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listWaiverPolicies",
                call -> Answer.ok(new Page.All<>(policies.list(call.transaction()).stream()
                        .map(TermsJson.PolicySummary::of)
                        .toList())));
        operations.handle(
                "getWaiverPolicies",
                call -> policies.find(call.transaction(), call.text("policySetId"))
                        .map(set -> Answer.ok(PolicySetJson.of(set)))
                        .orElseGet(() -> Answer.refused(new Refusal.NotFound("policy set"))));
        operations.handle(
                "loadWaiverPolicies",
                call -> Answer.created(load.load(call.transaction(), call.actor(), call.json()), PolicySetJson::of));
        operations.handle("listBidderCredits", this::credits);
        operations.handle("recordBidderCredit", this::record);
    }

    private Answer credits(Call call) {
        int limit = call.integer("limit");
        UUID firm = call.optionalText("organisation").map(UUID::fromString).orElse(null);
        return Answer.ok(
                Page.after(call).map(after -> policies.credits(call.transaction(), firm, after, limit + 1)), rows -> {
                    Function<BidderCredit, CreditJson> toWire = shown(call, rows);
                    return Page.of(rows, limit, row -> row.id().toString(), toWire);
                });
    }

    private Function<BidderCredit, CreditJson> shown(Call call, List<BidderCredit> rows) {
        Set<UUID> ids = rows.stream().map(BidderCredit::organisationId).collect(Collectors.toSet());
        Map<UUID, Organisation> firms = organisations.findAll(call.transaction(), ids);
        Set<UUID> holding = policies.holding(call.transaction(), ids, LegalPeriod.day(clock.instant()));
        return row -> CreditJson.of(row, firms.get(row.organisationId()), holding.contains(row.id()));
    }

    private Answer record(Call call) {
        CreditInput input = call.body(CreditInput.class);
        return Answer.created(
                load.recordCredit(
                        call.transaction(),
                        call.actor(),
                        side(call.actor()),
                        input.organisationId(),
                        input.creditClass(),
                        input.firmSize(),
                        input.asOf(),
                        input.source()),
                credit -> shown(call, List.of(credit)).apply(credit));
    }

    /** In which of the two roles that may do it the caller does it. */
    static Role side(Actor actor) {
        return actor.has(Role.VENUE_OPERATOR) ? Role.VENUE_OPERATOR : Role.PLATFORM_ADMINISTRATOR;
    }
}
