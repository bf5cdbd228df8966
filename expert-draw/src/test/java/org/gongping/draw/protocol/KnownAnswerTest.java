package org.gongping.draw.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.vrf.SoftwareVrfKey;
import org.gongping.draw.vrf.VrfProof;
import org.junit.jupiter.api.Test;

/** Every step of the known-answer file, computed anew. */
class KnownAnswerTest {
    private final KnownAnswers known = new KnownAnswers();
    private final Rules rules = known.rules();
    private final Pool pool = KnownAnswers.pool(known.experts());

    @Test
    void rulesPoolAndCommitments() {
        assertThat(rules.jcsText()).isEqualTo(known.json.get("rules_jcs").asText());
        assertThat(rules.hash()).isEqualTo(known.hex("rules_hash"));
        assertThat(pool.root()).isEqualTo(known.hex("pool_root"));
        for (int i = 0; i < pool.size(); i++) {
            assertThat(Octets.hex(pool.leaf(i)))
                    .isEqualTo(known.json.get("leaves_sorted").get(i).asText());
        }
        known.hexes("contributions")
                .forEach((party, contribution) -> assertThat(
                                Formulas.commitment(known.id(), party, rules.hash(), pool.root(), contribution))
                        .isEqualTo(known.hexes("commits").get(party)));
    }

    @Test
    void transcriptFinaliserAndSeed() {
        byte[] transcript = Formulas.transcript(known.id(), rules.hash(), pool.root(), known.hexes("commits"));
        assertThat(transcript).isEqualTo(known.hex("transcript"));
        byte[] alpha = Formulas.alpha(transcript, known.hexes("contributions"));
        assertThat(alpha).isEqualTo(known.hex("alpha"));
        SoftwareVrfKey key = new SoftwareVrfKey(known.hex("vrf_sk"));
        assertThat(key.publicKey()).isEqualTo(known.hex("vrf_pk"));
        VrfProof proof = key.prove(alpha);
        assertThat(proof.pi()).isEqualTo(known.hex("vrf_pi"));
        assertThat(proof.beta()).isEqualTo(known.hex("vrf_beta"));
        assertThat(Formulas.seed(transcript, known.hexes("contributions"), proof.beta()))
                .isEqualTo(known.hex("seed"));
    }

    private String result(Pool from) {
        Drawing drawing = new Drawing(known.id(), rules, from, Optional.empty());
        if (!(drawing.run(known.hex("seed")) instanceof Drawing.Outcome.Drawn drawn)) {
            throw new AssertionError("the known-answer pool fills its strata");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            drawn.result().write(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(drawn.result().hash()).isEqualTo(Octets.sha256(Octets.label("VED1/result"), out.toByteArray()));
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void resultByteForByte() {
        assertThat(result(pool).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(CanonicalJson.bytes(known.json.get("result")));
    }

    @Test
    void orderOfImportIsIrrelevant() {
        String expected = result(pool);
        for (int round = 0; round < 20; round++) {
            List<ExpertRecord> shuffled = new ArrayList<>(known.experts());
            Collections.shuffle(shuffled, new Random(round));
            assertThat(result(KnownAnswers.pool(shuffled))).isEqualTo(expected);
        }
    }

    @Test
    void recordsAreWrittenAsTheCanonicalFormOfTheirJson() {
        List<ExpertRecord> experts = new ArrayList<>(known.experts());
        experts.add(new ExpertRecord("专家\"\\", List.of("A01", "B2"), "GD", "e", Optional.empty(), "\u0001"));
        experts.add(new ExpertRecord(
                "x", List.of("A"), "é", "e", Optional.of(new Exclusion(Exclusion.Reason.MANUAL, "ab")), "s"));
        experts.forEach(expert -> assertThat(expert.jcs()).isEqualTo(CanonicalJson.bytes(expert.json())));
    }

    @Test
    void refusesTwoEqualLeaves() {
        List<ExpertRecord> experts = new ArrayList<>(known.experts());
        experts.add(experts.getFirst());
        assertThatThrownBy(() -> KnownAnswers.pool(experts)).isInstanceOf(Pool.DuplicateLeaf.class);
    }

    @Test
    void nationalSuiteIsKnownByItsNumberAndRefused() {
        assertThat(Suite.of(2)).contains(Suite.NATIONAL);
        assertThat(Suite.of(3)).isEmpty();
        assertThatThrownBy(() -> new Rules(
                        Suite.NATIONAL,
                        rules.parties(),
                        rules.strata(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
                .hasMessageContaining("suite 2");
    }

    @Test
    void feasibilityOfTheKnownAnswerPool() {
        // tech: capacity 3 for 3 seats, as the specification says; F2 and F3 are not asked without their ratios.
        assertThat(Feasibility.of(pool, rules, Optional.empty())).isEmpty();
        Rules strict = new Rules(
                rules.suite(),
                rules.parties(),
                rules.strata(),
                1,
                Optional.of(new Rules.Production(3, 2, new Rules.Timeouts(1, 1, 1, 1, 1), "00")),
                Optional.empty(),
                List.of(),
                Optional.empty());
        assertThat(Feasibility.of(pool, strict, Optional.empty()))
                .extracting(Feasibility.Bottleneck::check)
                .contains(Feasibility.Check.F2, Feasibility.Check.F3)
                .doesNotContain(Feasibility.Check.F1);
    }
}
