package org.gongping.service.edge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.db.Transaction;

/**
 * Puts the log's word for each critical record with the answer to the command that made it: whoever takes a step may
 * see its record, and nobody else gets the answer. Stored with it, so that a repeat gets the same.
 */
final class Enclosures {
    private final Optional<PromiseEntry> promises;

    /** @param promises empty where the server holds no log: then nothing is promised */
    Enclosures(Optional<PromiseEntry> promises) {
        this.promises = promises;
    }

    /** The members of the answer, and one more. */
    record WithReceipts(@JsonUnwrapped Object answer, List<ReceiptJson> receipts) {}

    Answer with(Answer answer, Transaction transaction) {
        List<AuditEntry> entries = transaction.enclosed(AuditEntry.class);
        if (promises.isEmpty()
                || entries.isEmpty()
                || !(answer instanceof Answer.Body(int status, Object value, OptionalLong version))) {
            return answer;
        }
        List<ReceiptJson> receipts = entries.stream()
                .map(entry -> ReceiptJson.of(promises.get().of(entry)))
                .toList();
        return new Answer.Body(status, enclosed(value, receipts), version);
    }

    /** A tree or a map has no properties that Jackson would unwrap. */
    private static Object enclosed(Object answer, List<ReceiptJson> receipts) {
        if (answer instanceof JsonNode || answer instanceof Map<?, ?>) {
            ObjectNode members = Json.codec().valueToTree(answer);
            members.set("receipts", Json.codec().valueToTree(receipts));
            return members;
        }
        return new WithReceipts(answer, receipts);
    }
}
