package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;

/**
 * The figures of the law by which experts are kept from a committee (E03, E04, E10, E11), read once for a whole library.
 * A rule that the set does not hold, or that is not enabled, keeps nobody out.
 */
public final class ExpertLimits {
    private final Optional<RuleCheck> draw;
    private final Optional<RuleCheck> conflict;
    private final Optional<RuleCheck> authority;
    private final Optional<RuleCheck> standing;

    public ExpertLimits(Law law) {
        this.draw = law.inForce("E03");
        this.conflict = law.inForce("E04");
        this.authority = law.inForce("E10");
        this.standing = law.inForce("E11");
    }

    /** First day of the period in which a tie still counts; nothing when the rule is not in force. */
    public Optional<LocalDate> tiedFrom(ExpertFacts.To to, LocalDate day) {
        Optional<RuleCheck> rule = to == ExpertFacts.To.AUTHORITY ? authority : conflict;
        // The statute looks back upon suppliers; whoever has left the owner or the agent is free.
        boolean looksBack = to == ExpertFacts.To.AUTHORITY || to == ExpertFacts.To.BIDDER;
        return rule.map(found -> looksBack ? day.minusYears(found.count("lookBack")) : day);
    }

    /** Steps that an affiliation may have and still counts; 0 when the rule is not in force. */
    public int maxDepth() {
        return conflict.map(rule -> rule.count("maxDepth")).orElse(0);
    }

    /** Least share, in percent, that makes an affiliate. */
    public BigDecimal minShare() {
        return conflict.map(rule -> rule.figure("minShare")).orElse(BigDecimal.valueOf(100));
    }

    /** Whether a share, in percent, makes an affiliate; that of the figure itself by the figure's word. */
    public boolean isAffiliate(int depth, BigDecimal share) {
        return depth == 0
                || conflict.filter(rule -> depth <= rule.count("maxDepth") && rule.atLeast(share, "minShare"))
                        .isPresent();
    }

    /** Kinds of declared relations that count. */
    public Set<String> relations() {
        return conflict.map(rule -> Set.copyOf(rule.words("relations"))).orElse(Set.of());
    }

    /** Whether an earlier punishment keeps an expert out. */
    public boolean barsSanctioned() {
        return conflict.filter(rule -> rule.flag("sanctioned")).isPresent();
    }

    /** Whether the expert's region is that of the main venue, by the leading digits of the code that the rule names. */
    public boolean isHome(String region, String home) {
        int digits = draw.map(rule -> rule.count("homeRegionDigits")).orElse(0);
        return digits > 0
                && region.length() >= digits
                && home.length() >= digits
                && region.substring(0, digits).equals(home.substring(0, digits));
    }

    /** Evaluations in {@link #frequencyDays} from which on an expert rests; nothing when the rule is not in force. */
    public Optional<Integer> frequencyCap() {
        return draw.map(rule -> rule.count("frequencyCap"));
    }

    public int frequencyDays() {
        return draw.map(rule -> rule.count("frequencyDays")).orElse(0);
    }

    /** Last day on which an expert may have begun in the field; nothing when the rule is not in force. */
    public Optional<LocalDate> fieldSince(LocalDate day) {
        return standing.map(rule -> day.minusYears(rule.count("minYears")));
    }

    /** Levels of title that are enough; empty with {@link #fieldSince}. */
    public Set<String> titleLevels() {
        return standing.map(rule -> Set.copyOf(rule.words("titleLevels"))).orElse(Set.of());
    }
}
