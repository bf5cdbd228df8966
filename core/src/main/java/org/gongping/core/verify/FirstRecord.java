package org.gongping.core.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The file {@code origin.json} of a log that continues another: record and salt that open its first entry. What it says
 * counts once commitment, entry and leaf computed from it are those that the log begins with.
 */
final class FirstRecord {
    static final String FILE = "origin.json";

    private static final int MAX_BYTES = 64 << 10;
    private static final int SALT_LENGTH = 32;
    private static final String KIND = "log.origin";
    private static final long LARGEST = 999_999_999_999_999_999L;

    private FirstRecord() {}

    /**
     * Reads it.
     *
     * @param log the log's checkpoint
     * @param firstLeaf hash of the first leaf that the log has; null when it has none
     * @return nothing when there is no such file: the log claims to continue none
     */
    static Optional<Continuation> read(LogFiles files, Checkpoint log, byte[] firstLeaf) throws Refused {
        Optional<byte[]> bytes = files.read(FILE, MAX_BYTES);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(open(bytes.get(), log, firstLeaf));
    }

    private static Continuation open(byte[] bytes, Checkpoint log, byte[] firstLeaf) throws Refused {
        JsonNode file =
                bytes.length > MAX_BYTES ? null : StrictJson.object(bytes).orElse(null);
        String salt = file == null ? null : file.path("salt").textValue();
        String text = file == null ? null : file.path("record").textValue();
        if (salt == null || text == null || !salt.matches("[0-9a-f]{" + 2 * SALT_LENGTH + "}")) {
            throw malformed("salt, record");
        }
        byte[] record = text.getBytes(StandardCharsets.UTF_8);
        byte[] leaf = Merkle.leaf(Entry.of(Entry.commitment(HexFormat.of().parseHex(salt), record)));
        if (!Arrays.equals(leaf, firstLeaf)) {
            throw new Refused(Finding.at(FindingCode.ORIGIN_ENTRY, FILE, 0));
        }
        JsonNode opened = StrictJson.object(record).orElseThrow(() -> malformed("record"));
        JsonNode body = opened.path("body");
        if (!KIND.equals(opened.path("kind").textValue())) {
            throw malformed("kind");
        }
        if (!log.origin().equals(body.path("origin").textValue())) {
            throw new Refused(Finding.at(
                    FindingCode.ORIGIN_NAME, FILE, 0, body.path("origin").asText(), log.origin()));
        }
        return new Continuation(
                text(body, "before"),
                size(body, "beforeSize"),
                root(text(body, "beforeRoot")),
                text(body, "by"),
                text(body, "reason"),
                text(opened, "t"),
                size(body, "lost"));
    }

    private static String text(JsonNode node, String name) throws Refused {
        String value = node.path(name).textValue();
        if (value == null || value.isEmpty()) {
            throw malformed(name);
        }
        return value;
    }

    private static long size(JsonNode node, String name) throws Refused {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > LARGEST) {
            throw malformed(name);
        }
        return value.longValue();
    }

    private static String root(String base64) throws Refused {
        try {
            byte[] root = Base64.getDecoder().decode(base64);
            if (root.length == Sha256.LENGTH && Texts.base64(root).equals(base64)) {
                return base64;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw malformed("beforeRoot");
    }

    private static Refused malformed(String what) {
        return new Refused(Finding.at(FindingCode.ORIGIN_MALFORMED, FILE, 0, what));
    }
}
