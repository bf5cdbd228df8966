package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetReaderTest {
    private final RuleSetReader reader = new RuleSetReader();

    @Test
    void takesARuleInTheShapeOfTheRuleTable() {
        JsonNode document = Laws.ENGINEERING_RULES.document();
        ObjectNode t12 = rule(document, "T12");
        t12.withObject("params").removeAll();
        t12.withObject("params")
                .putObject("minNoticePeriod")
                .put("value", "3")
                .put("unit", "CALENDAR_DAY")
                .put("startDayCounts", false)
                .put("rollOverHoliday", true);
        t12.remove(List.of("messageEn", "whatToDoZh", "whatToDoEn"));
        assertThat(reader.read(document)).isInstanceOf(Loaded.Sound.class);
    }

    @TestFactory
    Stream<DynamicTest> aWrongRuleSetIsRefusedWithThePlaceOfTheFault() {
        return Stream.of(
                refused(
                        "/rules/3/params/tolerance/unit",
                        set -> rule(set, "T08")
                                .withObject("params")
                                .withObject("tolerance")
                                .put("unit", "MINUTE")),
                refused(
                        "/rules/4/params/minBids/value",
                        set -> rule(set, "T09")
                                .withObject("params")
                                .withObject("minBids")
                                .put("value", "2.5")),
                refused(
                        "/rules/4/params/minBids/value",
                        set -> rule(set, "T09")
                                .withObject("params")
                                .withObject("minBids")
                                .put("value", "99999999999")),
                refused(
                        "/rules/13/params/limits/values",
                        set -> rule(set, "P06")
                                .withObject("params")
                                .withObject("limits")
                                .withArray("values")
                                .add("GUT_FEELING")),
                refused(
                        "/rules/0/params/onlyCompulsory",
                        set -> params(set)
                                .putObject("onlyCompulsory")
                                .putNull("value")
                                .put("filledInBy", "OWNER")),
                refused("/regime", set -> set.put("regime", "MILITARY")),
                refused("/titleZh", set -> set.remove("titleZh")),
                refused("/colour", set -> set.put("colour", "red")),
                refused("/effectiveFrom", set -> set.put("effectiveFrom", "2025-02-30")),
                refused("/effectiveTo", set -> set.put("effectiveTo", "2024-12-31")),
                refused("/rules", set -> set.putArray("rules")),
                refused("/rules/0/ruleSet", set -> first(set).put("ruleSet", "another")),
                refused("/rules/0/effectiveFrom", set -> first(set).put("effectiveFrom", "2024-01-01")),
                refused("/rules/0/regime", set -> first(set).put("regime", "G")),
                refused("/rules/0/kind", set -> first(set).put("tag", "TO_VERIFY")),
                refused("/rules/0/kind/0", set -> first(set).putArray("kind").add("FORBID")),
                refused("/rules/0/enabled", set -> first(set).put("enabled", "yes")),
                refused("/rules/0/ruleId", set -> first(set).put("ruleId", "T99")),
                refused("/rules/1/ruleId", set -> {
                    ObjectNode second = (ObjectNode) set.withArray("rules").get(1);
                    second.setAll(first(set).deepCopy());
                }),
                refused(
                        "/rules/0/citation/article",
                        set -> first(set).withObject("citation").put("article", "24")),
                refused("/rules/0/params/minPeriod", set -> params(set).remove("minPeriod")),
                refused(
                        "/rules/0/params/maxPeriod",
                        set -> params(set)
                                .putObject("maxPeriod")
                                .put("value", "3")
                                .put("unit", "CALENDAR_DAY")),
                refused(
                        "/rules/0/params/minPeriod",
                        set -> params(set).putObject("minPeriod").put("flag", true)),
                refused(
                        "/rules/0/params/minPeriod/value",
                        set -> params(set).withObject("minPeriod").put("value", "-1")),
                refused(
                        "/rules/0/params/minPeriod/value",
                        set -> params(set).withObject("minPeriod").put("value", "2.5")),
                refused(
                        "/rules/0/params/minPeriod/value",
                        set -> params(set).withObject("minPeriod").put("value", 20)),
                refused(
                        "/rules/0/params/minPeriod/value",
                        set -> params(set).withObject("minPeriod").put("value", "9999")),
                refused(
                        "/rules/0/params/minPeriod/length",
                        set -> params(set).withObject("minPeriod").put("length", "3")),
                refused(
                        "/rules/0/params/minPeriod/boundary",
                        set -> params(set).withObject("minPeriod").put("boundary", "SOON")),
                refused(
                        "/rules/0/params/minPeriod",
                        set -> params(set)
                                .putObject("minPeriod")
                                .putNull("value")
                                .put("unit", "CALENDAR_DAY")
                                .put("filledInBy", "OWNER")),
                refused("/rules/0/params/minPeriod", set -> rule(set, "T20").put("enabled", false)),
                refused("/rules/0/messageZh", set -> first(set).put("messageZh", "至少{days}日")),
                refused("/rules/0/whatToDoEn", set -> first(set).put("whatToDoEn", "wait until {latest}")),
                refused(
                        "/rules/9/params/backwardRoll",
                        set -> rule(set, "T20").withObject("params").remove("backwardRoll")),
                refused(
                        "/rules/9/params/backwardRoll/choice",
                        set -> rule(set, "T20")
                                .withObject("params")
                                .withObject("backwardRoll")
                                .put("choice", "SIDEWAYS")),
                refused(
                        "/rules/9/params/restDays/values",
                        set -> rule(set, "T20")
                                .withObject("params")
                                .withObject("restDays")
                                .withArray("values")
                                .add("BIRTHDAY")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "nul", "{} {}", "{\"schema\":1,\"schema\":2}", "\"\uD800\""})
    void whatIsNoRuleSetIsRefusedAndNeverThrows(String text) {
        assertThat(reader.read(text))
                .isInstanceOfSatisfying(
                        Loaded.Refused.class,
                        refused -> assertThat(refused.errors()).isNotEmpty());
    }

    @Test
    void theDigestDependsOnTheContentAlone() {
        RuleSet set = Laws.ENGINEERING_RULES;
        ObjectNode shuffled = StrictJson.MAPPER.createObjectNode();
        List<String> names = new java.util.ArrayList<>();
        set.document().fieldNames().forEachRemaining(names::add);
        names.reversed().forEach(name -> shuffled.set(name, set.document().path(name)));
        assertThat(reader.read(shuffled.toPrettyString()).orElseThrow().digest())
                .isEqualTo(set.digest());
        assertThat(set.digest()).matches("[0-9a-f]{64}");
        ObjectNode changed = (ObjectNode) set.document();
        params(changed).withObject("minPeriod").put("value", "21");
        assertThat(reader.read(changed).orElseThrow().digest()).isNotEqualTo(set.digest());
    }

    @Test
    void nobodyChangesARuleSetThroughItsDocument() {
        ((ObjectNode) Laws.ENGINEERING_RULES.document()).removeAll();
        assertThat(Laws.ENGINEERING_RULES.document().path("rules")).isNotEmpty();
    }

    private static ObjectNode first(JsonNode set) {
        return (ObjectNode) set.path("rules").get(0);
    }

    private static ObjectNode params(JsonNode set) {
        return first(set).withObject("params");
    }

    private static ObjectNode rule(JsonNode set, String id) {
        for (JsonNode rule : (ArrayNode) set.path("rules")) {
            if (rule.path("ruleId").textValue().equals(id)) {
                return (ObjectNode) rule;
            }
        }
        throw new AssertionError("no rule " + id);
    }

    private DynamicTest refused(String pointer, Consumer<ObjectNode> spoil) {
        return DynamicTest.dynamicTest(pointer, () -> {
            ObjectNode set = (ObjectNode) Laws.ENGINEERING_RULES.document();
            spoil.accept(set);
            assertThat(reader.read(set)).isInstanceOfSatisfying(Loaded.Refused.class, refused -> {
                List<?> errors = refused.errors();
                assertThat(errors)
                        .as("errors %s", errors)
                        .anySatisfy(error ->
                                assertThat(((PointerError) error).pointer()).isEqualTo(pointer));
            });
        });
    }
}
