package org.gongping.service.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.service.StartupFailure;
import org.junit.jupiter.api.Test;

/** References of a case file, and the days they count from. */
class ScopeTest {
    private static final Instant NOW = Instant.parse("2026-09-20T02:00:00Z");
    private static final JsonNode CALENDARS = json("""
            {"items": [{"document": {"holidays": [{"from": "2026-10-01", "to": "2026-10-07"}],
             "makeUpWorkdays": ["2026-10-10"]}}]}""");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static DayPlan plan(DayOfWeek dayZero, List<Integer> working, List<Integer> rest) {
        return DayPlan.choose(new RehearsalCase.Days(Optional.of(dayZero), working, rest), NOW, CALENDARS);
    }

    private static Scope scope() {
        var scope = new Scope(plan(DayOfWeek.TUESDAY, List.of(0), List.of()));
        scope.put("data", json("{\"code\": \"P-${run}\", \"prices\": [\"200\", \"230\"]}"));
        scope.put("run", "r1");
        scope.put("no", json("1"));
        scope.put("answer", json("{\"lots\": [{\"id\": \"L\", \"n\": 3, \"name\": \"${run}\"}]}"));
        return scope;
    }

    @Test
    void aReferenceKeepsItsType() {
        assertThat(scope().resolve(json("{\"a\": \"${answer.lots[0].n}\", \"b\": \"lot ${answer.lots[0].n}\"}")))
                .isEqualTo(json("{\"a\": 3, \"b\": \"lot 3\"}"));
        assertThat(scope().resolve(json("[\"${data.prices[no]}\"]"))).isEqualTo(json("[\"230\"]"));
    }

    @Test
    void theFilesOwnDataMayReferButNotWhatAServerAnswered() {
        assertThat(scope().resolve(json("[\"${data.code}\", \"${answer.lots[0].name}\"]")))
                .isEqualTo(json("[\"P-r1\", \"${run}\"]"));
    }

    @Test
    void aMergeChangesAndRemovesMembers() {
        assertThat(scope().resolve(json(
                        "{\"$merge\": [{\"a\": null, \"b\": {\"c\": 2, \"d\": 3}}, {\"b\": {\"c\": null}}]}")))
                .isEqualTo(json("{\"a\": null, \"b\": {\"d\": 3}}"));
    }

    @Test
    void aReferenceThatNamesNothingIsSaidSo() {
        assertThatThrownBy(() -> scope().resolve(json("[\"${answer.lots[1].id}\"]")))
                .isInstanceOf(Scope.Unknown.class)
                .hasMessage("${answer.lots[1].id} names nothing");
    }

    @Test
    void aMomentIsLocalTimeOfItsDay() {
        // 22 September 2026 is the first Tuesday after the day of NOW.
        assertThat(scope().resolve(json("[\"${@0 09:30}\"]"))).isEqualTo(json("[\"2026-09-22T01:30:00Z\"]"));
        assertThat(scope().moment("@20 00:00:01")).isEqualTo(Instant.parse("2026-10-11T16:00:01Z"));
    }

    @Test
    void dayZeroKeepsClearOfHolidays() {
        // Day 9 of 22 September is a holiday, 1 October; a week later it is a working day.
        assertThat(plan(DayOfWeek.TUESDAY, List.of(9), List.of()).at("@0 00:00"))
                .isEqualTo(Instant.parse("2026-09-28T16:00:00Z"));
        assertThat(plan(DayOfWeek.TUESDAY, List.of(), List.of(9)).at("@0 00:00"))
                .isEqualTo(Instant.parse("2026-09-21T16:00:00Z"));
        // A Saturday that works, 10 October.
        assertThat(plan(DayOfWeek.SATURDAY, List.of(0), List.of()).at("@0 00:00"))
                .isEqualTo(Instant.parse("2026-10-09T16:00:00Z"));
    }

    @Test
    void saysWhenNoSuchDayExists() {
        assertThatThrownBy(() -> plan(DayOfWeek.SUNDAY, List.of(), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("no day within 800 days");
    }
}
