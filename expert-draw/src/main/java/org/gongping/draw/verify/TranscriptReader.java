package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a transcript whole; a million experts need no tree of nodes. Refused as E_FORMAT: bytes that are
 * not UTF-8, a member twice or unknown, anything after the value, hex or base64 in another than its one form.
 */
final class TranscriptReader {
    private static final int DEEPEST = 40;
    private static final int LONGEST_STRING = 8 << 20;
    private static final int BUFFER = 1 << 16;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_STRING)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] json;
    private final boolean knownAnswers;
    private final Shape.Members shape;
    private final ObjectNode members = MAPPER.createObjectNode();
    private final Set<String> seen = new HashSet<>();
    private final PoolReader pool;
    private Optional<List<Claim>> claims = Optional.empty();
    private List<byte[]> leaves = List.of();
    private LargeArrays.Result result = new LargeArrays.Result(List.of(), List.of());

    private TranscriptReader(byte[] json, boolean knownAnswers) {
        this.json = json;
        this.pool = new PoolReader(json, knownAnswers);
        this.knownAnswers = knownAnswers;
        this.shape = knownAnswers ? Shapes.knownAnswers() : Shapes.bundle();
    }

    /** @throws IOException when the stream cannot be read, which says nothing of the transcript */
    static Transcript read(InputStream stream, boolean knownAnswers) throws Failed, IOException {
        byte[] bytes = stream.readAllBytes();
        try {
            requireUtf8(bytes);
            return new TranscriptReader(bytes, knownAnswers).read();
        } catch (JsonProcessingException e) {
            throw new Failed(Shape.E_FORMAT, "JSON: " + e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw new Failed(Shape.E_FORMAT, "not UTF-8");
        }
    }

    private static void requireUtf8(byte[] bytes) throws CharacterCodingException {
        for (int from = 0, to; from < bytes.length; from = to) {
            to = Math.min(bytes.length, from + BUFFER);
            int any = 0;
            for (int i = from; i < to; i++) {
                any |= bytes[i];
            }
            if (any < 0) {
                while (to < bytes.length && (bytes[to] & 0xc0) == 0x80) {
                    to++;
                }
                CharBuffer ignored =
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            }
        }
    }

    private Transcript read() throws Failed, IOException {
        Extents extents = new Extents(json);
        int at = extents.space(0);
        Failed.unless(extents.at(at) == '{', Shape.E_FORMAT, "not an object");
        do {
            int name = extents.space(at + 1);
            Failed.unless(extents.at(name) == '"', Shape.E_FORMAT, "JSON: the name of a member is missing");
            int colon = extents.end(name);
            int value = extents.space(colon);
            Failed.unless(extents.at(value) == ':', Shape.E_FORMAT, "JSON: a colon is missing");
            value = extents.space(value + 1);
            int end = extents.end(value);
            member(MAPPER.readValue(json, name, colon - name, String.class), value, end);
            at = extents.space(end);
        } while (extents.at(at) == ',');
        Failed.unless(extents.at(at) == '}', Shape.E_FORMAT, "JSON: a comma or brace is missing");
        Failed.unless(extents.space(at + 1) == json.length, Shape.E_FORMAT, "something follows the object");
        for (String name : shape.required()) {
            Failed.unless(seen.contains(name), Shape.E_FORMAT, name + " is missing");
        }
        if (!knownAnswers) {
            kindOfDraw();
            boolean open = members.get("view").textValue().equals("open");
            Failed.unless(
                    seen.contains("pool") == open && claims.isPresent() == !open,
                    Shape.E_FORMAT,
                    "an open view has a pool, a sealed one has claims");
            boolean places = members.get("rules").has("venue");
            Failed.unless(members.has("venue") == places, Shape.E_FORMAT, "venue is there when the rules draw places");
        }
        Optional<List<Expert>> experts = seen.contains("pool") ? Optional.of(pool.experts()) : Optional.empty();
        return new Transcript(knownAnswers, members, experts, claims, leaves, result.strata(), result.parameters());
    }

    private void member(String name, int from, int to) throws Failed, IOException {
        Shape known = shape.member(name).orElse(null);
        Failed.unless(known != null, Shape.E_FORMAT, name + " must be absent: nobody knows it");
        Failed.unless(seen.add(name), Shape.E_FORMAT, name + " stands there twice");
        switch (name) {
            case "pool" -> pool.start(from);
            case "leaves_sorted" -> leaves = LeavesReader.read(json, from, to);
            case "claims" -> claims = Optional.of(large(from, to, LargeArrays::claims));
            case "result" -> result = large(from, to, LargeArrays::result);
            default -> {
                JsonNode value = MAPPER.readTree(json, from, to - from);
                known.check(value, name);
                members.set(name, value);
            }
        }
    }

    private interface Reading<T> {
        T read(LargeArrays arrays) throws Failed, IOException;
    }

    private <T> T large(int from, int to, Reading<T> reading) throws Failed, IOException {
        try (JsonParser parser = MAPPER.createParser(json, from, to - from)) {
            parser.nextToken();
            T value = reading.read(new LargeArrays(parser, knownAnswers));
            Failed.unless(parser.nextToken() == null, Shape.E_FORMAT, "JSON: something follows a value");
            return value;
        }
    }

    /** What a draw of people has and one of parameters has not, and what the suite brings with it. */
    private void kindOfDraw() throws Failed {
        JsonNode rules = members.get("rules");
        boolean people = !rules.has("params");
        boolean open = members.get("view").textValue().equals("open");
        Failed.unless(people || open, Shape.E_FORMAT, "a draw of parameters has an open view only");
        for (String name : List.of("library", "replacements")) {
            Failed.unless(members.has(name) == people, Shape.E_FORMAT, name + " is there in a draw of people");
        }
        Failed.unless(
                people ? result.parameters().isEmpty() : result.strata().isEmpty(),
                Shape.E_FORMAT,
                "result is of another kind of draw");
        boolean finaliser = rules.get("suite").longValue() != 2;
        for (String name : List.of("vrf_pk", "vrf_pi")) {
            Failed.unless(members.has(name) == finaliser, Shape.E_FORMAT, name + " is there in suite 1");
        }
        boolean output = !members.path("vrf_beta").asText("").isEmpty();
        Failed.unless(output == finaliser, Shape.E_FORMAT, "vrf_beta is there in suite 1");
    }
}
