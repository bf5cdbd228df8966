package org.gongping.core.verify.envelope;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a record {@code bid.submit} says of the envelopes that were received. The record is what a receipt carries; whether it
 * stands in the log is for others to check.
 *
 * @param record its id
 * @param time of the server
 * @param bidder its credit code
 * @param script with which the page sealed it; empty where no page has
 */
public record SubmittedBid(
        String record,
        String time,
        String tender,
        long lot,
        String bidder,
        Map<String, Received> envelopes,
        Optional<Script> script) {
    private static final String KIND = "bid.submit";
    private static final HexFormat HEX = HexFormat.of();

    /**
     * An envelope by what was committed to; all hex.
     *
     * @param sha256 of the whole file
     */
    public record Received(String id, String commit, String plain, String sha256, long size) {}

    /**
     * The script that the bidder's browser declared.
     *
     * @param sha256 hex
     * @param entry id of the record in the log that names it; empty when the server had put none there
     */
    public record Script(String sha256, Optional<String> entry) {}

    /** Nothing for bytes that are no such record. */
    public static Optional<SubmittedBid> of(byte[] record) {
        try {
            Members all = members("record", JsonReader.read(record));
            if (!all.text("kind").equals(KIND)) {
                return Optional.empty();
            }
            Members body = all.members("body");
            Map<String, Received> envelopes = new TreeMap<>();
            for (Json item : body.items("envelopes")) {
                Members envelope = members("envelope", item);
                String kind = envelope.text("kind");
                Members document = document(all, kind);
                envelopes.put(
                        kind,
                        new Received(
                                envelope.text("id"),
                                envelope.text("commit"),
                                envelope.text("plain"),
                                document.text("hash"),
                                document.number("size")));
            }
            return Optional.of(new SubmittedBid(
                    all.text("id"),
                    all.text("t"),
                    all.text("tender"),
                    body.number("lot"),
                    body.text("bidder"),
                    envelopes,
                    body.has("script") ? Optional.of(script(body.members("script"))) : Optional.empty()));
        } catch (JsonReader.Malformed | Broken e) {
            return Optional.empty();
        }
    }

    private static Script script(Members script) throws Broken {
        return new Script(
                script.text("sha256"), script.has("entry") ? Optional.of(script.text("entry")) : Optional.empty());
    }

    private static Members document(Members record, String kind) throws Broken {
        for (Json item : record.items("docs")) {
            Members document = members("document", item);
            if (document.text("name").equals(kind) && document.text("alg").equals("sha256")) {
                return document;
            }
        }
        throw Broken.of(Rule.RECEIPT, "no document " + kind);
    }

    private static Members members(String path, Json json) throws Broken {
        return Members.of(path, json, Rule.RECEIPT, Rule.RECEIPT);
    }

    /** Holds a header to the tender, lot and bidder of this bid, and to the kinds that it has. */
    void hold(Header header) throws Broken {
        if (!header.tender().equals(tender)) {
            throw Broken.of(Rule.TENDER, header.tender() + ", receipt " + tender);
        }
        if (header.lot() != lot) {
            throw Broken.of(Rule.LOT, header.lot() + ", receipt " + lot);
        }
        if (!envelopes.containsKey(header.kind())) {
            throw Broken.of(Rule.KIND, header.kind() + ", receipt " + envelopes.keySet());
        }
        if (!header.isOf(bidder)) {
            throw Broken.of(Rule.BIDDER, "receipt " + bidder);
        }
    }

    /** Holds a file to what was received, as the last thing: its digest takes reading all of it. */
    void hold(Header header, long size, byte[] sha256) throws Broken {
        Received received = envelopes.get(header.kind());
        same("id", header.id(), received.id());
        same("commit", header.commit(), received.commit());
        same("plain", header.plain(), received.plain());
        if (size != received.size()) {
            throw Broken.of(Rule.RECEIPT, "size: " + size + ", receipt " + received.size());
        }
        same("SHA-256", sha256, received.sha256());
    }

    private static void same(String what, byte[] found, String received) throws Broken {
        if (!Arrays.equals(found, bytes(received))) {
            throw Broken.of(Rule.RECEIPT, what + ": " + HEX.formatHex(found) + ", receipt " + received);
        }
    }

    private static byte[] bytes(String hex) {
        try {
            return HEX.parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
