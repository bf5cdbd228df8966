package org.gongping.core.bid.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.db.Transaction;

/**
 * What the record of a bid promised when it was received. The log holds the record, and the bidder a proof of it, so that
 * envelopes are held to this and not to the tables beside them, which whoever writes in the database can change.
 */
public final class BidReceipt {
    private record Promised(String sha256, String id, String commit, String plain) {}

    private final Map<EnvelopeKind, Promised> promised;

    private BidReceipt(Map<EnvelopeKind, Promised> promised) {
        this.promised = promised;
    }

    /** @throws IllegalStateException when the record is missing: the self-check of the log names it */
    public static BidReceipt of(Transaction tx, AuditRepository audit, Submission submission) {
        JsonNode record = audit.find(tx, submission.projectId(), submission.entryId(), true)
                .map(entry -> parse(entry.record()))
                .orElseThrow(() -> new IllegalStateException("submission " + submission.id() + " has no record"));
        Map<EnvelopeKind, Promised> promised = new EnumMap<>(EnvelopeKind.class);
        for (JsonNode envelope : record.path("body").path("envelopes")) {
            EnvelopeKind kind = EnvelopeKind.of(envelope.path("kind").asText()).orElseThrow();
            promised.put(
                    kind,
                    new Promised(
                            digest(record, kind),
                            envelope.path("id").asText(),
                            envelope.path("commit").asText(),
                            envelope.path("plain").asText()));
        }
        return new BidReceipt(promised);
    }

    private static String digest(JsonNode record, EnvelopeKind kind) {
        for (JsonNode document : record.path("docs")) {
            if (document.path("name").asText().equals(kind.token())) {
                return document.path("hash").asText();
            }
        }
        return "";
    }

    private static JsonNode parse(String record) {
        try {
            return CanonicalJson.parse(record.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is no JSON", e);
        }
    }

    /** Whether this header is the one that was received. */
    public boolean isOf(EnvelopeHeader header) {
        HexFormat hex = HexFormat.of();
        return Optional.ofNullable(promised.get(header.kind()))
                .filter(each -> each.id().equals(hex.formatHex(header.id())))
                .filter(each -> each.commit().equals(hex.formatHex(header.commit())))
                .filter(each -> each.plain().equals(hex.formatHex(header.plain())))
                .isPresent();
    }

    /** Whether these are the bytes that were received. */
    public boolean isOf(EnvelopeKind kind, byte[] sha256) {
        return Optional.ofNullable(promised.get(kind))
                .filter(each -> each.sha256().equals(HexFormat.of().formatHex(sha256)))
                .isPresent();
    }
}
