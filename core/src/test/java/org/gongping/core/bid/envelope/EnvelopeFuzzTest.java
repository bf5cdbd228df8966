package org.gongping.core.bid.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated envelopes: each is refused with a reason or opens to exactly what was sealed; nothing else is thrown. Headers by
 * the hundred thousand, whole envelopes by the thousand; the long form runs ten times as many.
 */
class EnvelopeFuzzTest {
    private static final boolean LONG = Boolean.getBoolean("gongping.long");
    private static final int HEADERS = LONG ? 1_000_000 : 100_000;
    private static final int ENVELOPES = LONG ? 20_000 : 1_000;
    private final Sealing sealing = new Sealing();

    @Test
    void everyMutatedHeaderIsRefusedOrReadsAsItself() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> corpus = new ArrayList<>();
        for (int k = 0; k <= 3; k++) {
            if (k != 1) {
                byte[] envelope = sealing.seal(EnvelopeKind.PRICE, k, Map.of());
                int length = java.nio.ByteBuffer.wrap(envelope, 20, 4).getInt();
                corpus.add(Arrays.copyOfRange(envelope, 24, 24 + length));
            }
        }
        for (int i = 0; i < HEADERS; i++) {
            byte[] mutated = Mutations.mutated(corpus.get(random.nextInt(corpus.size())), random);
            try {
                EnvelopeHeader header = HeaderReader.parse(mutated);
                assertThat(header.bytes()).as("seed %d, case %d", seed, i).isEqualTo(mutated);
            } catch (MalformedEnvelope e) {
                assertThat(e.fault()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", case " + i, e);
            }
        }
    }

    @Test
    void everyMutatedEnvelopeIsRefusedOrIsTheSame() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, Map.of("a", new byte[100]));
        byte[] key = EnvelopeKey.open(Sealing.header(envelope), sealing.bidder);
        for (int i = 0; i < ENVELOPES; i++) {
            byte[] mutated = Mutations.mutated(envelope, random);
            try {
                OpenEnvelope.verify(new ByteArrayInputStream(mutated), key);
                assertThat(mutated).as("seed %d, case %d", seed, i).isEqualTo(envelope);
            } catch (MalformedEnvelope e) {
                assertThat(e.fault()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", case " + i, e);
            }
        }
    }
}
