package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.Loaded;
import org.gongping.core.rule.PointerError;

/** Loads relief policies and records the classes of firms that they ask for. What is written stays as it is for ever. */
public final class LoadWaiverPolicies {
    private final WaiverPolicyRepository policies;
    private final OrganisationRepository organisations;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public LoadWaiverPolicies(
            WaiverPolicyRepository policies,
            OrganisationRepository organisations,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.policies = policies;
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** Loads the sample that comes with the product, where it is not loaded yet. */
    public void loadShipped(Transaction tx) {
        policies.insert(tx, new WaiverPolicyReader().shipped(), clock.instant());
    }

    public Outcome<WaiverPolicySet> load(Transaction tx, Actor actor, JsonNode document) {
        return switch (new WaiverPolicyReader().read(document)) {
            case Loaded.Refused<WaiverPolicySet>(List<PointerError> errors) ->
                Outcome.refused(new Refusal.Invalid(errors.stream()
                        .map(error -> new Refusal.FieldError(error.pointer(), error.zh(), error.en()))
                        .toList()));
            case Loaded.Sound<WaiverPolicySet>(WaiverPolicySet set) -> {
                if (!policies.insert(tx, set, clock.instant())) {
                    yield Outcome.refused(new Refusal.Conflict(
                            "version-taken",
                            "编号为 " + set.id() + " 的减免政策已载入；版本一经载入不可更改，请使用新编号",
                            "Policies with the id " + set.id()
                                    + " are loaded; versions never change, choose another id",
                            Optional.empty()));
                }
                audit.append(
                        tx,
                        AuditStep.onPlatform(AuditKind.DEPOSIT_POLICY, actor, Role.PLATFORM_ADMINISTRATOR.token())
                                .with("policySet", set.id())
                                .with("digest", set.digest())
                                .with("sample", set.sample() ? "yes" : "no"));
                yield Outcome.done(set);
            }
        };
    }

    /**
     * Records the class of a firm. It decides about tenders that are published from now on: one that is out keeps what
     * was on record when it was published.
     *
     * @param firmSize null if not known
     */
    public Outcome<BidderCredit> recordCredit(
            Transaction tx,
            Actor actor,
            Role side,
            UUID organisationId,
            String creditClass,
            String firmSize,
            LocalDate asOf,
            String source) {
        Instant now = clock.instant();
        Optional<Organisation> firm =
                organisations.find(tx, organisationId).filter(each -> each.kind() == Organisation.Kind.BIDDER);
        if (firm.isEmpty()) {
            return Outcome.refused(Refusal.Invalid.of("/organisationId", "请选择投标人", "Choose a bidder"));
        }
        BidderCredit credit =
                new BidderCredit(ids.next(), organisationId, creditClass, firmSize, asOf, source.strip(), now);
        policies.insert(tx, credit);
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.DEPOSIT_CREDIT, actor, side.token())
                        .object("organisation", organisationId)
                        .with("organisation", firm.get().creditCode())
                        .with("creditClass", creditClass)
                        .with("firmSize", firmSize)
                        .with("asOf", asOf.toString())
                        .with("source", credit.source()));
        return Outcome.done(credit);
    }
}
