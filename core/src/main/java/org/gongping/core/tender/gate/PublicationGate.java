package org.gongping.core.tender.gate;

import static org.gongping.core.rule.Finding.local;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** May the notice be published? T01, T02, T08, and per lot the rules of {@link MethodGate}. */
public final class PublicationGate {
    private final Law law;

    public PublicationGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(PublicationFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(preparationTime(law, facts.mustTenderByLaw(), facts.issuedAt(), facts.bidDeadline()));
        verdicts.addAll(law.judge("T02", rule -> issuePeriod(rule, facts)));
        verdicts.addAll(openingEqualsDeadline(law, facts.bidDeadline(), facts.openingTime()));
        MethodGate methods = new MethodGate(law);
        facts.methods().forEach(method -> verdicts.addAll(methods.check(method)));
        return verdicts;
    }

    static List<Verdict> preparationTime(
            Law law, boolean mustTenderByLaw, Instant issuedAt, Optional<Instant> deadline) {
        return law.judge("T01", rule -> {
            if (rule.onlyCompulsory() && !mustTenderByLaw) {
                return notCompulsory(rule);
            }
            PeriodEnd end = rule.forward("minPeriod", issuedAt, PeriodBoundary.DAY_REACHED);
            return atLeast(rule, end, deadline, "投标截止时间", "the bid deadline");
        });
    }

    private static Verdict issuePeriod(RuleCheck rule, PublicationFacts facts) {
        PeriodEnd end = rule.forward("minIssuePeriod", facts.issuedAt(), PeriodBoundary.DAY_REACHED);
        return atLeast(rule, end, facts.issueEnd(), "发售截止时间", "the end of the issue");
    }

    static List<Verdict> openingEqualsDeadline(Law law, Optional<Instant> deadline, Optional<Instant> opening) {
        return law.judge("T08", rule -> {
            if (deadline.isEmpty() || opening.isEmpty()) {
                return rule.violated(Finding.of("投标截止时间或者开标时间未填写", "bid deadline or opening time is missing"));
            }
            Duration apart = Duration.between(deadline.get(), opening.get()).abs();
            Finding finding = Finding.of(
                    "投标截止 " + local(deadline.get()) + "，开标 " + local(opening.get()),
                    "deadline " + local(deadline.get()) + ", opening " + local(opening.get()));
            BigDecimal seconds = BigDecimal.valueOf(apart.toSeconds()).add(BigDecimal.valueOf(apart.toNanosPart(), 9));
            return rule.atMost(seconds, rule.figure("tolerance"), "tolerance")
                    ? rule.pass(finding)
                    : rule.violated(finding);
        });
    }

    static Verdict notCompulsory(RuleCheck rule) {
        return rule.notApplicable("本项目不属于依法必须进行招标的项目", "the project need not be tendered by law");
    }

    private static Verdict atLeast(
            RuleCheck rule, PeriodEnd end, Optional<Instant> chosen, String nameZh, String nameEn) {
        Finding finding = Finding.of(
                        "自" + end.start() + "起算，" + nameZh
                                + chosen.map(at -> " " + local(at)).orElse("未填写") + "，最早 " + local(end.keptFrom()),
                        "counted from " + end.start() + ", " + nameEn + " is "
                                + chosen.map(Finding::local).orElse("missing") + ", "
                                + local(end.keptFrom()) + " at the earliest")
                .earliestDate(end.keptFrom())
                .counted(end);
        return chosen.isPresent() && !chosen.get().isBefore(end.keptFrom())
                ? rule.pass(finding)
                : rule.violated(finding);
    }
}
