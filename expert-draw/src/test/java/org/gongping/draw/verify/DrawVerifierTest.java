package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier passes what is right: the known answers, and sample draws of every kind. */
class DrawVerifierTest {
    static DrawReport verify(SampleDraw draw, byte[] transcript) {
        return verify(draw.policy(), draw.pins(), transcript, false);
    }

    static DrawReport verify(byte[] policy, JsonNode pins, byte[] transcript, boolean deep) {
        try {
            return new DrawVerifier(PolicyReader.read(policy, "policy"), Pins.read(CanonicalJson.bytes(pins)), deep)
                    .verify(new ByteArrayInputStream(transcript));
        } catch (Refused | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void knownAnswers() throws IOException {
        try (InputStream stream = DrawVerifierTest.class.getResourceAsStream("/vectors/ved1/kat.json")) {
            DrawReport report = DrawVerifier.verifyKnownAnswers(stream);
            assertThat(report.verdict()).isEqualTo("PASS");
            assertThat(report.results())
                    .extracting(result -> result.check().number())
                    .containsExactly(7, 8, 9, 10, 12, 14, 15, 17, 18, 20);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 9})
    void plainDraw(long random) {
        SampleDraw draw = new SampleDraw(SampleDraw.Shape.plain(random));
        assertThat(verify(draw, draw.open()).verdict()).isEqualTo("PASS");
        assertThat(verify(draw, draw.sealed()).verdict()).isEqualTo("PASS-CLAIMED");
        assertThat(verify(draw, draw.open()).results()).hasSize(23);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void drawWithPlacesAttemptsReplacementsWaiversAndEscrow(long random) {
        SampleDraw draw = new SampleDraw(SampleDraw.Shape.full(random));
        assertThat(verify(draw, draw.open()).verdict()).isEqualTo("PASS");
        assertThat(verify(draw, draw.sealed()).verdict()).isEqualTo("PASS-CLAIMED");
    }

    /** How many of each employer are eligible for what would name the employer to whoever has the pool. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSealedTranscriptGroupsByEmployerOnlyThoseWhomTheWalksHaveReached(long random) throws IOException {
        SampleDraw draw = new SampleDraw(SampleDraw.Shape.full(random));
        JsonNode transcript = new ObjectMapper().readTree(draw.sealed());
        Pool pool = draw.drawing().pool();
        Set<String> reached = new HashSet<>();
        for (JsonNode stratum : transcript.path("result")) {
            stratum.path("selected")
                    .forEach(each -> reached.add(each.path("pid").asText()));
            stratum.path("skipped").forEach(each -> reached.add(each.path(0).asText()));
        }
        for (JsonNode replacement : transcript.path("replacements")) {
            replacement
                    .path("calls")
                    .forEach(each -> reached.add(each.path("pid").asText()));
            replacement.path("skipped").forEach(each -> reached.add(each.path(0).asText()));
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < pool.size(); i++) {
            numbers.put(HexFormat.of().formatHex(pool.leaf(i)), i);
        }
        List<String> ofTheOthers = new ArrayList<>();
        for (JsonNode claim : transcript.path("claims")) {
            String leaf = claim.path("leaf").asText();
            int expert = numbers.get(leaf);
            if (reached.contains(pool.pid(expert))) {
                assertThat(claim.path("em").asText()).isEqualTo(pool.employer(expert));
            } else {
                assertThat(leaf).startsWith(claim.path("em").asText());
                ofTheOthers.add(claim.path("em").asText());
            }
        }
        assertThat(ofTheOthers).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void drawFinishedByTheHoldersOfTheEscrow() {
        SampleDraw draw = new SampleDraw(
                new SampleDraw.Shape(5, 120, 2, false, 1, 0, Set.of("vrf", "platform"), false, false, Set.of()));
        assertThat(verify(draw, draw.open()).verdict()).isEqualTo("PASS");
    }

    @Test
    void estimatesChancesAgainWhenAsked() {
        SampleDraw draw = new SampleDraw(new SampleDraw.Shape(6, 100, 2, false, 1, 0, Set.of(), false, true, Set.of()));
        assertThat(verify(draw.policy(), draw.pins(), draw.open(), true).verdict())
                .isEqualTo("PASS");
        SampleDraw without = new SampleDraw(SampleDraw.Shape.plain(6));
        assertThat(verify(without.policy(), without.pins(), without.open(), true)
                        .verdict())
                .startsWith("FAIL E_FEASIBLE F4");
    }
}
