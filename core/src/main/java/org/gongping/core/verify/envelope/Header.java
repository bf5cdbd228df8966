package org.gongping.core.verify.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongping.core.verify.Sha256;

/**
 * What an envelope says without a key.
 *
 * @param bytes as they lie in the file
 * @param of by which it is known whose it is
 * @param core what the boxes are bound to
 */
record Header(
        byte[] bytes,
        String tender,
        long lot,
        String kind,
        byte[] id,
        long content,
        byte[] commit,
        byte[] plain,
        byte[] of,
        Box bidder,
        Optional<Escrow> escrow,
        byte[] core) {
    static final int CHUNK = 1_048_576;
    static final int TAG = 16;
    static final int PADDED_TO = 65_536;

    private static final byte[] MAGIC = "gongping-envelope/1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = 24;
    private static final int MAX_HEADER = 65_536;
    private static final long MAX_CONTENT = 1L << 42;
    private static final int MAX_SHARES = 7;
    private static final int KEY_BOX = 80;
    private static final int SHARE_BOX = 81;
    private static final Pattern TENDER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern KIND = Pattern.compile("qualification|technical|price");
    private static final Pattern HOLDER = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /**
     * Something that is sealed to a key.
     *
     * @param key X25519, 32 bytes
     */
    record Box(byte[] key, byte[] sealed) {}

    record Share(String holder, byte[] check, Box box) {}

    record Escrow(int k, List<Share> shares) {}

    /** Reads up to the first chunk; what lies behind it is not looked at. */
    static Header read(InputStream file) throws IOException, Broken {
        byte[] prefix = file.readNBytes(PREFIX);
        int differs = Arrays.mismatch(Arrays.copyOf(prefix, Math.min(prefix.length, MAGIC.length)), MAGIC);
        if (differs >= 0 || prefix.length < PREFIX) {
            throw Broken.at(Rule.MAGIC, differs >= 0 ? differs : prefix.length, "gongping-envelope/1");
        }
        long length = Integer.toUnsignedLong(
                ByteBuffer.wrap(prefix, MAGIC.length, Integer.BYTES).getInt());
        if (length < 2 || length > MAX_HEADER) {
            throw Broken.at(Rule.HEADER_LENGTH, MAGIC.length, "H = " + length);
        }
        byte[] bytes = file.readNBytes((int) length);
        if (bytes.length < length) {
            throw Broken.at(
                    Rule.HEADER_LENGTH, PREFIX + (long) bytes.length, "H = " + length + ", the file ends before");
        }
        return parse(bytes);
    }

    static Header parse(byte[] bytes) throws Broken {
        Json json;
        try {
            json = JsonReader.readCanonical(bytes);
        } catch (JsonReader.Malformed e) {
            throw Broken.at(Rule.HEADER_JSON, PREFIX + (long) e.at(), e.getMessage());
        }
        Members all = Members.of("header", json, Rule.HEADER_MEMBER, Rule.HEADER_LIMIT);
        shape(all);
        all.number("v", 1, 1);
        all.number("suite", 1, 1);
        long content = all.number("content", PADDED_TO, MAX_CONTENT);
        all.hold(content % PADDED_TO == 0, "content");
        return new Header(
                bytes,
                all.text("tender", TENDER),
                all.number("lot", 1, 9_999),
                all.text("kind", KIND),
                all.hex("id", 16),
                content,
                all.hex("commit", Sha256.LENGTH),
                all.hex("plain", Sha256.LENGTH),
                all.members("bidder").hex("of", Sha256.LENGTH),
                box(all.members("bidder"), KEY_BOX),
                all.has("escrow") ? Optional.of(escrow(all.members("escrow"))) : Optional.empty(),
                Sha256.of(Octets.ascii("GPE1/core\0"), json.without("box").canonical()));
    }

    /** Members and their types come before any value. */
    private static void shape(Members all) throws Broken {
        all.exactly(
                Set.of("v", "suite", "tender", "lot", "kind", "id", "content", "commit", "plain", "bidder"),
                Set.of("escrow"));
        for (String name : List.of("v", "suite", "lot", "content")) {
            all.number(name);
        }
        for (String name : List.of("tender", "kind", "id", "commit", "plain")) {
            all.text(name);
        }
        Members bidder = all.members("bidder").exactly(Set.of("of", "key", "box"), Set.of());
        bidder.text("of");
        bidder.text("key");
        bidder.text("box");
        if (all.has("escrow")) {
            Members escrow = all.members("escrow").exactly(Set.of("k", "shares"), Set.of());
            escrow.number("k");
            for (Json item : escrow.items("shares")) {
                Members share = share(item).exactly(Set.of("holder", "key", "check", "box"), Set.of());
                for (String name : share.values().keySet()) {
                    share.text(name);
                }
            }
        }
    }

    private static Members share(Json item) throws Broken {
        return Members.of("header.escrow.shares", item, Rule.HEADER_MEMBER, Rule.HEADER_LIMIT);
    }

    private static Box box(Members owner, int length) throws Broken {
        return new Box(owner.hex("key", Hpke.KEY), owner.base64("box", length));
    }

    private static Escrow escrow(Members terms) throws Broken {
        List<Json> items = terms.items("shares");
        terms.hold(items.size() >= 2 && items.size() <= MAX_SHARES, "shares");
        List<Share> shares = new ArrayList<>();
        Set<String> holders = new HashSet<>();
        for (Json item : items) {
            Members share = share(item);
            String holder = share.text("holder", HOLDER);
            share.hold(holders.add(holder), "holder");
            shares.add(new Share(holder, share.hex("check", Sha256.LENGTH), box(share, SHARE_BOX)));
        }
        return new Escrow((int) terms.number("k", 2, items.size()), List.copyOf(shares));
    }

    /** Whether it was sealed as the bid of the organisation with this credit code. */
    boolean isOf(String creditCode) {
        byte[] code = creditCode.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(of, Sha256.of(Octets.ascii("GPE1/of\0"), id, code));
    }

    long bodyAt() {
        return PREFIX + (long) bytes.length;
    }

    long chunks() {
        return (content + CHUNK - 1) / CHUNK;
    }

    /** Where a chunk begins in the file. */
    long chunkAt(long index) {
        return bodyAt() + index * (CHUNK + TAG);
    }

    long fileBytes() {
        return bodyAt() + content + TAG * chunks();
    }
}
