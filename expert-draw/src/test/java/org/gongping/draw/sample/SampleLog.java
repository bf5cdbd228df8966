package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.StepBodies;

/** A log in memory that takes the steps of a sample draw among entries of others. */
final class SampleLog {
    private static final byte[] NODE = {1};

    private final SampleKeys keys;
    private final Random random;
    private final String tender;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final List<Opened> opened = new ArrayList<>();

    private record Opened(String step, int index, ObjectNode logged, byte[] salt) {}

    SampleLog(SampleKeys keys, Random random, String tender) {
        this.keys = keys;
        this.random = random;
        this.tender = tender;
        others();
    }

    int size() {
        return leaves.size();
    }

    List<byte[]> entries() {
        return List.copyOf(entries);
    }

    private void others() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            append(Commitment.of(SampleKeys.bytes(random), SampleKeys.bytes(random)));
        }
    }

    private void append(Commitment commitment) {
        leaves.add(commitment.leafHash());
        entries.add(commitment.entry().getBytes(StandardCharsets.UTF_8));
    }

    /** Answers the index of the step. */
    int add(String step, ObjectNode body, Instant time) {
        ObjectNode logged = JsonNodeFactory.instance.objectNode();
        logged.put("v", 1)
                .put("id", new UUID(random.nextLong(), random.nextLong()).toString())
                .put("t", StepBodies.time(time))
                .put("tender", tender)
                .put("kind", "draw." + step.toLowerCase(Locale.ROOT))
                .put("prev", "");
        logged.putObject("actor").put("role", "platform_administrator").put("ref", "0".repeat(64));
        logged.putArray("obj");
        logged.set("body", body);
        byte[] salt = SampleKeys.bytes(random);
        opened.add(new Opened(step, leaves.size(), logged, salt));
        append(Commitment.of(salt, CanonicalJson.bytes(logged)));
        int index = leaves.size() - 1;
        others();
        return index;
    }

    private String checkpoint(int size, Instant cosigned) {
        String text = new Checkpoint(SampleKeys.ORIGIN, size, root(leaves.subList(0, size))).text();
        return new SignedNote(text, List.of(keys.log.sign(text, cosigned), keys.witness.sign(text, cosigned))).write();
    }

    /** Member {@code log} of the transcript. */
    ObjectNode json(int firstSize, Instant firstCosigned, Instant secondCosigned) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("origin", SampleKeys.ORIGIN);
        json.put("k1", checkpoint(firstSize, firstCosigned));
        json.put("k2", checkpoint(leaves.size(), secondCosigned));
        ArrayNode consistency = json.putArray("consistency");
        consistency(firstSize, leaves, true).forEach(hash -> consistency.add(base64(hash)));
        ArrayNode all = json.putArray("entries");
        for (Opened each : opened) {
            ObjectNode entry = all.addObject().put("step", each.step()).put("index", each.index());
            entry.set("record", each.logged());
            entry.put("salt", Octets.hex(each.salt()));
            ArrayNode proof = entry.putArray("proof");
            inclusion(each.index(), leaves).forEach(hash -> proof.add(base64(hash)));
        }
        return json;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    // RFC 6962 §2.1, word for word.

    private static byte[] root(List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return Octets.sha256(NODE, root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
    }

    private static List<byte[]> inclusion(int index, List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return new ArrayList<>();
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        List<byte[]> left = hashes.subList(0, split);
        List<byte[]> right = hashes.subList(split, hashes.size());
        List<byte[]> path = index < split ? inclusion(index, left) : inclusion(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    private static List<byte[]> consistency(int old, List<byte[]> hashes, boolean whole) {
        if (old == hashes.size()) {
            return whole ? new ArrayList<>() : new ArrayList<>(List.of(root(hashes)));
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        List<byte[]> left = hashes.subList(0, split);
        List<byte[]> right = hashes.subList(split, hashes.size());
        List<byte[]> path = old <= split ? consistency(old, left, whole) : consistency(old - split, right, false);
        path.add(root(old <= split ? right : left));
        return path;
    }
}
