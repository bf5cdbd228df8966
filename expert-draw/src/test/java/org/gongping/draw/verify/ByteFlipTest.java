package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.sample.SampleDraw;
import org.gongping.draw.sample.SampleParameterDraw;
import org.junit.jupiter.api.Test;

/**
 * Any byte of an open transcript that is changed is found: in the long form every byte by each of the patterns, in the
 * short one a sample. White space and escapes, which cannot come about by changing a byte, change nothing.
 */
class ByteFlipTest {
    private static final boolean LONG = Boolean.getBoolean("gongping.long");
    private static final int SAMPLE = 1_500;

    /** The last bit, another digit, the case of a letter, all bits. */
    private static final int[] PATTERNS = {0x01, 0x06, 0x20, 0xff};

    private record Checked(byte[] transcript, Policy policy, Pins pins) {
        static Checked of(byte[] transcript, byte[] policy, JsonNode pins) throws IOException, Refused {
            return new Checked(transcript, PolicyReader.read(policy, "policy"), Pins.read(CanonicalJson.bytes(pins)));
        }

        DrawReport report(byte[] changed) {
            try {
                return new DrawVerifier(policy, pins, false).verify(new ByteArrayInputStream(changed));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Checked people() throws IOException, Refused {
        SampleDraw draw =
                new SampleDraw(new SampleDraw.Shape(8, 24, 1, false, 1, 1, Set.of("agent"), true, false, Set.of()));
        return Checked.of(draw.open(), draw.policy(), draw.pins());
    }

    private static Checked parameters() throws IOException, Refused {
        SampleParameterDraw draw = new SampleParameterDraw(8, 2, Set.of("vrf"), Set.of());
        return Checked.of(draw.open(), draw.policy(), draw.pins());
    }

    private static void flip(Checked checked, String name) {
        byte[] transcript = checked.transcript();
        assertThat(checked.report(transcript).verdict()).isEqualTo("PASS");
        int all = transcript.length * PATTERNS.length;
        int count = LONG ? all : SAMPLE;
        IntStream.range(0, count).parallel().forEach(i -> {
            int change = LONG ? i : new Random(i).nextInt(all);
            int at = change / PATTERNS.length;
            byte[] changed = transcript.clone();
            changed[at] ^= (byte) PATTERNS[change % PATTERNS.length];
            assertThat(checked.report(changed).passed())
                    .as("byte " + at + ", from " + transcript[at] + " to " + changed[at])
                    .isFalse();
        });
        System.out.println(
                name + ": " + count + " byte changes found of a transcript of " + transcript.length + " bytes");
    }

    @Test
    void anyChangedByteOfADrawOfPeopleIsFound() throws IOException, Refused {
        flip(people(), "people");
    }

    @Test
    void anyChangedByteOfADrawOfParametersIsFound() throws IOException, Refused {
        flip(parameters(), "parameters");
    }

    @Test
    void whiteSpaceAndEscapesChangeNothing() throws IOException, Refused {
        for (Checked checked : new Checked[] {people(), parameters()}) {
            ObjectMapper mapper = new ObjectMapper();
            JsonNode json = mapper.readTree(checked.transcript());
            String indented = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
            String escaped =
                    indented.replace("\"platform\"", "\"\\u0070latform\"").replace("\"pid\"", "\"\\u0070id\"");
            assertThat(escaped).isNotEqualTo(indented);
            for (String written : new String[] {indented, escaped}) {
                assertThat(checked.report(written.getBytes(StandardCharsets.UTF_8)))
                        .isEqualTo(checked.report(checked.transcript()));
            }
        }
    }
}
