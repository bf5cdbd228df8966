package org.gongping.core.bid.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Sha256;
import org.gongping.core.fuzz.CoverageGuided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The readers of envelopes, fuzzed towards code that no input has reached yet; with {@code -Dgongping.long=true}. */
class EnvelopeCoverageTest {
    private static final int HEADERS = 1_000_000;
    private static final int CONTENTS = 100_000;

    private final Sealing sealing = new Sealing();

    private List<byte[]> headers() {
        List<byte[]> headers = new ArrayList<>();
        for (int k : List.of(0, 2, 3)) {
            byte[] envelope = sealing.seal(EnvelopeKind.PRICE, k, Map.of());
            headers.add(Arrays.copyOfRange(
                    envelope, 24, 24 + ByteBuffer.wrap(envelope, 20, 4).getInt()));
        }
        return headers;
    }

    private static List<byte[]> contents() {
        byte[] file = new byte[100];
        var entry = new Manifest.Entry("a.pdf", file.length, HexFormat.of().formatHex(Sha256.of(file)));
        byte[] price = new Manifest(List.of(), Optional.of(Sealing.summary())).bytes();
        byte[] technical = new Manifest(List.of(entry), Optional.empty()).bytes();
        return List.of(
                ContentTarget.input(EnvelopeKind.PRICE, price, new byte[0]),
                ContentTarget.input(EnvelopeKind.TECHNICAL, technical, file));
    }

    @Test
    void theTargetsReachTheEndOfWhatTheyBeginWith() throws IOException, MalformedEnvelope {
        for (byte[] header : headers()) {
            assertThat(HeaderReader.parse(header).bytes()).isEqualTo(header);
            HeaderTarget.fuzzerTestOneInput(header);
        }
        for (byte[] content : contents()) {
            ContentTarget.fuzzerTestOneInput(content);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "gongping.long", matches = "true")
    void everyHeaderIsRefusedOrReadsAsItself(@TempDir Path folder) throws Exception {
        CoverageGuided.run(HeaderTarget.class, HEADERS, folder, headers());
    }

    @Test
    @EnabledIfSystemProperty(named = "gongping.long", matches = "true")
    void everyContentIsRefusedOrIsAListOfFiles(@TempDir Path folder) throws Exception {
        CoverageGuided.run(ContentTarget.class, CONTENTS, folder, contents());
    }
}
