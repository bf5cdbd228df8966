package org.gongping.core.verify.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.gongping.core.Sha256;
import org.gongping.core.bid.envelope.BidKeyFile;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.Sealing;
import org.gongping.core.verify.envelope.Verdict.Question;
import org.gongping.core.verify.envelope.Verdict.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the product seals the verifier opens; what is changed afterwards it refuses. */
class EnvelopeCheckTest {
    private static final int MIB = 1 << 20;
    private static final Map<String, byte[]> NO_FILES = Map.of();
    private static final HexFormat HEX = HexFormat.of();

    private final Sealing sealing = new Sealing();

    private static Verdict check(byte[] envelope, Optional<SubmittedBid> bid, Keys keys, String price) {
        try {
            return EnvelopeCheck.check(
                    new ByteArrayInputStream(envelope),
                    envelope.length,
                    bid,
                    keys,
                    Optional.ofNullable(price).map(BigDecimal::new),
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(Verdict verdict) {
        return verdict.broken().map(Broken::rule).orElse(null);
    }

    private static Keys secrets(byte[]... secrets) {
        return new Keys(Optional.empty(), List.of(secrets), List.of());
    }

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_000, 65_536, MIB - 200, MIB, 2 * MIB + 5})
    void whatTheProductSealsHoldsByEveryWay(int length) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("施工组织设计.pdf", noise(length, length));
        files.put("附图 1.dwg", noise(17, 1));
        byte[] envelope = sealing.seal(EnvelopeKind.TECHNICAL, 2, files);
        List<byte[]> holders = sealing.holders;
        for (Keys keys : List.of(
                secrets(sealing.bidder),
                secrets(holders.get(0), holders.get(2)),
                secrets(holders.get(2), holders.get(1), holders.get(0), sealing.bidder))) {
            Verdict verdict = check(envelope, Optional.empty(), keys, null);
            assertThat(verdict.broken()).isEmpty();
            assertThat(verdict.line(Question.CONTENT).standing()).isEqualTo(Standing.HOLDS);
        }
    }

