package org.gongping.core.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One rule in the hands of a gate: its parameters by name, and the verdicts it can give. */
public final class RuleCheck {
    private final Law law;
    private final Rule rule;

    RuleCheck(Law law, Rule rule) {
        this.law = law;
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }

    public BigDecimal figure(String param) {
        return param(param, RuleParam.Figure.class).value();
    }

    public int count(String param) {
        return figure(param).intValueExact();
    }

    public RuleParam.Range range(String param) {
        return param(param, RuleParam.Range.class);
    }

    public List<String> words(String param) {
        return param(param, RuleParam.Words.class).values();
    }

    public String choice(String param) {
        return param(param, RuleParam.Choice.class).choice();
    }

    public boolean flag(String param) {
        return param(param, RuleParam.Flag.class).flag();
    }

    /** Whether the set gives this parameter, of those that a rule may go without. */
    public boolean has(String param) {
        return rule.param(param)
                .filter(value -> !(value instanceof RuleParam.Unset))
                .isPresent();
    }

    /** Whether counsel still has to verify this parameter. */
    public boolean isToVerify(String param) {
        return rule.paramsToVerify().contains(param);
    }

    /** Whether the rule spares projects that need not be tendered by law. */
    public boolean onlyCompulsory() {
        return rule.param(RuleCatalogue.ONLY_COMPULSORY)
                .map(flag -> ((RuleParam.Flag) flag).flag())
                .orElse(false);
    }

    /** Whether a value is at least the figure ("以上"); an equal one counts if the data say so. */
    public boolean atLeast(BigDecimal value, String param) {
        int order = value.compareTo(figure(param));
        return order > 0 || (order == 0 && inclusive(param));
    }

    /** Whether a value is at most the given limit, by the figure's word on an equal one. */
    public boolean atMost(BigDecimal value, BigDecimal limit, String param) {
        int order = value.compareTo(limit);
        return order < 0 || (order == 0 && inclusive(param));
    }

    private boolean inclusive(String param) {
        Boolean own = param(param, RuleParam.Figure.class).inclusive();
        return own != null ? own : law.counting().flag("boundsInclusive");
    }

    /** Counts the period forwards from an instant. */
    public PeriodEnd forward(String param, Instant start, PeriodBoundary usual) {
        return law.periods().forward(start, counting(param, usual));
    }

    /** Counts the period backwards from a deadline. */
    public PeriodEnd backward(String param, Instant deadline, PeriodBoundary usual) {
        return law.periods().backward(deadline, counting(param, usual));
    }

    /** Whether that period, ending on the day of an instant, would run on because the day rests. */
    public boolean runsOn(String param, Instant end, PeriodBoundary usual) {
        Counting counting = counting(param, usual);
        return counting.rollOver() && law.rests(LegalPeriod.day(end), counting.restDays());
    }

    /** The period as a person reads it: 3日, 5个工作日. */
    public Bilingual shownPeriod(String param) {
        RuleParam.Period period = param(param, RuleParam.Period.class);
        return new Bilingual(
                period.value() + period.unit().shown().zh(),
                period.value() + " " + period.unit().shown().en());
    }

    private Counting counting(String param, PeriodBoundary usual) {
        RuleParam.Period period = param(param, RuleParam.Period.class);
        RuleCheck counting = law.counting();
        return new Counting(
                period.value(),
                period.unit(),
                period.startDayCounts() != null ? period.startDayCounts() : counting.flag("firstDayCounts"),
                period.rollOverHoliday() != null ? period.rollOverHoliday() : counting.flag("rollOverHoliday"),
                counting.restDays(),
                period.boundary() != null ? period.boundary() : usual,
                counting.backwardRoll(),
                counting.rule.paramsToVerify().contains(RuleCatalogue.BACKWARD_ROLL));
    }

