package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The envelopes that the browser's code made, as {@code src/test/resources/envelope/README.md} tells to build them. */
public final class EnvelopeVectors {
    private EnvelopeVectors() {}

    private static final HexFormat HEX = HexFormat.of();
    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream in = EnvelopeVectors.class.getResourceAsStream("/envelope/vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One of the list. */
    public record Vector(String name, JsonNode json) {
        @Override
        public String toString() {
            return json.path("reason").asText() + " " + name;
        }
    }

    public static Stream<Vector> valid() {
        return all("valid");
    }

    public static Stream<Vector> invalid() {
        return all("invalid");
    }

    private static Stream<Vector> all(String list) {
        return StreamSupport.stream(VECTORS.path(list).spliterator(), false)
                .map(json -> new Vector(json.path("name").asText(), json));
    }

    private static byte[] prefixed(byte[] header) {
        return Octets.concat(Octets.utf8(EnvelopeHeader.VERSION_LINE), Octets.u32(header.length), header);
    }

    /** Prefix, header and chunks, without a look at what they hold. */
    public static byte[] cooked(JsonNode recipe) throws MalformedEnvelope {
        byte[] header = recipe.path("header").asText().getBytes(StandardCharsets.UTF_8);
        EnvelopeHeader parsed = HeaderReader.parse(header);
        var chunks = new Chunks(
                parsed, ContentKeys.of(HEX.parseHex(recipe.path("key").asText()), parsed.id()));
        var plain = new ByteArrayOutputStream();
        for (JsonNode run : recipe.path("content")) {
            if (run.has("hex")) {
                plain.writeBytes(HEX.parseHex(run.path("hex").asText()));
            } else {
                byte[] bytes = new byte[run.path("count").asInt()];
                Arrays.fill(bytes, (byte) run.path("byte").asInt());
                plain.writeBytes(bytes);
            }
        }
        byte[] content = plain.toByteArray();
        var file = new ByteArrayOutputStream();
        file.writeBytes(prefixed(header));
        for (int at = 0, index = 0; at < content.length; at += EnvelopeHeader.CHUNK_BYTES, index++) {
            byte[] chunk = Arrays.copyOfRange(content, at, Math.min(content.length, at + EnvelopeHeader.CHUNK_BYTES));
            file.writeBytes(chunks.seal(index, chunk, chunk.length));
        }
        return file.toByteArray();
    }

    public static JsonNode sound(String name) {
        return valid().filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .json();
    }

    public static byte[] built(JsonNode made) throws MalformedEnvelope {
        if (made.has("head")) {
            byte[] head = prefixed(HEX.parseHex(made.path("head").asText()));
            return Arrays.copyOf(head, head.length + made.path("zeros").asInt());
        }
        if (made.has("made")) {
            return cooked(made.path("made"));
        }
        JsonNode base = sound(made.path("of").asText());
        byte[] bytes = cooked(base);
        if (made.has("rehead")) {
            int bodyAt = 24 + base.path("header").asText().getBytes(StandardCharsets.UTF_8).length;
            bytes = Octets.concat(
                    prefixed(made.path("rehead").asText().getBytes(StandardCharsets.UTF_8)),
                    Arrays.copyOfRange(bytes, bodyAt, bytes.length));
        }
        for (JsonNode edit : made.path("edits")) {
            byte[] other = HEX.parseHex(edit.path("hex").asText());
            System.arraycopy(other, 0, bytes, edit.path("at").asInt(), other.length);
        }
        for (JsonNode at : made.path("flip")) {
            bytes[at.asInt()] ^= 1;
        }
        if (made.has("cut")) {
            int cut = made.path("cut").asInt();
            bytes = Arrays.copyOf(bytes, cut < 0 ? bytes.length + cut : cut);
        }
        return Octets.concat(bytes, HEX.parseHex(made.path("append").asText("")));
    }

    /** The private half of a pair. */
    public static byte[] secret(String name) {
        return HEX.parseHex(VECTORS.path("keys").path(name).path("private").asText());
    }

    /** The content key with which a vector is opened when it names nobody who opens it. */
    public static byte[] usualKey(JsonNode vector) {
        JsonNode made = vector.path("envelope");
        String usual = made.has("made")
                ? made.path("made").path("key").asText()
                : made.has("of") ? sound(made.path("of").asText()).path("key").asText() : "00".repeat(32);
        return HEX.parseHex(vector.path("key").asText(usual));
    }
}
