package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a policy believes, which policies are none, and which notes are refused whoever has signed them. */
class PolicyTest {
    private static final String ORIGIN = "log.example.org/gongping/2026";
    private static final String TEXT = ORIGIN + "\n7\n" + "A".repeat(43) + "=\n";
    private static final TestKey LOG = TestKey.log(ORIGIN);
    private static final TestKey OTHER_LOG = TestKey.log("other.example.org");
    private static final TestKey A = TestKey.witness("a.example.org");
    private static final TestKey B = TestKey.witness("b.example.org");
    private static final TestKey C = TestKey.witness("c.example.org");

    private static final String KEYS = "log " + LOG.vkey() + "\nwitness A " + A.vkey() + "\nwitness B " + B.vkey()
            + " https://b.example.org/witness\n# C keeps the archive\nwitness\tC  " + C.vkey() + "\n";

    private static Policy policy(String text) throws Refused {
        return PolicyReader.read(text.getBytes(StandardCharsets.UTF_8), "policy");
    }

    private static String note(String text, TestKey... keys) {
        StringBuilder note = new StringBuilder(text + "\n");
        for (TestKey key : keys) {
            note.append(key.line(text, 1_800_000_000));
        }
        return note.toString();
    }

    private static SealedCheckpoint check(String policy, String note) throws Refused {
        return policy(policy).check(note.getBytes(StandardCharsets.UTF_8), "checkpoint");
    }