    @Test
    void withoutAKeyItsFormatAndItsReceiptAreChecked() {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 3, NO_FILES);
        Verdict verdict = check(envelope, Optional.of(received(envelope)), Keys.none(), null);
        assertThat(verdict.lines())
                .extracting(Verdict.Line::standing)
                .containsExactly(
                        Standing.HOLDS,
                        Standing.HOLDS,
                        Standing.NOT_CHECKED,
                        Standing.NOT_CHECKED,
                        Standing.NOT_CHECKED,
                        Standing.NOT_CHECKED);
    }

    @Test
    void tooFewHoldersAndStrangersAreToldApart() {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, NO_FILES);
        assertThat(rule(check(envelope, Optional.empty(), secrets(sealing.holders.get(1)), null)))
                .isEqualTo(Rule.SHARE);
        assertThat(rule(check(envelope, Optional.empty(), secrets(Sealing.secret()), null)))
                .isEqualTo(Rule.BOX);
        var another = new Keys(Optional.of(Sealing.secret()), List.of(), List.of());
        assertThat(rule(check(envelope, Optional.empty(), another, null))).isEqualTo(Rule.COMMIT);
        var both = new Keys(Optional.of(Sealing.secret()), List.of(sealing.bidder), List.of());
        assertThat(rule(check(envelope, Optional.empty(), both, null)))
                .as("every way that is given must hold")
                .isEqualTo(Rule.COMMIT);
    }

    @Test
    void thePriceThatWasReadOutIsHeldToTheOneThatWasSealed() {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, NO_FILES);
        assertThat(check(envelope, Optional.empty(), secrets(sealing.bidder), "20918600")
                        .line(Question.PRICE)
                        .standing())
                .isEqualTo(Standing.HOLDS);
        assertThat(rule(check(envelope, Optional.empty(), secrets(sealing.bidder), "20918600.01")))
                .isEqualTo(Rule.PRICE);
        byte[] technical = sealing.seal(EnvelopeKind.TECHNICAL, 0, Map.of("a", new byte[1]));
        assertThat(rule(check(technical, Optional.empty(), secrets(sealing.bidder), "1")))
                .isEqualTo(Rule.PRICE);
    }

    /** The record as the product writes it ({@code SubmitBid}). */
    private static ObjectNode record(byte[] envelope) throws Broken, IOException {
        Header header = Header.read(new ByteArrayInputStream(envelope));
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("id", "0199-a").put("kind", "bid.submit").put("t", "2026-11-28T01:00:00.000Z");
        record.put("tender", header.tender()).put("v", 1);
        ObjectNode body =
                record.putObject("body").put("no", 1).put("lot", header.lot()).put("bidder", Sealing.CREDIT_CODE);
        body.putArray("envelopes")
                .addObject()
                .put("kind", header.kind())
                .put("id", HEX.formatHex(header.id()))
                .put("commit", HEX.formatHex(header.commit()))
                .put("plain", HEX.formatHex(header.plain()));
        record.putArray("docs")
                .addObject()
                .put("name", header.kind())
                .put("alg", "sha256")
                .put("hash", Sha256.hex(envelope))
                .put("size", envelope.length);
        return record;
    }

    private static SubmittedBid bid(ObjectNode record) {
        return SubmittedBid.of(record.toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static SubmittedBid received(byte[] envelope) {
        try {
            return bid(record(envelope));
        } catch (Broken | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherEnvelopeOfTheSameBidderIsNotTheOneOfTheReceipt() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, NO_FILES);
        SubmittedBid bid = received(envelope);
        assertThat(check(envelope, Optional.of(bid), secrets(sealing.bidder), null)
                        .holds())
                .isTrue();
        byte[] swapped = sealing.seal(EnvelopeKind.PRICE, 0, NO_FILES);
        Verdict verdict = check(swapped, Optional.of(bid), secrets(sealing.bidder), null);
        assertThat(rule(verdict)).isEqualTo(Rule.RECEIPT);
        assertThat(verdict.line(Question.CONTENT).standing())
                .as("it opens all the same")
                .isEqualTo(Standing.HOLDS);
        byte[] flipped = envelope.clone();
        flipped[flipped.length - 1] ^= 1;
        assertThat(rule(check(flipped, Optional.of(bid), Keys.none(), null))).isEqualTo(Rule.RECEIPT);

        ObjectNode record = record(envelope);
        record.put("tender", "QG-2026-E-0422");
        assertThat(rule(check(envelope, Optional.of(bid(record)), Keys.none(), null)))
                .isEqualTo(Rule.TENDER);
        record = record(envelope);
        record.withObject("/body").put("lot", 2);
        assertThat(rule(check(envelope, Optional.of(bid(record)), Keys.none(), null)))
                .isEqualTo(Rule.LOT);
        record = record(envelope);
        record.withObject("/body").put("bidder", "91330206MA2GONG5X1");
        assertThat(rule(check(envelope, Optional.of(bid(record)), Keys.none(), null)))
                .isEqualTo(Rule.BIDDER);
        byte[] technical = sealing.seal(EnvelopeKind.TECHNICAL, 0, Map.of("a", new byte[1]));
        assertThat(rule(check(technical, Optional.of(bid), Keys.none(), null))).isEqualTo(Rule.KIND);
        assertThat(SubmittedBid.of(
                        record(envelope).put("kind", "bid.withdraw").toString().getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void theScriptOfTheReceiptIsHeldToABuildOfIt() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, NO_FILES);
        byte[] script = "self.onmessage".getBytes(StandardCharsets.UTF_8);
        ObjectNode record = record(envelope);
        ObjectNode declared = record.withObject("/body/script").put("sha256", Sha256.hex(script));
        assertThat(script(envelope, record, script).standing()).isEqualTo(Standing.HOLDS);
        assertThat(script(envelope, record, script).en()).contains("named by no record");
        declared.put("entry", "0199-b");
        assertThat(script(envelope, record, script).en()).contains("named by the record 0199-b");
        assertThat(script(envelope, record, new byte[0]).broken().orElseThrow().rule())
                .isEqualTo(Rule.SCRIPT);
        assertThat(check(envelope, Optional.of(bid(record)), Keys.none(), null)
                        .line(Question.SCRIPT)
                        .standing())
                .as("said, and not compared with anything")
                .isEqualTo(Standing.NOT_CHECKED);
    }

    private static Verdict.Line script(byte[] envelope, ObjectNode record, byte[] build) throws IOException {
        return EnvelopeCheck.check(
                        new ByteArrayInputStream(envelope),
                        envelope.length,
                        Optional.of(bid(record)),
                        Keys.none(),
                        Optional.empty(),
                        Optional.of(Sha256.of(build)))
                .line(Question.SCRIPT);
    }

    @Test
    void aFlippedByteIsRefusedWhereverItIs() {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, Map.of("报价.xlsx", noise(90, 3)));
        Random random = new Random(5);
        Set<Rule> met = EnumSet.noneOf(Rule.class);
        for (int at = 0; at < envelope.length; at += 1 + random.nextInt(at < 1_400 ? 3 : 400)) {
            byte[] changed = envelope.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Rule rule = rule(check(changed, Optional.empty(), secrets(sealing.bidder), null));
            assertThat(rule).as("byte %d", at).isNotNull();
            met.add(rule);
        }
        assertThat(met).contains(Rule.MAGIC, Rule.HEADER_JSON, Rule.BOX, Rule.CHUNK);
    }

    @Test
    void theVerdictNamesTheByte() {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, NO_FILES);
        byte[] spaced = envelope.clone();
        spaced[25] = ' ';
        Broken broken =
                check(spaced, Optional.empty(), Keys.none(), null).broken().orElseThrow();
        assertThat(broken.rule()).isEqualTo(Rule.HEADER_JSON);
        assertThat(broken.at()).hasValue(25);
        byte[] cut = Arrays.copyOf(envelope, envelope.length - 1);
        broken = check(cut, Optional.empty(), Keys.none(), null).broken().orElseThrow();
        assertThat(broken.rule()).isEqualTo(Rule.SIZE);
        assertThat(broken.at()).hasValue(cut.length);
    }

    @Test
    void theKeyFileOfTheProductOpens() throws Exception {
        char[] password = "café 公评 0123".toCharArray();
        byte[] file = BidKeyFile.make("QG-2026-E-0421", "91330206MA2GONG5X1", password, new SecureRandom());
        byte[] secret = KeyFile.secretKey(file, "café 公评 0123".toCharArray());
        assertThat(secret).isEqualTo(BidKeyFile.open(file, password).secretKey());
        assertThatThrownBy(() -> KeyFile.secretKey(file, "another password".toCharArray()))
                .isInstanceOf(IOException.class);
        String text = new String(file, StandardCharsets.UTF_8);
        for (String changed : List.of(
                text.replace("QG-2026", "QG-2027"),
                text.replace("600000", "10000001"),
                text.replace("bid-key/1", "bid-key/2"))) {
            assertThatThrownBy(() -> KeyFile.secretKey(changed.getBytes(StandardCharsets.UTF_8), password))
                    .isInstanceOf(IOException.class);
        }
    }
}
