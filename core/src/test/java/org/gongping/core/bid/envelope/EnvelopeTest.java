package org.gongping.core.bid.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final int MIB = 1 << 20;

    private final Sealing sealing = new Sealing();

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static EnvelopeFault fault(ThrowingCall call) {
        try {
            call.run();
        } catch (MalformedEnvelope e) {
            return e.fault();
        }
        return null;
    }

    @FunctionalInterface
    private interface ThrowingCall {
        void run() throws MalformedEnvelope;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, MIB - 1, MIB, MIB + 1, 3 * MIB + 7})
    void whatIsSealedIsOpenedAgain(int length) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("施工组织设计.pdf", noise(length, length));
        files.put("附图 1.dwg", noise(17, 1));
        byte[] envelope = sealing.seal(EnvelopeKind.TECHNICAL, 2, files);
        EnvelopeHeader header = Sealing.header(envelope);
        assertThat(header.fileBytes()).isEqualTo(envelope.length);
        assertThat(header.content() % 65_536).isZero();
        assertThat(sealing.openAsBidder(envelope)).containsExactlyEntriesOf(files);
    }

    @Test
    void aPriceIsReadWithoutAFile() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, Map.of());
        byte[] key = EnvelopeKey.open(Sealing.header(envelope), sealing.bidder);
        Manifest manifest = OpenEnvelope.verify(new ByteArrayInputStream(envelope), key);
        assertThat(manifest.summary()).contains(Sealing.summary());
        assertThat(envelope.length)
                .as("tells nothing of the price")
                .isLessThan(70_000)
                .isGreaterThan(65_536);
    }

    @Test
    void anyTwoHoldersOpenAndOneDoesNot() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, Map.of());
        EnvelopeHeader header = Sealing.header(envelope);
        byte[] key = EnvelopeKey.open(header, sealing.bidder);
        List<byte[]> shares = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shares.add(EnvelopeKey.share(header, i + 1, sealing.holders.get(i)));
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                List<byte[]> two = List.of(shares.get(i), shares.get(j));
                if (i == j) {
                    assertThat(fault(() -> EnvelopeKey.join(header, two))).isEqualTo(EnvelopeFault.SHARE);
                } else {
                    assertThat(EnvelopeKey.join(header, two)).isEqualTo(key);
                }
            }
        }
        assertThat(fault(() -> EnvelopeKey.join(header, List.of(shares.get(0)))))
                .isEqualTo(EnvelopeFault.SHARE);
        assertThat(fault(() -> EnvelopeKey.share(header, 1, sealing.holders.get(1))))
                .isEqualTo(EnvelopeFault.BOX);
        assertThat(fault(() -> EnvelopeKey.share(header, 2, sealing.holders.get(0))))
                .isEqualTo(EnvelopeFault.BOX);
        byte[] another = shares.get(1).clone();
        another[32] ^= 1;
        assertThat(EnvelopeKey.isShare(header, 2, shares.get(1))).isTrue();
        assertThat(EnvelopeKey.isShare(header, 2, another))
                .as("a holder who brings another share is named")
                .isFalse();
        assertThat(EnvelopeKey.isShare(header, 1, shares.get(1))).isFalse();
    }

    @Test
    void opensToNobodyElse() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 0, Map.of());
        EnvelopeHeader header = Sealing.header(envelope);
        assertThat(fault(() -> EnvelopeKey.open(header, Sealing.secret()))).isEqualTo(EnvelopeFault.BOX);
        assertThat(fault(() -> Sealing.open(envelope, Sealing.secret()))).isEqualTo(EnvelopeFault.COMMIT);
    }

    /** Every byte: of the header, the boxes, the chunks, the tags. */
    @Test
    void aFlippedByteIsRefusedWhereverItIs() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.PRICE, 2, Map.of("报价.xlsx", noise(90, 3)));
        EnvelopeHeader header = Sealing.header(envelope);
        byte[] key = EnvelopeKey.open(header, sealing.bidder);
        int bodyAt = (int) header.bodyAt();
        Set<EnvelopeFault> met = new TreeSet<>();
        Random random = new Random(5);
        for (int at = 0; at < envelope.length; at += at < bodyAt + 600 ? 1 : 1 + random.nextInt(200)) {
            byte[] changed = envelope.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            EnvelopeFault fault = fault(() -> Sealing.open(changed, key));
            assertThat(fault).as("byte %d", at).isNotNull();
            met.add(fault);
        }
        assertThat(met)
                .contains(EnvelopeFault.MAGIC, EnvelopeFault.HEADER_JSON, EnvelopeFault.COMMIT, EnvelopeFault.CHUNK);
    }

    @Test
    void chunksCannotBeTakenOutMovedOrAdded() throws Exception {
        byte[] envelope = sealing.seal(EnvelopeKind.TECHNICAL, 0, Map.of("a", noise(3 * MIB, 9)));
        EnvelopeHeader header = Sealing.header(envelope);
        byte[] key = EnvelopeKey.open(header, sealing.bidder);
        int at = (int) header.bodyAt();
        int sealed = MIB + 16;
        byte[] swapped = envelope.clone();
        System.arraycopy(envelope, at, swapped, at + sealed, sealed);
        System.arraycopy(envelope, at + sealed, swapped, at, sealed);
        assertThat(fault(() -> Sealing.open(swapped, key))).isEqualTo(EnvelopeFault.CHUNK);
        byte[] repeated = envelope.clone();
        System.arraycopy(envelope, at, repeated, at + sealed, sealed);
        assertThat(fault(() -> Sealing.open(repeated, key))).isEqualTo(EnvelopeFault.CHUNK);
        byte[] shorter = Arrays.copyOf(envelope, envelope.length - 65_536 - 16);
        assertThat(fault(() -> Sealing.open(shorter, key))).isEqualTo(EnvelopeFault.SIZE);
        byte[] longer = Arrays.copyOf(envelope, envelope.length + 1);
        assertThat(fault(() -> Sealing.open(longer, key))).isEqualTo(EnvelopeFault.SIZE);
        byte[] other = sealing.seal(EnvelopeKind.TECHNICAL, 0, Map.of("a", noise(3 * MIB, 9)));
        byte[] mixed = envelope.clone();
        System.arraycopy(other, (int) Sealing.header(other).bodyAt(), mixed, at, sealed);
        assertThat(fault(() -> Sealing.open(mixed, key))).isEqualTo(EnvelopeFault.CHUNK);
    }

    /** Who seals the same files twice gives away nothing: everything is fresh. */
    @Test
    void theSameFilesGiveAnotherEnvelope() throws Exception {
        byte[] one = sealing.seal(EnvelopeKind.PRICE, 2, Map.of());
        byte[] two = sealing.seal(EnvelopeKind.PRICE, 2, Map.of());
        EnvelopeHeader first = Sealing.header(one);
        EnvelopeHeader second = Sealing.header(two);
        assertThat(first.commit()).isNotEqualTo(second.commit());
        assertThat(first.plain()).as("a price is quickly guessed").isNotEqualTo(second.plain());
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void aFileThatChangesMeanwhileIsNotSealed() {
        SealEnvelope.Source moving = new SealEnvelope.Source() {
            private int readings;

            @Override
            public String name() {
                return "a";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(noise(100, readings++));
            }
        };
        assertThatThrownBy(() -> new SealEnvelope(Sealing.RANDOM)
                        .seal(
                                sealing.terms(EnvelopeKind.TECHNICAL, 0),
                                List.of(moving),
                                Optional.empty(),
                                OutputStream.nullOutputStream()))
                .isInstanceOf(SealEnvelope.FileChanged.class)
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\nb", "a\u007f"})
    void aNameThatIsAPathIsNotSealed(String name) {
        assertThatThrownBy(() -> sealing.seal(EnvelopeKind.TECHNICAL, 0, Map.of(name, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
