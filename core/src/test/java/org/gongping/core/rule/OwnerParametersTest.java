package org.gongping.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerParametersTest {
    private final RuleSet open = ShippedLaw.ruleSet("other-1");

    @Test
    void theOtherRegimeHasNoDefaults() {
        assertThat(open.rules()).allSatisfy(rule -> {
            assertThat(rule.enabled()).isFalse();
            assertThat(rule.params().values()).allMatch(RuleParam.Unset.class::isInstance);
        });
        Verdict verdict = Laws.only(Laws.of(open).judge("T09", rule -> rule.pass("不应当问到", "must not be asked")), "T09");
        assertThat(verdict.outcome().code()).isEqualTo("NOT_APPLICABLE");
    }

    @Test
    void whatTheOwnerFillsInIsEnforcedAndCitedAsTheOwners() throws JsonProcessingException {
        RuleSet filled = OwnerParameters.fillIn(open, "other-1-harbour", StrictJson.MAPPER.readTree("""
                                { "T09": { "minBids": { "value": "2", "unit": "BID", "inclusive": true } } }
                                """))
                .orElseThrow();
        assertThat(filled.id()).isEqualTo("other-1-harbour");
        assertThat(filled.rules().stream().filter(Rule::enabled).map(Rule::ruleId))
                .containsExactly("T09");
        assertThat(filled.rule("T09").orElseThrow().cite().zh()).isEqualTo("招标文件：项目业主设定的规则（规则 T09）");
    }

    @Test
    void aHalfFilledRuleIsRefused() throws JsonProcessingException {
        assertThat(OwnerParameters.fillIn(
                        open,
                        "other-1-harbour",
                        StrictJson.MAPPER.readTree("{ \"V10\": { \"ranked\": { \"flag\": true } } }")))
                .isInstanceOfSatisfying(
                        Loaded.Refused.class,
                        refused -> assertThat((List<?>) refused.errors()).hasSize(1));
        assertThat(OwnerParameters.fillIn(open, "x", StrictJson.MAPPER.readTree("{ \"T99\": {} }")))
                .isEqualTo(new Loaded.Refused<>(
                        List.of(new PointerError("/T99", "other-1 没有这条规则", "no rule of other-1"))));
    }

    @Test
    void aStatutorySetIsNotTheOwnersToFillIn() {
        assertThat(OwnerParameters.fillIn(Laws.ENGINEERING_RULES, "cn-e-mine", StrictJson.MAPPER.createObjectNode()))
                .isInstanceOf(Loaded.Refused.class);
    }

    @Test
    void aPeriodOfTheOwnerIsCountedAsTheOwnerSays() throws JsonProcessingException {
        RuleSet filled = OwnerParameters.fillIn(open, "other-1-harbour", StrictJson.MAPPER.readTree("""
                                { "T01": { "minPeriod": { "value": "7", "unit": "CALENDAR_DAY" } },
                                  "T20": { "firstDayCounts": { "flag": true }, "rollOverHoliday": { "flag": false },
                                           "restDays": { "values": [ "WEEKEND" ] }, "makeUpDaysWork": { "flag": true },
                                           "boundsInclusive": { "flag": true }, "backwardRoll": { "choice": "NONE" } } }
                                """))
                .orElseThrow();
        PeriodEnd end = Laws.of(filled)
                .inForce("T01")
                .orElseThrow()
                .forward("minPeriod", Laws.at("2026-09-28 09:00"), PeriodBoundary.DAY_REACHED);
        assertThat(end.lastDay()).isEqualTo(Laws.day("2026-10-04"));
    }
}
