package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;

/**
 * Recomputes what an audit trail claims: {@code c = SHA-256("GP/entry\0" ‖ salt32 ‖ record)} and the leaf hash
 * {@code SHA-256(0x00 ‖ {"c":"…","v":1})} of each entry, and the chain of each stream, in which a record names the
 * commitment of the one before it. The streams of the bidders must end where the tender's own chain took them up.
 */
final class Trail {
    private static final byte[] LABEL = "GP/entry\0".getBytes(StandardCharsets.US_ASCII);
    private static final String REGISTRATION = "registration:";

    /** Oldest first. */
    private final List<JsonNode> entries;

    private final List<Difference> differences = new ArrayList<>();
    private final Map<String, Integer> placeByCommitment = new HashMap<>();

    /** @param newestFirst the pages of the trail, one after the other */
    Trail(List<JsonNode> newestFirst) {
        entries = new ArrayList<>(newestFirst);
        Collections.reverse(entries);
    }

    /** What does not agree; the place is the number of the entry from the oldest, from 0. */
    List<Difference> check() {
        for (int i = 0; i < entries.size(); i++) {
            hashes(i);
        }
        chains();
        joins();
        return differences;
    }

    /** Numbers to hold against a case file: entries, streams, and entries by kind. */
    ObjectNode summary() {
        var kinds = new TreeMap<String, Integer>();
        entries.forEach(entry -> kinds.merge(entry.path("kind").asText(), 1, Integer::sum));
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("entries", entries.size());
        summary.put(
                "streams",
                entries.stream().filter(entry -> previous(entry).isEmpty()).count());
        kinds.forEach(summary.putObject("kinds")::put);
        return summary;
    }

    private void hashes(int place) {
        JsonNode entry = entries.get(place);
        String commitment;
        try {
            byte[] salt = HexFormat.of().parseHex(entry.path("salt").asText());
            commitment = hex(sha256(LABEL, salt, CanonicalJson.bytes(entry.path("record"))));
        } catch (IllegalArgumentException e) {
            differ(place, "record", "a record and a salt that open a commitment", String.valueOf(e.getMessage()));
            return;
        }
        String leaf = "{\"c\":\"" + commitment + "\",\"v\":1}";
        compare(place, "commitment", commitment, entry.path("commitment").asText());
        compare(
                place,
                "leafHash",
                hex(sha256(new byte[] {0}, leaf.getBytes(StandardCharsets.US_ASCII))),
                entry.path("leafHash").asText());
        compare(
                place,
                "kind",
                entry.at("/record/kind").asText(),
                entry.path("kind").asText());
        placeByCommitment.put(commitment, place);
    }

    /** Each record but the first of a stream follows exactly one earlier one, and no two follow the same. */
    private void chains() {
        Set<String> followed = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String previous = previous(entries.get(i));
            if (previous.isEmpty()) {
                String kind = entries.get(i).path("kind").asText();
                boolean begins = i == 0 || kind.equals("bid.register");
                compare(i, "record/prev", begins ? "" : "the commitment of an earlier record", "");
                continue;
            }
            Integer before = placeByCommitment.get(previous);
            if (before == null || before >= i) {
                differ(i, "record/prev", "the commitment of an earlier record", previous);
            } else if (time(entries.get(before)).isAfter(time(entries.get(i)))) {
                differ(
                        i,
                        "record/t",
                        "not before " + time(entries.get(before)),
                        time(entries.get(i)).toString());
            }
            if (!followed.add(previous)) {
                differ(i, "record/prev", "a commitment that no other record follows", previous);
            }
        }
    }

    /** The record that joins the bidders' streams lists the last commitment of each. */
    private void joins() {
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            if (!entry.path("kind").asText().equals("bid.streams")) {
                continue;
            }
            Map<String, String> heads = bidderHeads(i);
            Map<String, String> listed = new TreeMap<>();
            entry.at("/record/body/streams")
                    .properties()
                    .forEach(head -> listed.put(head.getKey(), head.getValue().asText()));
            compare(i, "record/body/streams", heads.toString(), listed.toString());
        }
    }

    private Map<String, String> bidderHeads(int before) {
        Map<String, String> streams = new HashMap<>();
        Map<String, String> heads = new TreeMap<>();
        for (JsonNode entry : entries.subList(0, before)) {
            String previous = previous(entry);
            String stream = previous.isEmpty() ? bidderStream(entry) : streams.getOrDefault(previous, "");
            String commitment = entry.path("commitment").asText();
            streams.put(commitment, stream);
            if (!stream.isEmpty()) {
                heads.put(stream, commitment);
            }
        }
        return heads;
    }

    /** Empty for the tender's own stream. */
    private static String bidderStream(JsonNode entry) {
        for (JsonNode object : entry.at("/record/obj")) {
            if (object.asText().startsWith(REGISTRATION)) {
                return entry.at("/record/tender").asText() + "/bidder/"
                        + object.asText().substring(REGISTRATION.length());
            }
        }
        return "";
    }

    private static String previous(JsonNode entry) {
        return entry.at("/record/prev").asText();
    }

    private static Instant time(JsonNode entry) {
        return Instant.parse(entry.at("/record/t").asText());
    }

    private void compare(int place, String member, String expected, String found) {
        if (!expected.equals(found)) {
            differ(place, member, expected, found);
        }
    }

    private void differ(int place, String member, String expected, String found) {
        differences.add(new Difference(
                "/entries/" + place + "/" + member,
                expected,
                found,
                entries.get(place).path("kind").asText()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
