package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.RuleTag;

/**
 * The relief that a policy gives one bidder in one lot: what is waived, and on which grounds.
 *
 * @param creditClass class on record on the day of publication; null if the policy does not ask for one
 * @param creditSource where that is written; null with it
 * @param waived yuan
 */
public record Relief(
        String policySet,
        String policySetDigest,
        String policyId,
        Bilingual name,
        Bilingual basis,
        RuleTag tag,
        boolean sample,
        boolean undertaking,
        BigDecimal percent,
        RoundingMode rounding,
        String region,
        String creditClass,
        String creditSource,
        String firmSize,
        BigDecimal waived) {
    /**
     * The decision on one case.
     *
     * @param relief the policy that waives most; the first of equals
     * @param refused each other policy with why it does not help
     */
    public record Decision(Optional<Relief> relief, List<NotGiven> refused) {
        public Decision {
            refused = List.copyOf(refused);
        }
    }

    /** A policy that does not help. */
    public record NotGiven(String policyId, Bilingual name, List<Bilingual> reasons) {}

    /** Decides by the set that the tender document offers. The same facts get the same answer for ever. */
    public static Decision decide(WaiverPolicySet set, ReliefFacts facts) {
        if (!set.standsOn(facts.publishedOn())) {
            return new Decision(Optional.empty(), List.of());
        }
        Optional<WaiverPolicy> best = set.policies().stream()
                .filter(policy -> policy.objections(facts).isEmpty())
                .filter(policy -> policy.waives(facts.asked()).signum() > 0)
                .max(Comparator.comparing((WaiverPolicy policy) -> policy.waives(facts.asked()))
                        .thenComparing(policy -> -set.policies().indexOf(policy)));
        List<NotGiven> refused = set.policies().stream()
                .filter(policy -> !policy.objections(facts).isEmpty())
                .map(policy -> new NotGiven(policy.id(), policy.name(), policy.objections(facts)))
                .toList();
        return new Decision(
                best.map(policy -> new Relief(
                        set.id(),
                        set.digest(),
                        policy.id(),
                        policy.name(),
                        policy.basis(),
                        policy.tag(),
                        set.sample(),
                        policy.undertaking(),
                        policy.reliefPercent(),
                        policy.rounding(),
                        facts.region(),
                        facts.credit().map(BidderCredit::creditClass).orElse(null),
                        facts.credit().map(BidderCredit::source).orElse(null),
                        facts.credit().map(BidderCredit::firmSize).orElse(null),
                        policy.waives(facts.asked()))),
                refused);
    }
}
