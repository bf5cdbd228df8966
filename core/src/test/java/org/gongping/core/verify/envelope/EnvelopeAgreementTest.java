package org.gongping.core.verify.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gongping.core.bid.envelope.ContentTarget;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.Mutations;
import org.gongping.core.bid.envelope.OpenEnvelope;
import org.gongping.core.bid.envelope.Sealing;
import org.junit.jupiter.api.Test;

/** The product's reader and the verifier's say the same of whatever lies before them: sound, or broken by the same rule. */
class EnvelopeAgreementTest {
    private static final boolean LONG = Boolean.getBoolean("gongping.long");
    private static final int HEADERS = LONG ? 1_000_000 : 50_000;
    private static final int CONTENTS = LONG ? 50_000 : 2_000;
    private static final byte[] ZERO_KEY = new byte[32];

    @FunctionalInterface
    private interface Reading {
        void run() throws IOException, Broken, MalformedEnvelope;
    }

    private static String said(Reading reading) throws IOException {
        try {
            reading.run();
            return "sound";
        } catch (Broken e) {
            return e.rule().code();
        } catch (MalformedEnvelope e) {
            return e.fault().code();
        }
    }

    @Test
    void ofEveryMutatedHeader() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Sealing sealing = new Sealing();
        List<byte[]> corpus = new ArrayList<>();
        for (int k : List.of(0, 2, 3)) {
            byte[] envelope = sealing.seal(EnvelopeKind.PRICE, k, Map.of());
            corpus.add(Arrays.copyOfRange(
                    envelope, 24, 24 + ByteBuffer.wrap(envelope, 20, 4).getInt()));
        }
        for (int i = 0; i < HEADERS; i++) {
            byte[] header = Mutations.mutated(corpus.get(random.nextInt(corpus.size())), random);
            assertThat(said(() -> Header.parse(header)))
                    .as("seed %d, case %d: %s", seed, i, new String(header, StandardCharsets.UTF_8))
                    .isEqualTo(said(() -> HeaderReader.parse(header)));
        }
    }

    /** Manifests and files as a bidder with its own key may have sealed them, in sound chunks. */
    @Test
    void ofEveryMutatedContent() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> corpus = new ArrayList<>();
        for (String summary : List.of(
                "{\"price\":\"20918600.00\"}",
                "{\"firmSize\":\"MICRO\",\"periodDays\":270,\"price\":\"0.5\",\"projectManager\":\"许安之\",\"smallFirmShare\":\"0.3\"}")) {
            corpus.add(input(EnvelopeKind.PRICE, "{\"files\":[],\"summary\":" + summary + ",\"v\":1}", 0));
        }
        // The digest is that of no byte, and of a file of one zero byte.
        corpus.add(input(
                EnvelopeKind.TECHNICAL,
                files("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0),
                0));
        corpus.add(input(
                EnvelopeKind.TECHNICAL,
                files("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", 1),
                1));
        for (int i = 0; i < CONTENTS; i++) {
            byte[] original = corpus.get(random.nextInt(corpus.size()));
            byte[] input = i < corpus.size() ? corpus.get(i) : Mutations.mutated(original, random);
            if (input.length < 3) {
                continue;
            }
            byte[] envelope = ContentTarget.envelope(input);
            String product = said(() -> OpenEnvelope.verify(new ByteArrayInputStream(envelope), ZERO_KEY));
            assertThat(said(() -> open(envelope)))
                    .as("seed %d, case %d: %s", seed, i, new String(input, StandardCharsets.UTF_8))
                    .isEqualTo(product);
            assertThat(i < corpus.size() ? product : "sound").isEqualTo("sound");
        }
    }

    private static String files(String digest, int size) {
        return "{\"files\":[{\"name\":\"图.pdf\",\"sha256\":\"" + digest + "\",\"size\":" + size + "}],\"v\":1}";
    }

    private static byte[] input(EnvelopeKind kind, String manifest, int zeros) {
        return ContentTarget.input(kind, manifest.getBytes(StandardCharsets.UTF_8), new byte[zeros]);
    }

    private static void open(byte[] envelope) throws IOException, Broken {
        var in = new ByteArrayInputStream(envelope);
        Header header = EnvelopeCheck.header(in, envelope.length, Optional.empty());
        Contents.check(header, ContentKey.of(header, ZERO_KEY), in);
    }

    /** Whole files: whatever they are, the verdict comes back. */
    @Test
    void noFileBreaksTheVerifier() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Sealing sealing = new Sealing();
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, Map.of("a", new byte[100]));
        Keys keys = new Keys(Optional.empty(), List.of(sealing.bidder), List.of());
        for (int i = 0; i < CONTENTS; i++) {
            byte[] file = random.nextInt(20) == 0
                    ? Arrays.copyOf(new byte[] {'g'}, random.nextInt(100))
                    : Mutations.mutated(envelope, random);
            try {
                Verdict verdict = EnvelopeCheck.check(
                        new ByteArrayInputStream(file),
                        file.length,
                        Optional.empty(),
                        keys,
                        Optional.empty(),
                        Optional.empty());
                assertThat(verdict.holds()).isEqualTo(Arrays.equals(file, envelope));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", case " + i, e);
            }
        }
    }
}
