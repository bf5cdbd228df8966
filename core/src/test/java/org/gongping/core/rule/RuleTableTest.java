package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for operators shows the rules as they are shipped. */
class RuleTableTest {
    private static final Path PAGE = Path.of("..", "docs", "rules.md");
    private static final String BEGIN = "<!-- table: checked against the rule sets by RuleTableTest -->\n";
    private static final String END = "<!-- end of table -->";

    /** With {@code -Dgongping.docs.write=true} the table is written instead of compared. */
    @Test
    void theTableInTheDocumentationIsTheData() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertThat(to).isGreaterThan(from - 1);
        if (Boolean.getBoolean("gongping.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table());
    }

    @Test
    void everyRuleIsCitedByTitleAndPlaceInBothLanguages() {
        for (RuleSet set : ShippedLaw.ruleSets()) {
            for (Rule rule : set.rules()) {
                assertThat(rule.cite().zh()).matches(".{4,}（规则 " + rule.ruleId() + "）");
                assertThat(rule.cite().en()).endsWith("(rule " + rule.ruleId() + ")");
                if (rule.citation().article() != null) {
                    assertThat(rule.citation().en()).containsPattern("Art\\. [1-9][0-9]*");
                }
                assertThat(rule.message().en()).isNotBlank();
                if (rule.kinds().contains(RuleKind.BLOCK) || rule.kinds().contains(RuleKind.WARN)) {
                    assertThat(rule.whatToDo().zh()).as(rule.ruleId()).isNotBlank();
                    assertThat(rule.whatToDo().en()).as(rule.ruleId()).isNotBlank();
                }
            }
        }
        assertThat(Laws.ENGINEERING_RULES.rule("T20").orElseThrow().cite().en())
                .isEqualTo("Civil Code, Art. 201; Civil Code, Art. 203 (rule T20)");
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        for (RuleSet set : List.of(Laws.ENGINEERING_RULES, Laws.PROCUREMENT_RULES)) {
            table.append("### ")
                    .append(set.id())
                    .append("\n\n| Rule | Source | Kind | Tag | Parameters | Text |\n|---|---|---|---|---|---|\n");
            set.rules().stream()
                    .sorted(Comparator.comparing(Rule::ruleId))
                    .forEach(rule -> table.append(row(set, rule)));
            table.append('\n');
        }
        return table.toString();
    }

    private static String row(RuleSet set, Rule rule) {
        List<String> sources = new ArrayList<>();
        sources.add(rule.citation().zh());
        rule.alsoCited().forEach(also -> sources.add(also.zh()));
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        rule.ruleId(),
                        String.join("、", sources),
                        String.join(
                                ", ",
                                rule.kinds().stream()
                                        .map(RuleKind::name)
                                        .sorted()
                                        .toList()),
                        rule.tag().mark() + (rule.enabled() ? "" : ", disabled"),
                        params(set, rule.ruleId()),
                        rule.message().fill(rule.shownParams()).zh())
                .replace(System.lineSeparator(), "\n");
    }

    /** As they stand in the JSON, short: name value unit. */
    private static String params(RuleSet set, String ruleId) {
        List<String> params = new ArrayList<>();
        for (JsonNode rule : set.document().path("rules")) {
            if (rule.path("ruleId").textValue().equals(ruleId)) {
                rule.path("params").properties().forEach(param -> {
                    List<String> members = new ArrayList<>();
                    param.getValue()
                            .properties()
                            .forEach(member -> members.add(member(member.getKey(), member.getValue())));
                    params.add("`" + param.getKey() + "` " + String.join(" ", members));
                });
            }
        }
        return String.join("; ", params);
    }

    private static String member(String name, JsonNode value) {
        if (value.isArray()) {
            return String.join("、", RuleParamReader.words(value));
        }
        return switch (name) {
            case "value", "unit", "choice", "boundary" -> value.asText();
            case "tag" -> RuleTag.TO_VERIFY.mark();
            case "flag" -> value.booleanValue() ? "yes" : "no";
            case "inclusive" -> value.booleanValue() ? "inclusive" : "exclusive";
            default -> name + " " + value.asText();
        };
    }
}
