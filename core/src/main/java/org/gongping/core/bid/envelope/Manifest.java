package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.audit.CanonicalJson;

/** The list of files inside an envelope, and in a price envelope what is read out. */
public record Manifest(List<Entry> files, Optional<OpeningSummary> summary) {
    /** It ends within the first chunk, behind its length. */
    static final int MAX_BYTES = EnvelopeHeader.CHUNK_BYTES - Integer.BYTES;

    private static final int MAX_FILES = 200;
    private static final int MAX_NAME = 200;

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param sha256 lower-case hex
     */
    public record Entry(String name, long size, String sha256) {}

    byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("v", 1);
        ArrayNode list = json.putArray("files");
        for (Entry file : files) {
            list.addObject().put("name", file.name()).put("size", file.size()).put("sha256", file.sha256());
        }
        summary.ifPresent(read -> json.set("summary", read.json()));
        return CanonicalJson.bytes(json);
    }

    /** Bytes of the content up to the padding. */
    long contentBytes() {
        return Integer.BYTES
                + (long) bytes().length
                + files.stream().mapToLong(Entry::size).sum();
    }

    /** Bytes of the content with its padding. */
    long paddedBytes() {
        return (contentBytes() + EnvelopeHeader.PADDED_TO - 1) / EnvelopeHeader.PADDED_TO * EnvelopeHeader.PADDED_TO;
    }

    /** @throws MalformedEnvelope for bytes that are not a canonical list within all limits */
    static Manifest parse(byte[] bytes, EnvelopeKind kind) throws MalformedEnvelope {
        JsonNode json;
        try {
            json = CanonicalJson.parse(bytes);
            require(json.isObject() && Arrays.equals(CanonicalJson.bytes(json), bytes));
            // One name has one spelling.
            require(Normalizer.isNormalized(new String(bytes, StandardCharsets.UTF_8), Normalizer.Form.NFC));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new MalformedEnvelope(EnvelopeFault.MANIFEST);
        }
        JsonNode list = json.path("files");
        boolean isPrice = kind == EnvelopeKind.PRICE;
        require(json.size() == (isPrice ? 3 : 2)
                && json.path("v").asInt() == 1
                && json.path("v").isInt());
        require(list.isArray() && list.size() <= MAX_FILES && (isPrice || !list.isEmpty()));
        List<Entry> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode file : list) {
            Entry entry = entry(file);
            require(names.add(entry.name()));
            files.add(entry);
        }
        Optional<OpeningSummary> summary = isPrice ? OpeningSummary.of(json.path("summary")) : Optional.empty();
        require(summary.isPresent() == isPrice);
        return new Manifest(files, summary);
    }

    private static Entry entry(JsonNode file) throws MalformedEnvelope {
        JsonNode size = file.path("size");
        require(file.size() == 3
                && file.path("name").isTextual()
                && file.path("sha256").isTextual());
        require(size.isIntegralNumber() && size.canConvertToLong());
        require(size.longValue() >= 0 && size.longValue() <= EnvelopeHeader.MAX_CONTENT);
        require(isName(file.path("name").textValue()));
        String sha256 = file.path("sha256").textValue();
        require(sha256.length() == 64 && sha256.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f'));
        return new Entry(file.path("name").textValue(), size.longValue(), sha256);
    }

    /** A name is for people: it never becomes a path. Counted in UTF-16 code units. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && !Set.of(".", "..").contains(name)
                && name.chars().noneMatch(c -> c < 0x20 || c >= 0x7f && c <= 0x9f || c == '/' || c == '\\');
    }

    private static void require(boolean holds) throws MalformedEnvelope {
        if (!holds) {
            throw new MalformedEnvelope(EnvelopeFault.MANIFEST);
        }
    }
}
