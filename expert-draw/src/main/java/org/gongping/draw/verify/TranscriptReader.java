package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a transcript as a stream, so that a million experts need no tree of nodes. Refused as E_FORMAT: bytes that are
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
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final boolean knownAnswers;
    private final Shape.Members shape;
    private final ObjectNode members = MAPPER.createObjectNode();
    private final Set<String> seen = new HashSet<>();
    private Optional<List<Expert>> pool = Optional.empty();
    private Optional<List<Claim>> claims = Optional.empty();
    private List<byte[]> leaves = List.of();
    private LargeArrays.Result result = new LargeArrays.Result(List.of(), List.of());

    private TranscriptReader(boolean knownAnswers) {
        this.knownAnswers = knownAnswers;
        this.shape = knownAnswers ? Shapes.knownAnswers() : Shapes.bundle();
    }

    /** @throws IOException when the stream cannot be read, which says nothing of the transcript */
    static Transcript read(InputStream stream, boolean knownAnswers) throws Failed, IOException {
        // An explicit decoder: nothing but UTF-8 is guessed, and a wrong byte is an error.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()), BUFFER);
        try (JsonParser json = MAPPER.createParser(reader)) {
            return new TranscriptReader(knownAnswers).read(json);
        } catch (JsonProcessingException e) {
            throw new Failed(Shape.E_FORMAT, "JSON, line " + line(e) + ": " + e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw new Failed(Shape.E_FORMAT, "not UTF-8");
        }
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "?" : Integer.toString(e.getLocation().getLineNr());
    }

    private Transcript read(JsonParser json) throws Failed, IOException {
        Failed.unless(json.nextToken() == JsonToken.START_OBJECT, Shape.E_FORMAT, "not an object");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Shape known = shape.member(name).orElse(null);
            Failed.unless(known != null, Shape.E_FORMAT, name + " must be absent: nobody knows it");
            seen.add(name);
            json.nextToken();
            LargeArrays large = new LargeArrays(json, knownAnswers);
            switch (name) {
                case "pool" -> pool = Optional.of(large.pool());
                case "claims" -> claims = Optional.of(large.claims());
                case "leaves_sorted" -> leaves = large.leaves();
                case "result" -> result = large.result();
                default -> {
                    JsonNode value = MAPPER.reader()
                            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(json);
                    known.check(value, name);
                    members.set(name, value);
                }
            }
        }
        Failed.unless(
                json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null,
                Shape.E_FORMAT,
                "something follows the object");
        for (String name : shape.required()) {
            Failed.unless(seen.contains(name), Shape.E_FORMAT, name + " is missing");
        }
        if (!knownAnswers) {
            kindOfDraw();
            boolean open = members.get("view").textValue().equals("open");
            Failed.unless(
                    pool.isPresent() == open && claims.isPresent() == !open,
                    Shape.E_FORMAT,
                    "an open view has a pool, a sealed one has claims");
            boolean places = members.get("rules").has("venue");
            Failed.unless(members.has("venue") == places, Shape.E_FORMAT, "venue is there when the rules draw places");
        }
        return new Transcript(knownAnswers, members, pool, claims, leaves, result.strata(), result.parameters());
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
