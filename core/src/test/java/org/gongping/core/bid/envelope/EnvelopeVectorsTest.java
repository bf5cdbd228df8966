package org.gongping.core.bid.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The envelopes that the browser's code made: those that are sound open to the same, the others are refused for the same reason. */
class EnvelopeVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<EnvelopeVectors.Vector> valid() {
        return EnvelopeVectors.valid();
    }

    static Stream<EnvelopeVectors.Vector> invalid() {
        return EnvelopeVectors.invalid();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void opens(EnvelopeVectors.Vector vector) throws Exception {
        JsonNode json = vector.json();
        byte[] envelope = EnvelopeVectors.cooked(json);
        assertThat(sha256(envelope)).isEqualTo(json.path("sha256").asText());
        EnvelopeHeader header = HeaderReader.read(new ByteArrayInputStream(envelope), envelope.length);
        assertThat(new String(header.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(json.path("header").asText());
        assertThat(header.isOf(json.path("creditCode").asText())).isTrue();
        byte[] key = EnvelopeKey.open(
                header, EnvelopeVectors.secret(json.path("bidder").asText()));
        assertThat(HEX.formatHex(key)).isEqualTo(json.path("key").asText());
        Manifest manifest = OpenEnvelope.verify(new ByteArrayInputStream(envelope), key);
        assertThat(new ObjectMapper().readTree(manifest.bytes())).isEqualTo(json.path("manifest"));
        List<byte[]> shares = new ArrayList<>();
        for (var each : json.path("shares").properties()) {
            int number = header.escrow().orElseThrow().numberOf(each.getKey());
            byte[] share = EnvelopeKey.share(header, number, EnvelopeVectors.secret(each.getKey()));
            assertThat(HEX.formatHex(share)).isEqualTo(each.getValue().asText());
            shares.add(share);
        }
        if (!shares.isEmpty()) {
            assertThat(EnvelopeKey.join(header, shares)).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refuses(EnvelopeVectors.Vector vector) throws Exception {
        String reason = "taken";
        try {
            take(vector.json());
        } catch (MalformedEnvelope e) {
            reason = e.fault().code();
        }
        assertThat(reason).isEqualTo(vector.json().path("reason").asText());
    }

    private static void take(JsonNode vector) throws Exception {
        byte[] envelope = EnvelopeVectors.built(vector.path("envelope"));
        assertThat(sha256(envelope)).isEqualTo(vector.path("sha256").asText());
        EnvelopeHeader header = HeaderReader.read(new ByteArrayInputStream(envelope));
        // What the platform asks besides: docs/envelope.md has these codes, SealedBidRules the checks.
        JsonNode expected = vector.path("expect");
        if (expected.has("tender") && !expected.path("tender").asText().equals(header.tender())) {
            throw new MalformedEnvelope(EnvelopeFault.TENDER);
        }
        if (expected.has("lot") && expected.path("lot").asInt() != header.lot()) {
            throw new MalformedEnvelope(EnvelopeFault.LOT);
        }
        if (expected.has("kind")
                && !expected.path("kind").asText().equals(header.kind().token())) {
            throw new MalformedEnvelope(EnvelopeFault.KIND);
        }
        if (expected.has("bidder") && !header.isOf(expected.path("bidder").asText())) {
            throw new MalformedEnvelope(EnvelopeFault.BIDDER);
        }
        HeaderReader.read(new ByteArrayInputStream(envelope), envelope.length);
        OpenEnvelope.verify(new ByteArrayInputStream(envelope), key(vector, header));
    }

    private static byte[] key(JsonNode vector, EnvelopeHeader header) throws MalformedEnvelope {
        if (vector.has("holder")) {
            int number =
                    header.escrow().orElseThrow().numberOf(vector.path("holder").asText());
            return EnvelopeKey.share(
                    header, number, EnvelopeVectors.secret(vector.path("opener").asText()));
        }
        if (vector.has("shares")) {
            List<byte[]> shares = new ArrayList<>();
            vector.path("shares").forEach(share -> shares.add(HEX.parseHex(share.asText())));
            return EnvelopeKey.join(header, shares);
        }
        if (vector.has("opener")) {
            return EnvelopeKey.open(
                    header, EnvelopeVectors.secret(vector.path("opener").asText()));
        }
        return EnvelopeVectors.usualKey(vector);
    }
}
