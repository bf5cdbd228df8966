package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.gongping.core.Refusal;
import org.gongping.core.deposit.BidderCredit;
import org.gongping.core.deposit.LoadWaiverPolicies;
import org.gongping.core.deposit.WaiverPolicyRepository;
import org.gongping.core.deposit.WaiverPolicySet;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Relief policies, and the classes of firms that they ask for. */
public final class PolicyRoutes implements Routes {
    private final WaiverPolicyRepository policies;
    private final LoadWaiverPolicies load;

    public PolicyRoutes(WaiverPolicyRepository policies, LoadWaiverPolicies load) {
        this.policies = policies;
        this.load = load;
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
            String creditClass,
            String firmSize,
            LocalDate asOf,
            String source,
            Instant recordedAt) {
        static CreditJson of(BidderCredit credit) {
            return new CreditJson(
                    credit.id(),
                    credit.organisationId(),
                    credit.creditClass(),
                    credit.firmSize(),
                    credit.asOf(),
                    credit.source(),
                    credit.recordedAt());
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
        operations.handle(
                "listBidderCredits",
                call -> Answer.ok(
                        new Page.All<>(policies.credits(call.transaction(), call.uuid("organisation")).stream()
                                .map(CreditJson::of)
                                .toList())));
        operations.handle("recordBidderCredit", this::record);
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
                CreditJson::of);
    }

    /** In which of the two roles that may do it the caller does it. */
    static Role side(Actor actor) {
        return actor.has(Role.VENUE_OPERATOR) ? Role.VENUE_OPERATOR : Role.PLATFORM_ADMINISTRATOR;
    }
}
