package org.gongping.core.verify.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.bid.envelope.EnvelopeVectors;
import org.gongping.core.bid.envelope.Sealing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors that the browser's code made: the verifier opens those that are sound by every way, and refuses the others by the same rule. */
class EnvelopeVectorsCheckTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<EnvelopeVectors.Vector> valid() {
        return EnvelopeVectors.valid();
    }

    static Stream<EnvelopeVectors.Vector> invalid() {
        return EnvelopeVectors.invalid();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void opens(EnvelopeVectors.Vector vector) throws Exception {
        JsonNode json = vector.json();
        byte[] envelope = EnvelopeVectors.cooked(json);
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(EnvelopeVectors.secret(json.path("bidder").asText()));
        json.path("shares").fieldNames().forEachRemaining(holder -> secrets.add(EnvelopeVectors.secret(holder)));
        List<byte[]> shares = new ArrayList<>();
        Optional<BigDecimal> price = Optional.ofNullable(
                        json.path("manifest").path("summary").path("price").textValue())
                .map(BigDecimal::new);
        Keys keys = new Keys(Optional.of(HEX.parseHex(json.path("key").asText())), secrets, shares);
        Verdict verdict = check(envelope, Optional.empty(), keys, price);
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.line(Verdict.Question.CONTENT).standing()).isEqualTo(Verdict.Standing.HOLDS);

        json.path("shares").forEach(share -> shares.add(HEX.parseHex(share.asText())));
        if (!shares.isEmpty()) {
            Header header = Header.read(new ByteArrayInputStream(envelope));
            assertThat(ContentKey.join(header, shares)).isEqualTo(keys.content().orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refuses(EnvelopeVectors.Vector vector) throws Exception {
        JsonNode json = vector.json();
        byte[] envelope = EnvelopeVectors.built(json.path("envelope"));
        String reason = "taken";
        try {
            Header header = EnvelopeCheck.header(
                    new ByteArrayInputStream(envelope), envelope.length, expected(json.path("expect"), envelope));
            ContentKey key = ContentKey.of(header, key(json, header));
            var body = new ByteArrayInputStream(envelope);
            body.skipNBytes(header.bodyAt());
            Contents.check(header, key, body);
        } catch (Broken e) {
            reason = e.rule().code();
        }
        assertThat(reason).isEqualTo(json.path("reason").asText());
    }

    private static Optional<SubmittedBid> expected(JsonNode expect, byte[] envelope) throws IOException, Broken {
        if (expect.isEmpty()) {
            return Optional.empty();
        }
        Header header = Header.read(new ByteArrayInputStream(envelope));
        String kind = expect.path("kind").asText(header.kind());
        return Optional.of(new SubmittedBid(
                "",
                "",
                expect.path("tender").asText(header.tender()),
                expect.path("lot").asLong(header.lot()),
                expect.path("bidder").asText(Sealing.CREDIT_CODE),
                Map.of(kind, new SubmittedBid.Received("", "", "", "", 0)),
                Optional.empty()));
    }

    private static byte[] key(JsonNode vector, Header header) throws Broken {
        if (vector.has("holder")) {
            int number = 1
                    + header.escrow().orElseThrow().shares().stream()
                            .map(Header.Share::holder)
                            .toList()
                            .indexOf(vector.path("holder").asText());
            return ContentKey.share(
                    header, number, EnvelopeVectors.secret(vector.path("opener").asText()));
        }
        if (vector.has("shares")) {
            List<byte[]> shares = new ArrayList<>();
            vector.path("shares").forEach(share -> shares.add(HEX.parseHex(share.asText())));
            return ContentKey.join(header, shares);
        }
        if (vector.has("opener")) {
            return ContentKey.ofBidder(
                    header, EnvelopeVectors.secret(vector.path("opener").asText()));
        }
        return EnvelopeVectors.usualKey(vector);
    }

    private static Verdict check(byte[] envelope, Optional<SubmittedBid> bid, Keys keys, Optional<BigDecimal> price)
            throws IOException {
        return EnvelopeCheck.check(
                new ByteArrayInputStream(envelope), envelope.length, bid, keys, price, Optional.empty());
    }
}
