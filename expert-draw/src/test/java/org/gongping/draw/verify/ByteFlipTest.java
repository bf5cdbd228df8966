package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;

/** Any byte of a transcript that is changed is found: 2,000 random changes, or every byte in the long form. */
class ByteFlipTest {
    private static final boolean LONG = Boolean.getBoolean("gongping.long");
    private static final int CHANGES = 2_000;

    @Test
    void anyChangedByteIsFound() throws IOException, Refused {
        SampleDraw draw = new SampleDraw(new SampleDraw.Shape(
                8, 60, 2, false, 2, 1, java.util.Set.of("agent"), true, false, java.util.Set.of()));
        byte[] transcript = draw.open();
        Policy policy = PolicyReader.read(draw.policy(), "policy");
        Pins pins = Pins.read(CanonicalJson.bytes(draw.pins()));
        assertThat(report(policy, pins, transcript).verdict()).isEqualTo("PASS");
        int count = LONG ? transcript.length : CHANGES;
        IntStream.range(0, count).parallel().forEach(i -> {
            Random random = new Random(i);
            int at = LONG ? i : random.nextInt(transcript.length);
            byte[] changed = transcript.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(report(policy, pins, changed).passed())
                    .as("byte " + at + ", from " + transcript[at] + " to " + changed[at])
                    .isFalse();
        });
        System.out.println("byte changes found: " + count + " of a transcript of " + transcript.length + " bytes");
    }

    private static DrawReport report(Policy policy, Pins pins, byte[] transcript) {
        try {
            return new DrawVerifier(policy, pins, false).verify(new ByteArrayInputStream(transcript));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
