package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gongping.core.audit.AuditKind;

/**
 * Checks the rows of the audit trail against {@code spec/audit-log.md} §2 with code of its own: nothing here is shared
 * with the server, but the list of kinds.
 */
final class Chains {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS =
            Set.of("v", "id", "t", "tender", "kind", "actor", "obj", "body", "docs", "prev", "rule");
    private static final Map<String, Set<String>> BODIES =
            Arrays.stream(AuditKind.values()).collect(Collectors.toMap(AuditKind::code, AuditKind::members));

    private Chains() {}

    /** Verifies every row and every chain; returns the records in the order of insertion. */
    static List<JsonNode> verify(Rows rows) {
        Map<String, String> heads = new HashMap<>();
        Map<String, String> times = new HashMap<>();
        List<JsonNode> records = rows
                .query("SELECT id, stream, kind, project_id, record, encode(salt, 'hex') AS salt, entry,"
                        + " encode(leaf_hash, 'hex') AS leaf FROM audit_entry ORDER BY inserted")
                .stream()
                .map(row -> {
                    JsonNode record = read(row.get("record"));
                    shape(row, record);
                    String c = commitment(row.get("salt"), row.get("record"));
                    String entry = "{\"c\":\"" + c + "\",\"v\":1}";
                    assertThat(row.get("entry")).isEqualTo(entry);
                    assertThat(row.get("leaf")).isEqualTo(leaf(entry));
                    String stream = row.get("stream");
                    assertThat(record.path("prev").asText())
                            .as("chain of %s at %s", stream, row.get("kind"))
                            .isEqualTo(heads.getOrDefault(stream, ""));
                    assertThat(record.path("t").asText()).isGreaterThanOrEqualTo(times.getOrDefault(stream, ""));
                    heads.put(stream, c);
                    times.put(stream, record.path("t").asText());
                    return record;
                })
                .toList();
        Map<String, String> stored = new HashMap<>();
        rows.query("SELECT stream, head FROM audit_stream")
                .forEach(row -> stored.put(row.get("stream"), row.get("head")));
        assertThat(heads).as("the heads that the next record will follow").isEqualTo(stored);
        return records;
    }

    private static void shape(Map<String, String> row, JsonNode record) {
        String what = row.get("record");
        assertThat(what).as("canonical").isEqualTo(canonical(record));
        assertThat(MEMBERS).as(what).containsAll(names(record));
        assertThat(names(record)).as(what).contains("v", "id", "t", "tender", "kind", "actor", "prev");
        assertThat(record.path("v").asInt()).isEqualTo(1);
        assertThat(record.path("id").asText()).isEqualTo(row.get("id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-7.*");
        assertThat(record.path("t").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(record.path("kind").asText()).isEqualTo(row.get("kind")).isIn(BODIES.keySet());
        assertThat(names(record.path("actor"))).containsExactlyInAnyOrder("role", "ref");
        assertThat(record.path("actor").path("ref").asText()).matches("[0-9a-f]{64}");
        assertThat(BODIES.get(row.get("kind"))).as(what).containsAll(names(record.path("body")));
        record.path("docs")
                .forEach(document ->
                        assertThat(names(document)).containsExactlyInAnyOrder("name", "alg", "hash", "size"));
        integersAndStringsOnly(record);
    }

    private static void integersAndStringsOnly(JsonNode node) {
        if (node.isContainerNode()) {
            node.forEach(Chains::integersAndStringsOnly);
        } else {
            assertThat(node.isTextual() || node.isIntegralNumber())
                    .as("neither integer nor string: %s", node)
                    .isTrue();
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 8785 for objects, arrays, strings and integers. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.entrySet().stream()
                    .map(member -> quote(member.getKey()) + ":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Chains::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.isTextual() ? quote(node.textValue()) : node.asText();
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int escaped = "\b\t\n\f\r\"\\".indexOf(c);
            if (escaped >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(escaped));
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    static String commitment(String saltHex, String record) {
        return sha256(
                "GP/entry\0".getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex(saltHex),
                record.getBytes(StandardCharsets.UTF_8));
    }

    static String leaf(String entry) {
        return sha256(new byte[] {0}, entry.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