    private static void refuses(FindingCode code, String policy, String note) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> check(policy, note))
                .satisfies(refused -> assertThat(refused.finding().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "A, A, true", "A, BC, false", "two, AB, true", "two, A, false", "any, C, true", "any, , false",
        "all, ABC, true", "all, AB, false", "nested, AC, true", "nested, C, false", "nested, AB, false", "none, , true"
    })
    void quorumIsMetByThoseItNames(String quorum, String signers, boolean met) throws Refused {
        String policy = KEYS
                + switch (quorum) {
                    case "two" -> "group two 2 A B C\n";
                    case "any" -> "group any any A B C\n";
                    case "all" -> "group all all A B C\n";
                    case "nested" -> "group inner 1 A B\ngroup nested all inner C\n";
                    default -> "";
                }
                + "quorum " + quorum + "\n";
        String names = signers == null ? "" : signers;
        String note = note(TEXT, LOG)
                + (names.contains("A") ? A.line(TEXT, 1) : "")
                + (names.contains("B") ? B.line(TEXT, 2) : "")
                + (names.contains("C") ? C.line(TEXT, 3) : "");
        if (met) {
            assertThat(check(policy, note).witnesses()).hasSize(names.length());
        } else {
            refuses(FindingCode.NOTE_QUORUM, policy, note);
        }
    }

    @Test
    void tellsWhoSignedAndWhen() throws Refused {
        SealedCheckpoint sealed = check(KEYS + "quorum B\n", note(TEXT, LOG, B));
        assertThat(sealed.checkpoint().origin()).isEqualTo(ORIGIN);
        assertThat(sealed.checkpoint().size()).isEqualTo(7);
        assertThat(sealed.witnesses())
                .containsExactly(
                        new SealedCheckpoint.Cosigned("B", "b.example.org", Instant.ofEpochSecond(1_800_000_000)));
    }

    @Test
    void oneWitnessTwiceIsOneWitness() {
        refuses(FindingCode.NOTE_QUORUM, KEYS + "group two 2 A B C\nquorum two\n", note(TEXT, LOG, A, A));
    }

    @Test
    void lineOfAnUnknownKeyIsPassedOver() throws Refused {
        assertThat(check(KEYS + "quorum none\n", note(TEXT, LOG, TestKey.witness("stranger")))
                        .witnesses())
                .isEmpty();
    }

    @Test
    void knownKeyWithAFalseSignatureCondemnsTheNote() {
        String other = TEXT.replace("\n7\n", "\n8\n");
        refuses(FindingCode.NOTE_SIGNATURE, KEYS + "quorum A\n", note(TEXT, LOG, A) + B.line(other, 5));
        refuses(FindingCode.NOTE_SIGNATURE, KEYS + "quorum none\n", TEXT + "\n" + LOG.line(other, 0));
    }

    @Test
    void cosignatureCoversItsTime() {
        String line = A.line(TEXT, 1_800_000_000);
        int at = line.lastIndexOf(' ') + 1;
        byte[] bytes = Base64.getDecoder().decode(line.substring(at).strip());
        bytes[11] ^= 1;
        String later = line.substring(0, at) + Base64.getEncoder().encodeToString(bytes) + "\n";
        refuses(FindingCode.NOTE_SIGNATURE, KEYS + "quorum A\n", note(TEXT, LOG) + later);
    }

    @Test
    void unknownLogIsRefused() {
        refuses(FindingCode.NOTE_UNSIGNED, KEYS + "quorum none\n", note(TEXT, OTHER_LOG, A));
    }

    @Test
    void originIsTheNameOfTheKey() {
        String text = TEXT.replace(ORIGIN, "another.example.org");
        refuses(FindingCode.CHECKPOINT_ORIGIN, KEYS + "quorum none\n", note(text, LOG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "-1", "7 ", "1e3", "9999999999999999999"})
    void sizeIsPlainDecimal(String size) {
        String text = TEXT.replace("\n7\n", "\n" + size + "\n");
        refuses(FindingCode.CHECKPOINT_MALFORMED, KEYS + "quorum none\n", note(text, LOG));
    }

    @Test
    void extensionLinesAreRefused() {
        refuses(FindingCode.CHECKPOINT_MALFORMED, KEYS + "quorum none\n", note(TEXT + "more\n", LOG));
    }

    @Test
    void malformedNotesAreRefused() {
        String policy = KEYS + "quorum none\n";
        String good = note(TEXT, LOG);
        refuses(FindingCode.NOTE_MALFORMED, policy, good.stripTrailing());
        refuses(FindingCode.NOTE_MALFORMED, policy, good.replace("— ", "- "));
        refuses(FindingCode.NOTE_MALFORMED, policy, good.replace("\n7", "\n\t7"));
        refuses(FindingCode.NOTE_MALFORMED, policy, TEXT + "\n");
        refuses(FindingCode.NOTE_MALFORMED, policy, TEXT);
        refuses(FindingCode.NOTE_MALFORMED, policy, good + "— x AAAA\n");
        refuses(FindingCode.NOTE_MALFORMED, policy, good + "x".repeat(70_000));
        refuses(
                FindingCode.NOTE_MALFORMED,
                policy,
                note(TEXT, LOG) + B.line(TEXT, 1).repeat(100));
    }

    @Test
    void policiesThatSayTooLittleOrTooMuchAreRefused() {
        refusesPolicy(FindingCode.POLICY_QUORUM, KEYS);
        refusesPolicy(FindingCode.POLICY_QUORUM, KEYS + "quorum A\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_LOG, "witness A " + A.vkey() + "\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_NAME, KEYS + "quorum D\n");
        refusesPolicy(FindingCode.POLICY_NAME, "quorum A\n" + KEYS);
        refusesPolicy(FindingCode.POLICY_NAME, KEYS + "group g any A A\nquorum g\n");
        refusesPolicy(FindingCode.POLICY_NAME, KEYS + "group g any A\ngroup h any A B\nquorum h\n");
        refusesPolicy(FindingCode.POLICY_NAME, KEYS + "group A any B\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_NAME, KEYS + "group none any B\nquorum none\n");
        refusesPolicy(FindingCode.POLICY_THRESHOLD, KEYS + "group g 0 A\nquorum g\n");
        refusesPolicy(FindingCode.POLICY_THRESHOLD, KEYS + "group g 3 A B\nquorum g\n");
        refusesPolicy(FindingCode.POLICY_THRESHOLD, KEYS + "group g most A B\nquorum g\n");
        refusesPolicy(FindingCode.POLICY_LINE, KEYS + "group g any\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_LINE, KEYS + "trust me\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_KEY, KEYS + "witness D " + A.vkey() + "\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_KEY, KEYS + "log " + A.vkey() + "\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_KEY, KEYS + "witness D " + LOG.vkey() + "\nquorum A\n");
        refusesPolicy(FindingCode.POLICY_KEY, KEYS.replace(LOG.vkey(), LOG.vkey() + "A") + "quorum A\n");
        refusesPolicy(FindingCode.POLICY_KEY, KEYS.replace("log " + ORIGIN, "log x" + ORIGIN) + "quorum A\n");
        refusesPolicy(FindingCode.POLICY_TEXT, KEYS + "quorum A\r\n");
    }

    private static void refusesPolicy(FindingCode code, String text) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> policy(text)).satisfies(refused -> {
            assertThat(refused.finding().code()).isEqualTo(code);
            assertThat(code.isFailure())
                    .as("a bad policy proves nothing against a log")
                    .isFalse();
        });
    }
}
