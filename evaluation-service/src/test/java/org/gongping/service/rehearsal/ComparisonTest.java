package org.gongping.service.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as different. */
class ComparisonTest {
    private static final JsonNode ANSWER = json("""
            {"score": "58.25", "n": 7, "state": null,
             "rows": [{"bid": "1", "price": "200"}, {"bid": "2", "price": "230"}]}""");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> differences(String pointer, String expected) {
        return Comparison.compare(Map.of(pointer, json(expected)), ANSWER).stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void decimalStringsAreComparedDigitByDigit() {
        assertThat(differences("/score", "\"58.25\"")).isEmpty();
        assertThat(differences("/score", "\"58.250\"")).containsExactly("/score: expected \"58.250\", found \"58.25\"");
    }

    @Test
    void aNumberIsNoText() {
        assertThat(differences("/n", "7")).isEmpty();
        assertThat(differences("/n", "\"7\"")).containsExactly("/n: expected \"7\", found 7");
    }

    @Test
    void anAbsentMemberIsNotNull() {
        assertThat(differences("/state", "null")).isEmpty();
        assertThat(differences("/other", "null")).containsExactly("/other: expected null, found nothing");
        assertThat(differences("/other", "{\"$absent\": true}")).isEmpty();
        assertThat(differences("/state", "{\"$absent\": true}"))
                .containsExactly("/state: expected {\"$absent\":true}, found null");
    }

    @Test
    void matchersLookIntoArraysAndTexts() {
        assertThat(differences("/rows", "{\"$size\": 2}")).isEmpty();
        assertThat(differences("/rows", "{\"$size\": 3}")).hasSize(1);
        assertThat(differences("/rows", "{\"$has\": {\"bid\": \"2\", \"price\": \"230\"}}"))
                .isEmpty();
        assertThat(differences("/rows", "{\"$has\": {\"bid\": \"1\", \"price\": \"230\"}}"))
                .hasSize(1);
        assertThat(differences("/rows", "{\"$lacks\": {\"bid\": \"3\"}}")).isEmpty();
        assertThat(differences("/rows", "{\"$lacks\": {\"bid\": \"2\"}}")).hasSize(1);
        assertThat(differences("/score", "{\"$matches\": \"58.*\"}")).isEmpty();
        assertThat(differences("/score", "{\"$matches\": \"58\"}")).hasSize(1);
    }

    @Test
    void aCountMayBeGreaterWhereTheCaseSaysSo() {
        assertThat(differences("/n", "{\"$atLeast\": 7}")).isEmpty();
        assertThat(differences("/n", "{\"$atLeast\": 6}")).isEmpty();
        assertThat(differences("/n", "{\"$atLeast\": 8}")).containsExactly("/n: expected {\"$atLeast\":8}, found 7");
        assertThat(differences("/score", "{\"$atLeast\": 7}")).hasSize(1);
        assertThat(differences("/rows", "{\"$atLeast\": 2}")).isEmpty();
        assertThat(differences("/rows", "{\"$atLeast\": 3}")).hasSize(1);
        assertThat(Comparison.faults(json("{\"$atLeast\": \"7\"}"))).hasSize(1);
    }

    @Test
    void aMatcherThatIsNoneIsAFault() {
        assertThat(Comparison.faults(json("{\"$siez\": 2}"))).hasSize(1);
        assertThat(Comparison.faults(json("{\"$size\": \"2\"}"))).hasSize(1);
        assertThat(Comparison.faults(json("{\"$matches\": \"(\"}"))).hasSize(1);
        assertThat(Comparison.faults(json("{\"size\": 2}"))).isEmpty();
    }
}
