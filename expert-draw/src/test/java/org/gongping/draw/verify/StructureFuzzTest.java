package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;

/** Values taken away, made huge or empty: the verifier names a failure, and never breaks off with an exception. */
class StructureFuzzTest {
    private static final int CHANGES = Boolean.getBoolean("gongping.long") ? 20_000 : 1_500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Place(JsonNode parent, String name, int index) {
        void change(Random random) {
            JsonNode old = parent instanceof ObjectNode object ? object.get(name) : parent.get(index);
            List<JsonNode> values = List.of(
                    new LongNode((1L << 53) - 1),
                    new IntNode(0),
                    TextNode.valueOf(""),
                    JSON.createArrayNode(),
                    JSON.createObjectNode());
            JsonNode value = values.get(random.nextInt(values.size()));
            // A value of the same type goes further than one that the form refuses.
            if (random.nextInt(3) > 0) {
                value = old.isNumber() ? values.get(random.nextInt(2)) : old.isArray() ? values.get(3) : value;
            }
            boolean remove = random.nextInt(3) == 0;
            if (parent instanceof ObjectNode object) {
                JsonNode ignored = remove ? object.remove(name) : object.replace(name, value);
            } else if (remove) {
                ((ArrayNode) parent).remove(index);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }
    }

    private static void places(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new Place(node, name, 0)));
        } else {
            IntStream.range(0, node.size()).forEach(i -> places.add(new Place(node, "", i)));
        }
        node.forEach(child -> places(child, places));
    }

    @Test
    void namesAFailureWhateverIsChanged() throws IOException, Refused {
        SampleDraw draw = new SampleDraw(
                new SampleDraw.Shape(12, 240, 3, true, 2, 2, Set.of("agent", "vrf"), true, false, Set.of()));
        Policy policy = PolicyReader.read(draw.policy(), "policy");
        Pins pins = Pins.read(CanonicalJson.bytes(draw.pins()));
        JsonNode whole = JSON.readTree(draw.open());
        assertThat(report(policy, pins, whole).verdict()).isEqualTo("PASS");
        IntStream.range(0, CHANGES).parallel().forEach(i -> {
            Random random = new Random(i);
            JsonNode changed = whole.deepCopy();
            List<Place> places = new ArrayList<>();
            places(changed, places);
            // The pool is most of the transcript; half of the changes are made elsewhere.
            List<Place> others = new ArrayList<>();
            changed.properties().forEach(member -> {
                if (!Set.of("pool", "leaves_sorted", "result").contains(member.getKey())) {
                    places(member.getValue(), others);
                }
            });
            List<Place> chosen = random.nextBoolean() ? places : others;
            chosen.get(random.nextInt(chosen.size())).change(random);
            if (!changed.equals(whole)) {
                assertThat(report(policy, pins, changed).passed())
                        .as("change " + i)
                        .isFalse();
            }
        });
    }

    private static DrawReport report(Policy policy, Pins pins, JsonNode json) {
        try {
            return new DrawVerifier(policy, pins, false).verify(new ByteArrayInputStream(CanonicalJson.bytes(json)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
