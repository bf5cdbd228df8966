package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.sample.Cheat;
import org.gongping.draw.sample.SampleDraw;
import org.gongping.draw.sample.SampleParameterDraw;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** For each check, a transcript that fails it and no other. */
class MutationTest {
    private static final SampleDraw FULL = new SampleDraw(SampleDraw.Shape.full(1));
    private static final Set<Check> SEEN = EnumSet.noneOf(Check.class);

    @AfterAll
    static void everyCheckWasFailed() {
        System.out.println("mutations: checks failed alone: " + SEEN.size() + " of " + Check.values().length);
        if (SEEN.size() == Check.values().length || SEEN.isEmpty()) {
            return;
        }
        // One test run by itself sees one check; the whole class sees them all.
        assertThat(SEEN.size()).as("checks that failed alone").isLessThan(3);
    }

    private static void failsOnly(Check check, DrawReport report) {
        failsOnly(check, check.code(), report);
    }

    private static void failsOnly(Check check, String code, DrawReport report) {
        List<DrawReport.Result> failed = report.results().stream()
                .filter(result -> result.failure().isPresent())
                .toList();
        assertThat(failed).as(report.toString()).singleElement().satisfies(result -> {
            assertThat(result.check()).isEqualTo(check);
            assertThat(result.failure().orElseThrow().code()).isEqualTo(code);
        });
        assertThat(report.verdict()).startsWith("FAIL " + code + " ");
        SEEN.add(check);
    }

    private static DrawReport changed(byte[] transcript, Consumer<ObjectNode> change) {
        return DrawVerifierTest.verify(FULL, changedBytes(transcript, change));
    }

