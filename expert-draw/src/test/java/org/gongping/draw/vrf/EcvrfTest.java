package org.gongping.draw.vrf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The finaliser against RFC 9381 and against what must be refused. */
class EcvrfTest {
    private static final HexFormat HEX = HexFormat.of();

    private static JsonNode vectors(String file) throws IOException {
        try (InputStream stream = EcvrfTest.class.getResourceAsStream("/vectors/rfc9381/" + file)) {
            return new ObjectMapper().readTree(stream).get("vectors");
        }
    }

    private static byte[] hex(JsonNode vector, String member) {
        return HEX.parseHex(vector.get(member).asText());
    }

    private static void examplesOfTheRfc(JsonNode vector) {
        SoftwareVrfKey key = new SoftwareVrfKey(hex(vector, "sk"));
        assertThat(key.publicKey()).isEqualTo(hex(vector, "pk"));
        byte[] alpha = hex(vector, "alpha");
        assertThat(Ecvrf.encodeToCurve(key.publicKey(), alpha).encode()).isEqualTo(hex(vector, "h"));
        VrfProof proof = key.prove(alpha);
        assertThat(proof.pi()).isEqualTo(hex(vector, "pi"));
        assertThat(proof.beta()).isEqualTo(hex(vector, "beta"));
        assertThat(Ecvrf.verify(key.publicKey(), alpha, proof.pi())).contains(hex(vector, "beta"));
    }

    @Test
    void provesAndVerifiesTheExamplesOfTheRfc() throws IOException {
        JsonNode vectors = vectors("ecvrf-edwards25519-sha512-tai.json");
        assertThat(vectors).hasSize(3);
        vectors.forEach(EcvrfTest::examplesOfTheRfc);
    }

    @Test
    void refusesAProofWithAnyBitTurned() throws IOException {
        JsonNode vector = vectors("ecvrf-edwards25519-sha512-tai.json").get(1);
        byte[] key = hex(vector, "pk");
        byte[] alpha = hex(vector, "alpha");
        byte[] pi = hex(vector, "pi");
        for (int bit = 0; bit < pi.length * 8; bit++) {
            byte[] turned = pi.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Ecvrf.verify(key, alpha, turned)).as("bit " + bit).isEmpty();
        }
        assertThat(Ecvrf.verify(key, new byte[] {0x73}, pi)).isEmpty();
        assertThat(Ecvrf.verify(key, alpha, Arrays.copyOf(pi, 79))).isEmpty();
        assertThat(Ecvrf.verify(key, alpha, Arrays.copyOf(pi, 81))).isEmpty();
    }

    @Test
    void refusesAScalarThatIsNotBelowTheOrder() throws IOException {
        JsonNode vector = vectors("ecvrf-edwards25519-sha512-tai.json").get(0);
        byte[] pi = hex(vector, "pi");
        byte[] order = HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            int sum = (pi[48 + i] & 0xff) + (order[i] & 0xff) + carry;
            pi[48 + i] = (byte) sum;
            carry = sum >> 8;
        }
        // s + q satisfies the equations as s does, and would be a second proof of the same output.
        assertThat(Ecvrf.verify(hex(vector, "pk"), hex(vector, "alpha"), pi)).isEmpty();
    }

    @Test
    void refusesProofsOfAnotherSuite() throws IOException {
        for (JsonNode vector : vectors("ecvrf-edwards25519-sha512-ell2.json")) {
            assertThat(Ecvrf.verify(hex(vector, "pk"), hex(vector, "alpha"), hex(vector, "pi")))
                    .isEmpty();
        }
    }

    @Test
    void refusesKeysOfSmallOrderAndNonCanonicalPoints() {
        for (String key : new String[] {
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "0200000000000000000000000000000000000000000000000000000000000000",
        }) {
            assertThat(Ecvrf.isKey(HEX.parseHex(key))).as(key).isFalse();
        }
        assertThat(Ecvrf.isKey(new byte[31])).isFalse();
    }

    @Test
    void isUniqueForAKeyAndAnInput() {
        for (int i = 0; i < 50; i++) {
            byte[] seed = Ecvrf.sha512(new byte[] {(byte) i});
            SoftwareVrfKey key = new SoftwareVrfKey(Arrays.copyOf(seed, 32));
            byte[] alpha = Arrays.copyOfRange(seed, 32, 64);
            VrfProof proof = key.prove(alpha);
            assertThat(key.prove(alpha).pi()).isEqualTo(proof.pi());
            assertThat(Ecvrf.verify(key.publicKey(), alpha, proof.pi())).contains(proof.beta());
        }
    }

    @Test
    void decodesOnlyWhatItEncodes() {
        int points = 0;
        for (int i = 0; i < 200; i++) {
            byte[] bytes = Arrays.copyOf(Ecvrf.sha512(new byte[] {(byte) i, 1}), 32);
            Optional<EdwardsPoint> point = EdwardsPoint.decode(bytes);
            point.ifPresent(found -> assertThat(found.encode()).isEqualTo(bytes));
            points += point.isPresent() ? 1 : 0;
        }
        assertThat(points).isBetween(60, 140);
    }
}
