package org.gongping.core.tender.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * Finds local bonus items and named brands in the texts of a method (rule X01). A clause that holds a word of a region and
 * a word of a bonus is a hit; so is a word of a brand. Both lists are data of the rule set. A hit warns, a person decides.
 */
final class LocalBonusScreen {
    private static final Pattern CLAUSE_END = Pattern.compile("[，,。；;、！!？?\\n\\r]");
    private static final int SHOWN_HITS = 10;

    private final RuleCheck rule;

    LocalBonusScreen(RuleCheck rule) {
        this.rule = rule;
    }

    Verdict check(MethodFacts facts) {
        List<MethodFacts.Text> hits = new ArrayList<>();
        for (MethodFacts.Text text : facts.texts()) {
            for (String clause : CLAUSE_END.split(text.text())) {
                if (isHit(clause)) {
                    hits.add(new MethodFacts.Text(text.pointer(), clause.strip()));
                }
            }
        }
        if (hits.isEmpty()) {
            return rule.pass(Finding.of("未发现地方加分或者指定品牌的字样", "no local bonus and no named brand found")
                    .about(facts.label()));
        }
        String shown = String.join(
                "；",
                hits.stream()
                        .limit(SHOWN_HITS)
                        .map(hit -> "「" + hit.text() + "」(" + hit.pointer() + ")")
                        .toList());
        Finding finding = Finding.of("疑似 " + hits.size() + " 处：" + shown, hits.size() + " suspected: " + shown)
                .with("hits", Integer.toString(hits.size()))
                .about(facts.label());
        return rule.violated(finding);
    }

    private boolean isHit(String clause) {
        return first(clause, "brandWords").isPresent()
                || (first(clause, "regionWords").isPresent()
                        && first(clause, "bonusWords").isPresent());
    }

    private Optional<String> first(String clause, String words) {
        return rule.words(words).stream().filter(clause::contains).findFirst();
    }
}