    private static byte[] changedBytes(byte[] transcript, Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) new ObjectMapper().readTree(transcript);
            change.accept(json);
            return CanonicalJson.bytes(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DrawReport changed(Consumer<ObjectNode> change) {
        return changed(FULL.open(), change);
    }

    private static DrawReport cheated(SampleDraw.Shape shape, Cheat cheat) {
        SampleDraw draw = new SampleDraw(shape.with(cheat));
        DrawReport open = DrawVerifierTest.verify(draw, draw.open());
        DrawReport sealed = DrawVerifierTest.verify(draw, draw.sealed());
        assertThat(sealed.results()).isEqualTo(open.results());
        return open;
    }

    private static String turned(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[bytes.length / 2] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void turnHex(ObjectNode object, String member) {
        String hex = object.get(member).textValue();
        object.put(member, (hex.charAt(0) == '0' ? "1" : "0") + hex.substring(1));
    }

    private static String[] signatureLines(JsonNode json, String note) {
        return json.get("log").get(note).textValue().split("\n", -1);
    }

    @Test
    void check1AMemberThatNobodyKnows() {
        failsOnly(Check.FORMAT, changed(json -> json.put("vrf_sk", "00".repeat(32))));
    }

    @Test
    void check2TheLogHasNotSigned() {
        failsOnly(Check.CHECKPOINT_SIG, changed(json -> {
            String[] lines = signatureLines(json, "k2");
            int space = lines[4].lastIndexOf(' ') + 1;
            lines[4] = lines[4].substring(0, space) + turned(lines[4].substring(space));
            ((ObjectNode) json.get("log")).put("k2", String.join("\n", lines));
        }));
    }

    @Test
    void check3NoWitness() {
        failsOnly(Check.WITNESS_QUORUM, changed(json -> {
            String[] lines = signatureLines(json, "k1");
            lines[5] = "";
            ((ObjectNode) json.get("log"))
                    .put("k1", String.join("\n", List.of(lines).subList(0, 6)));
        }));
    }

    @Test
    void check4AnotherHistory() {
        failsOnly(Check.CONSISTENCY, changed(json -> {
            ArrayNode proof = (ArrayNode) json.get("log").get("consistency");
            proof.set(0, turned(proof.get(0).textValue()));
        }));
    }

    @Test
    void check5ARecordThatDoesNotOpenItsEntry() {
        failsOnly(
                Check.INCLUSION,
                changed(json ->
                        turnHex((ObjectNode) json.get("log").get("entries").get(3), "salt")));
    }

    @Test
    void check5OtherCountsThanThePoolSays() {
        failsOnly(Check.INCLUSION, cheated(SampleDraw.Shape.plain(2), Cheat.OTHER_COUNTS));
    }

    @Test
    void check5ARecordOfAnotherVersion() {
        failsOnly(
                Check.INCLUSION,
                changed(json ->
                        ((ObjectNode) json.get("log").get("entries").get(3).get("record")).put("v", 2)));
    }

    @Test
    void check6TheDepositIsCheckedWhenTheFirstHasRevealed() {
        failsOnly(Check.ORDER, cheated(SampleDraw.Shape.plain(2), Cheat.LATE_DEPOSIT_CHECK));
    }

    @Test
    void check6KeysMadeForOneDraw() {
        failsOnly(Check.ORDER, cheated(SampleDraw.Shape.plain(1), Cheat.YOUNG_KEYS));
    }

    @Test
    void check7AnotherTextOfTheRules() {
        failsOnly(
                Check.RULES_HASH,
                changed(json -> json.put("rules_jcs", json.get("rules_jcs").textValue() + " ")));
    }

    @Test
    void check8AnotherVerifier() {
        ObjectNode pins = (ObjectNode) FULL.pins();
        turnHex(pins, "verifier");
        failsOnly(Check.RULES, DrawVerifierTest.verify(FULL.policy(), pins, FULL.open(), false));
    }

    @Test
    void check8TheSupervisorDoesNotContribute() {
        failsOnly(Check.RULES, cheated(SampleDraw.Shape.plain(2), Cheat.NO_SUPERVISOR));
    }

    @Test
    void check9ARecordThatHasNoLeaf() {
        failsOnly(Check.POOL_LEAF, changed(json -> {
            for (JsonNode expert : json.get("pool")) {
                if (expert.get("ex").asInt() == 1) {
                    turnHex((ObjectNode) expert, "salt");
                    return;
                }
            }
        }));
    }

    @Test
    void check9TheSameLeafTwice() {
        failsOnly(Check.POOL_LEAF, "E_POOL_DUP", changed(FULL.sealed(), json -> {
            ObjectNode again = json.get("claims").get(0).deepCopy();
            again.putArray("strata");
            ((ArrayNode) json.get("claims")).add(again);
        }));
    }

    @Test
    void check10AnotherLibrary() {
        failsOnly(Check.POOL_ROOT, changed(json -> turnHex((ObjectNode) json.get("library"), "prev_root")));
    }

    @Test
    void check11TooFewExperts() {
        failsOnly(Check.FEASIBLE, cheated(SampleDraw.Shape.plain(2), Cheat.SMALL_POOL));
    }

    @Test
    void check12APartyThatNeverTookPart() {
        failsOnly(Check.PARTY_SET, cheated(SampleDraw.Shape.plain(2), Cheat.ABSENT_PARTY));
    }

    @Test
    void check13ASignatureOfNobody() {
        failsOnly(Check.PARTY_SIG, cheated(SampleDraw.Shape.plain(2), Cheat.FORGED_SIGNATURE));
    }

    @Test
    void check13OneHolderAloneHasCheckedTheDeposit() {
        failsOnly(Check.PARTY_SIG, cheated(SampleDraw.Shape.plain(2), Cheat.LONE_DEPOSIT_CHECK));
    }

    @Test
    void check14AnotherContribution() {
        failsOnly(Check.COMMIT, cheated(SampleDraw.Shape.plain(2), Cheat.OTHER_CONTRIBUTION));
    }

    @Test
    void check15AnotherTranscript() {
        failsOnly(Check.TRANSCRIPT, cheated(SampleDraw.Shape.plain(2), Cheat.OTHER_TRANSCRIPT));
    }

    @Test
    void check16AnotherKeyOfTheFinaliser() {
        ObjectNode pins = (ObjectNode) FULL.pins();
        turnHex(pins, "vrf_pk");
        failsOnly(Check.VRF_KEY, DrawVerifierTest.verify(FULL.policy(), pins, FULL.open(), false));
    }

    @Test
    void check17AnOutputThatIsNotProven() {
        failsOnly(Check.VRF, cheated(SampleDraw.Shape.plain(2), Cheat.OTHER_OUTPUT));
    }

    @Test
    void check18ASeedOfChoice() {
        failsOnly(Check.SEED, cheated(SampleDraw.Shape.plain(2), Cheat.OTHER_SEED));
    }

    @Test
    void check19SeatsInAnotherOrder() {
        failsOnly(Check.VENUE, changed(json -> {
            ArrayNode spare = (ArrayNode) json.get("venue").get("result").get("spare");
            JsonNode first = spare.get(0);
            spare.set(0, spare.get(1));
            spare.set(1, first);
        }));
    }

    @Test
    void check20SomebodyElseIsSelected() {
        failsOnly(Check.SELECT, changed(json -> {
            ArrayNode alternates = (ArrayNode) json.get("result").get(3).get("alternates");
            JsonNode last = alternates.get(alternates.size() - 1);
            alternates.set(alternates.size() - 1, alternates.get(alternates.size() - 2));
            alternates.set(alternates.size() - 2, last);
        }));
    }

    @Test
    void check20AnotherValueOfAParameter() {
        SampleParameterDraw draw = new SampleParameterDraw(1, 1, Set.of(), Set.of());
        byte[] changed = changedBytes(draw.open(), json -> {
            ObjectNode last = (ObjectNode) json.get("result").get(4);
            last.put("value", last.get("value").asText().equals("1") ? "2" : "1");
        });
        failsOnly(Check.SELECT, DrawVerifierTest.verify(draw.policy(), draw.pins(), changed, false));
    }

    @Test
    void check21AnAlternateIsPassedOverInSilence() {
        SampleDraw.Shape shape = new SampleDraw.Shape(3, 120, 2, false, 1, 1, Set.of(), false, false, Set.of());
        failsOnly(Check.REPLACE, cheated(shape, Cheat.WRONG_CALL));
    }

    @Test
    void check22AnAttemptIsNotShown() {
        failsOnly(Check.ATTEMPTS, changed(json -> ((ArrayNode) json.get("attempts")).remove(0)));
    }

    @Test
    void check22AnEndForNoReasonOfTheSpecification() {
        SampleDraw.Shape shape = new SampleDraw.Shape(2, 120, 3, false, 2, 0, Set.of(), false, false, Set.of());
        failsOnly(Check.ATTEMPTS, cheated(shape, Cheat.BAD_REASON));
    }

    @Test
    void check23SealedAfterTheDeposits() {
        failsOnly(Check.TIMESTAMP, cheated(SampleDraw.Shape.plain(2), Cheat.LATE_SEAL));
    }
}
