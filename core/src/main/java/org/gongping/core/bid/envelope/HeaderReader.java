package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gongping.core.audit.CanonicalJson;

/** Reads headers strictly: what this lets pass, every implementation reads alike. */
public final class HeaderReader {
    private static final Pattern TENDER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HOLDER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int MAX_LOT = 9_999;
    private static final int MAX_SHARES = 7;
    private static final int KEY_BOX_BYTES = 80;
    private static final int SHARE_BOX_BYTES = 81;

    private HeaderReader() {}

    /**
     * Reads up to the first chunk.
     *
     * @throws MalformedEnvelope when this does not begin as an envelope does; a file that ends within its header is so too
     */
    public static EnvelopeHeader read(InputStream file) throws IOException, MalformedEnvelope {
        byte[] line = file.readNBytes(EnvelopeHeader.VERSION_LINE.length());
        if (!Arrays.equals(line, Octets.utf8(EnvelopeHeader.VERSION_LINE))) {
            throw new MalformedEnvelope(EnvelopeFault.MAGIC);
        }
        int length;
        try {
            length = new DataInputStream(file).readInt();
        } catch (EOFException e) {
            throw new MalformedEnvelope(EnvelopeFault.MAGIC);
        }
        if (length < 2 || length > EnvelopeHeader.MAX_BYTES) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_LENGTH);
        }
        byte[] header = file.readNBytes(length);
        if (header.length < length) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_LENGTH);
        }
        return parse(header);
    }

    /**
     * Reads up to the first chunk of a file of so many bytes.
     *
     * @throws MalformedEnvelope SIZE when the header speaks of another number
     */
    public static EnvelopeHeader read(InputStream file, long fileBytes) throws IOException, MalformedEnvelope {
        EnvelopeHeader header = read(file);
        if (header.fileBytes() != fileBytes) {
            throw new MalformedEnvelope(EnvelopeFault.SIZE);
        }
        return header;
    }

    /** @throws MalformedEnvelope for bytes that are not a canonical header within all limits */
    public static EnvelopeHeader parse(byte[] bytes) throws MalformedEnvelope {
        JsonNode json = canonical(bytes);
        shape(json);
        if (number(json, "v", 1, 1) != 1 || number(json, "suite", 1, 1) != 1) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_LIMIT);
        }
        long content = number(json, "content", EnvelopeHeader.PADDED_TO, EnvelopeHeader.MAX_CONTENT);
        require(content % EnvelopeHeader.PADDED_TO == 0);
        return new EnvelopeHeader(
                text(json, "tender", TENDER),
                (int) number(json, "lot", 1, MAX_LOT),
                EnvelopeKind.of(text(json, "kind", TENDER))
                        .orElseThrow(() -> new MalformedEnvelope(EnvelopeFault.HEADER_LIMIT)),
                hex(json, "id", 16),
                content,
                hex(json, "commit", 32),
                hex(json, "plain", 32),
                hex(json.path("bidder"), "of", 32),
                hex(json.path("bidder"), "key", 32),
                base64(json.path("bidder"), "box", KEY_BOX_BYTES),
                json.has("escrow") ? Optional.of(escrow(json.path("escrow"))) : Optional.empty());
    }

    /** Members and their types, all of them before any value. */
    private static void shape(JsonNode json) throws MalformedEnvelope {
        members(
                json,
                Set.of("v", "suite", "tender", "lot", "kind", "id", "content", "commit", "plain", "bidder"),
                "escrow");
        for (String name : List.of("v", "suite", "lot", "content")) {
            member(json.path(name).isIntegralNumber());
        }
        for (String name : List.of("tender", "kind", "id", "commit", "plain")) {
            member(json.path(name).isTextual());
        }
        texts(json.path("bidder"), Set.of("of", "key", "box"));
        if (json.has("escrow")) {
            members(json.path("escrow"), Set.of("k", "shares"), null);
            member(json.path("escrow").path("k").isIntegralNumber());
            member(json.path("escrow").path("shares").isArray());
            for (JsonNode share : json.path("escrow").path("shares")) {
                texts(share, Set.of("holder", "key", "check", "box"));
            }
        }
    }

    private static void texts(JsonNode json, Set<String> names) throws MalformedEnvelope {
        members(json, names, null);
        for (JsonNode value : json) {
            member(value.isTextual());
        }
    }

    private static EnvelopeHeader.Escrow escrow(JsonNode json) throws MalformedEnvelope {
        JsonNode list = json.path("shares");
        require(list.size() >= 2 && list.size() <= MAX_SHARES);
        List<EnvelopeHeader.Share> shares = new ArrayList<>();
        Set<String> holders = new TreeSet<>();
        for (JsonNode each : list) {
            String holder = text(each, "holder", HOLDER);
            require(holders.add(holder));
            shares.add(new EnvelopeHeader.Share(
                    holder, hex(each, "key", 32), hex(each, "check", 32), base64(each, "box", SHARE_BOX_BYTES)));
        }
        return new EnvelopeHeader.Escrow((int) number(json, "k", 2, list.size()), shares);
    }

    private static JsonNode canonical(byte[] bytes) throws MalformedEnvelope {
        try {
            JsonNode json = CanonicalJson.parse(bytes);
            if (Arrays.equals(CanonicalJson.bytes(json), bytes) && isOfTheSubset(json, bytes)) {
                return json;
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Said below.
        }
        throw new MalformedEnvelope(EnvelopeFault.HEADER_JSON);
    }

    /** No booleans, nothing below 0, all text in NFC; canonical JSON has no null here, and no fractions. */
    private static boolean isOfTheSubset(JsonNode json, byte[] bytes) {
        return hasSoundValues(json)
                && Normalizer.isNormalized(new String(bytes, StandardCharsets.UTF_8), Normalizer.Form.NFC);
    }

    private static boolean hasSoundValues(JsonNode json) {
        boolean isSound =
                !json.isBoolean() && (!json.isNumber() || json.bigIntegerValue().signum() >= 0);
        for (JsonNode value : json) {
            isSound &= hasSoundValues(value);
        }
        return isSound;
    }

    private static void members(JsonNode json, Set<String> all, String optional) throws MalformedEnvelope {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        names.remove(optional == null ? "" : optional);
        if (!json.isObject() || !names.equals(new TreeSet<>(all))) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_MEMBER);
        }
    }

    private static long number(JsonNode json, String name, long least, long most) throws MalformedEnvelope {
        JsonNode value = json.path(name);
        require(value.canConvertToLong());
        require(value.longValue() >= least && value.longValue() <= most);
        return value.longValue();
    }

    private static String text(JsonNode json, String name, Pattern shape) throws MalformedEnvelope {
        JsonNode value = json.path(name);
        require(shape.matcher(value.textValue()).matches());
        return value.textValue();
    }

    private static byte[] hex(JsonNode json, String name, int length) throws MalformedEnvelope {
        JsonNode value = json.path(name);
        require(value.textValue().length() == 2 * length);
        String text = value.textValue();
        require(text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f'));
        return HexFormat.of().parseHex(text);
    }

    private static byte[] base64(JsonNode json, String name, int length) throws MalformedEnvelope {
        JsonNode value = json.path(name);
        try {
            byte[] bytes = Base64.getDecoder().decode(value.textValue());
            // The one spelling: with padding, its unused bits zero.
            require(bytes.length == length
                    && Base64.getEncoder().encodeToString(bytes).equals(value.textValue()));
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_LIMIT);
        }
    }

    private static void member(boolean holds) throws MalformedEnvelope {
        if (!holds) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_MEMBER);
        }
    }

    private static void require(boolean holds) throws MalformedEnvelope {
        if (!holds) {
            throw new MalformedEnvelope(EnvelopeFault.HEADER_LIMIT);
        }
    }
}
