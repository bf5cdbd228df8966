package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Sha256;
import org.gongping.core.audit.CanonicalJson;

/**
 * The header of an envelope: all that is known of it without a key.
 *
 * @param lot number of the lot, from 1
 * @param id 16 bytes
 * @param content length of what is inside, padding included
 * @param commit commitment to the content key, 32 bytes
 * @param plain commitment to the plaintext, 32 bytes
 * @param bidderOf whose envelope this is, 32 bytes that its id and the bidder's credit code give
 * @param bidderKey X25519, 32 bytes
 * @param bidderBox the content key, sealed to the bidder
 * @param escrow empty where no remedy was announced
 */
public record EnvelopeHeader(
        String tender,
        int lot,
        EnvelopeKind kind,
        byte[] id,
        long content,
        byte[] commit,
        byte[] plain,
        byte[] bidderOf,
        byte[] bidderKey,
        byte[] bidderBox,
        Optional<Escrow> escrow) {
    static final String VERSION_LINE = "gongping-envelope/1\n";
    static final int MAX_BYTES = 1 << 16;
    /** Bytes of content in a chunk; only the last one may have fewer. */
    public static final int CHUNK_BYTES = 1 << 20;

    static final int TAG_BYTES = 16;
    static final int PADDED_TO = 1 << 16;
    static final long MAX_CONTENT = 1L << 42;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The content key in shares.
     *
     * @param k as many shares give the key
     * @param shares in the order of their numbers, from 1
     */
    public record Escrow(int k, List<Share> shares) {
        public Escrow {
            shares = List.copyOf(shares);
        }

        /** The share of this holder; its number is its place, from 1. */
        public int numberOf(String holder) {
            for (int i = 0; i < shares.size(); i++) {
                if (shares.get(i).holder().equals(holder)) {
                    return i + 1;
                }
            }
            return 0;
        }
    }

    /**
     * A holder's share.
     *
     * @param key X25519 public key of the holder, 32 bytes
     * @param check by which the share is known, 32 bytes
     * @param box the share, sealed to the holder
     */
    public record Share(String holder, byte[] key, byte[] check, byte[] box) {}

    /** By which an envelope is known as one bidder's, without naming it: an envelope that is copied stays the other's. */
    static byte[] of(byte[] id, String creditCode) {
        return Sha256.of(Octets.utf8("GPE1/of\0"), id, Octets.utf8(creditCode));
    }

    /** Whether it was sealed as the bid of the organisation with this credit code. */
    public boolean isOf(String creditCode) {
        return MessageDigest.isEqual(of(id, creditCode), bidderOf);
    }

    /** Bytes of the whole file. */
    public long fileBytes() {
        return bodyAt() + content + chunks() * TAG_BYTES;
    }

    /** Number of chunks. */
    public long chunks() {
        return (content + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** Where the first chunk begins. */
    long bodyAt() {
        return VERSION_LINE.length() + Integer.BYTES + (long) bytes().length;
    }

    /** The header as it lies in the file, without its length. */
    public byte[] bytes() {
        return CanonicalJson.bytes(json(true));
    }

    /** What the boxes are bound to. */
    byte[] core() {
        return Sha256.of(Octets.utf8("GPE1/core\0"), CanonicalJson.bytes(json(false)));
    }

    /** What each chunk is bound to, without the byte that marks the last one. */
    byte[] boundTo() {
        return Sha256.of(Octets.utf8("GPE1/header\0"), bytes());
    }

    private ObjectNode json(boolean withBoxes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("v", 1).put("suite", 1);
        json.put("tender", tender).put("lot", lot).put("kind", kind.token());
        json.put("id", HEX.formatHex(id)).put("content", content);
        json.put("commit", HEX.formatHex(commit)).put("plain", HEX.formatHex(plain));
        ObjectNode bidder =
                json.putObject("bidder").put("of", HEX.formatHex(bidderOf)).put("key", HEX.formatHex(bidderKey));
        if (withBoxes) {
            bidder.put("box", Base64.getEncoder().encodeToString(bidderBox));
        }
        escrow.ifPresent(terms -> {
            ObjectNode node = json.putObject("escrow").put("k", terms.k());
            ArrayNode list = node.putArray("shares");
            for (Share share : terms.shares()) {
                ObjectNode each = list.addObject().put("holder", share.holder()).put("key", HEX.formatHex(share.key()));
                each.put("check", HEX.formatHex(share.check()));
                if (withBoxes) {
                    each.put("box", Base64.getEncoder().encodeToString(share.box()));
                }
            }
        });
        return json;
    }
}