    /** Absent only in a set that counts nothing backwards. */
    private BackwardRoll backwardRoll() {
        return rule.param(RuleCatalogue.BACKWARD_ROLL)
                .map(choice -> BackwardRoll.valueOf(((RuleParam.Choice) choice).choice()))
                .orElse(BackwardRoll.NONE);
    }

    private RestDays restDays() {
        List<String> rest = words("restDays");
        return new RestDays(rest.contains("WEEKEND"), rest.contains("HOLIDAY"), flag("makeUpDaysWork"));
    }

    private <T extends RuleParam> T param(String name, Class<T> type) {
        return rule.param(name)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new IllegalStateException("rule " + rule.ruleId() + " has no " + name));
    }

    /** The rule is kept. */
    public Verdict pass(Finding finding) {
        return verdict(new Outcome.Pass(), finding);
    }

    public Verdict pass(String zh, String en) {
        return pass(Finding.of(zh, en));
    }

    public Verdict computed(Finding finding) {
        return verdict(new Outcome.Computed(), finding);
    }

    public Verdict notApplicable(String zh, String en) {
        return verdict(new Outcome.NotApplicable(), Finding.of(zh, en));
    }

    /**
     * The rule is not kept. What follows is the rule's kind: BLOCK, or COMPUTE where nothing lawful can be computed,
     * refuses; WARN warns; RECORD only records. What counsel still has to verify never refuses.
     */
    public Verdict violated(Finding finding) {
        if (rule.kinds().contains(RuleKind.BLOCK) && !finding.toVerify()) {
            return verdict(new Outcome.Blocked(finding.earliest()), finding);
        }
        if (rule.kinds().contains(RuleKind.WARN) || finding.toVerify()) {
            return verdict(new Outcome.Warning(finding.earliest()), finding);
        }
        if (rule.kinds().contains(RuleKind.COMPUTE)) {
            return verdict(new Outcome.Blocked(finding.earliest()), finding);
        }
        return verdict(new Outcome.Pass(), finding);
    }

    /** Whether the rule is kept cannot be told from what is stated: a person says why the step is taken all the same. */
    public Verdict doubtful(Finding finding) {
        return verdict(new Outcome.Warning(finding.earliest()), finding);
    }

    private Verdict verdict(Outcome outcome, Finding finding) {
        Map<String, Bilingual> values = new HashMap<>(rule.shownParams());
        finding.earliest().ifPresent(first -> values.put("earliestAt", Bilingual.same(Finding.local(first.at()))));
        boolean refuses = outcome instanceof Outcome.Blocked || outcome instanceof Outcome.Warning;
        TreeSet<Integer> unknown = new TreeSet<>();
        List<Bilingual> lines = new ArrayList<>();
        for (PeriodEnd period : finding.periods()) {
            unknown.addAll(period.yearsWithoutCalendar());
            period.days().forEach(day -> lines.add(day.note()));
        }
        Bilingual text = finding.text();
        for (int year : unknown) {
            Bilingual warning = new Bilingual(
                    year + "年节假日安排未载入，暂只按周末计算",
                    "the holidays of " + year + " are not loaded; weekends only, provisional");
            text = text.then(warning);
            lines.add(warning);
        }
        RuleTag tag = finding.toVerify() ? RuleTag.TO_VERIFY : rule.tag();
        Bilingual mark = tag == RuleTag.TO_VERIFY
                ? new Bilingual(RuleTag.TO_VERIFY.mark(), " [to be verified by counsel]")
                : new Bilingual("", "");
        Bilingual message = rule.message().fill(values).then(text);
        return new Verdict(
                rule.ruleId(),
                rule.ruleSet(),
                rule.cite(),
                tag,
                rule.kinds(),
                outcome,
                new Bilingual(message.zh() + mark.zh(), message.en() + mark.en()),
                refuses ? rule.whatToDo().fill(values) : new Bilingual("", ""),
                finding.computed(),
                !unknown.isEmpty(),
                lines);
    }
}
