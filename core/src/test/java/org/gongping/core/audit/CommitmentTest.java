package org.gongping.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Commitments and references to personal data, against figures that another implementation of SHA-256 computed. */
class CommitmentTest {
    private static final byte[] SALT =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final byte[] RECORD = "{\"kind\":\"bid.register\",\"v\":1}".getBytes(StandardCharsets.US_ASCII);
    private static final String C = "1b992ba3e1ac2b05a172dba667b4f9f4bd089dadbace8a96b68a8ff03745d0f2";

    @Test
    void bindsRecordAndSaltUnderALabelOfItsOwn() {
        Commitment commitment = Commitment.of(SALT, RECORD);
        assertThat(commitment.hex()).isEqualTo(C);
        assertThat(commitment.entry()).isEqualTo("{\"c\":\"" + C + "\",\"v\":1}");
        assertThat(HexFormat.of().formatHex(commitment.leafHash()))
                .isEqualTo("1b4ecf5e7797aead740319fdb7e501fb28de43ea215115bdac78d6c3b2c9e95e");
    }

    @Test
    void changesWithEveryByteOfRecordAndSalt() {
        for (int i = 0; i < RECORD.length; i++) {
            byte[] altered = RECORD.clone();
            altered[i] ^= 1;
            assertThat(Commitment.of(SALT, altered).hex()).isNotEqualTo(C);
        }
        for (int i = 0; i < SALT.length; i++) {
            byte[] altered = SALT.clone();
            altered[i] ^= 1;
            assertThat(Commitment.of(altered, RECORD).hex()).isNotEqualTo(C);
        }
    }

    @Test
    void takesNoOtherSaltThanOneOf32Bytes() {
        assertThatThrownBy(() -> Commitment.of(new byte[31], RECORD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commitment.of(new byte[33], RECORD)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAPersonByASaltedDigestThatBindsTheKind() {
        assertThat(PersonalData.ref("name", SALT, "王建国"))
                .isEqualTo("94b5a8edeaa09ec2abcc0e811f38559d4540d3b56be6ae481d92bf63613e8799");
        assertThat(PersonalData.ref("nam", SALT, "e王建国")).isNotEqualTo(PersonalData.ref("name", SALT, "王建国"));
        assertThat(PersonalData.ref("phone", SALT, "王建国")).isNotEqualTo(PersonalData.ref("name", SALT, "王建国"));
    }
}
