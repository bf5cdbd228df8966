package org.gongping.service.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/**
 * One call of an operation: identity resolved, role admitted, parameters and body valid by the contract, transaction
 * open. Belongs to the virtual thread that handles it.
 */
public final class Call {
    private final String operationId;
    private final Language language;
    private final Caller caller;
    private final String address;
    private final Map<String, Object> parameters;
    private final Optional<JsonNode> body;
    private final byte[] bytes;
    private final Transaction transaction;

    Call(
            String operationId,
            Language language,
            Caller caller,
            String address,
            Map<String, Object> parameters,
            Optional<JsonNode> body,
            byte[] bytes,
            Transaction transaction) {
        this.operationId = operationId;
        this.language = language;
        this.caller = caller;
        this.address = address;
        this.parameters = Map.copyOf(parameters);
        this.body = body;
        this.bytes = bytes;
        this.transaction = transaction;
    }

    Call in(Transaction other) {
        return new Call(operationId, language, caller, address, parameters, body, bytes, other);
    }

    public String operationId() {
        return operationId;
    }

    /** The language the caller reads, by Accept-Language. */
    public Language language() {
        return language;
    }

    /** @throws IllegalStateException in an operation that is open to everybody */
    public Actor actor() {
        return caller.actor()
                .orElseThrow(() -> new IllegalStateException(operationId + " is open: nobody need be logged in"));
    }

    /** The network address from which the call came, as this machine sees it. */
    public String address() {
        return address;
    }

    /** Who calls, in an operation that is open to everybody, when they are logged in. */
    public Optional<Actor> knownActor() {
        return caller.actor();
    }

    /** What a browser must send back as X-CSRF-Token; empty for programs. */
    Optional<String> csrfToken() {
        return caller.csrfToken();
    }

    /**
     * The one transaction of this call: it writes for a command, and is read-only otherwise.
     *
     * @throws IllegalStateException while an upload is being received, when none is open
     */
    public Transaction transaction() {
        if (transaction == null) {
            throw new IllegalStateException("no transaction is open while a body is received");
        }
        return transaction;
    }

    /** A path, query or header parameter of format uuid. */
    public UUID uuid(String parameter) {
        return UUID.fromString(text(parameter));
    }

    /** A required parameter, or one with a default. */
    public String text(String parameter) {
        return optionalText(parameter)
                .orElseThrow(() -> new IllegalArgumentException(
                        operationId + " has no required parameter of the name " + parameter));
    }

    public Optional<String> optionalText(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).map(String::valueOf);
    }

    /** An integer parameter that is required or has a default, such as {@code limit}. */
    public int integer(String parameter) {
        return Integer.parseInt(text(parameter));
    }

    /** The version that the writer saw: the number in If-Match (RFC 9110, section 13.1.1). */
    public long expectedVersion() {
        String tag = text("If-Match");
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    /** Made by the client; a repeat gets the first answer without this handler being called again. */
    public UUID commandId() {
        return uuid("Idempotency-Key");
    }

    /** The body as it came; a decimal number keeps its digits. */
    public JsonNode json() {
        return body.orElseThrow(() -> new IllegalStateException(operationId + " has no body"));
    }

    /** The body byte by byte, as a signature over it needs it; empty for an upload. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The body as the record of the contract.
     *
     * @throws Unreadable which the edge answers with 400 and the pointer, when the schema let something pass that
     *     the record does not take, such as a time without an offset
     */
    public <T> T body(Class<T> type) {
        try {
            return Json.codec().treeToValue(json(), type);
        } catch (JsonMappingException e) {
            throw new Unreadable(pointer(e.getPath()));
        } catch (JsonProcessingException e) {
            throw new Unreadable("");
        }
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** The body is not what its record takes. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String pointer;

        Unreadable(String pointer) {
            super("body not readable at " + pointer, null, false, false);
            this.pointer = pointer;
        }

        Refusal refusal() {
            return Refusal.Invalid.of(pointer, "值无法识别", "The value cannot be read");
        }
    }
}
