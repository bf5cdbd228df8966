package org.gongping.service.system;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One call of an operation of the contract.
 *
 * @param path below {@code /api/v1}
 * @param body what is sent as JSON, or the bytes of a file; null for none
 * @param version sent as If-Match; null for none
 * @param commandId sent as Idempotency-Key; null for a reading
 */
record Step(String operationId, Person by, String method, String path, Object body, Integer version, UUID commandId) {
    static Step read(String operationId, Person by, String path) {
        return new Step(operationId, by, "GET", path, null, null, null);
    }

    static Step write(String operationId, Person by, String method, String path, Object body) {
        return new Step(operationId, by, method, path, body, null, UUID.randomUUID());
    }

    /** The same call of somebody else, as a command of its own. */
    Step as(Person other) {
        return new Step(operationId, other, method, path, body, version, commandId == null ? null : UUID.randomUUID());
    }

    Step onVersion(Integer seen) {
        return new Step(operationId, by, method, path, body, seen, commandId);
    }

    Step withId(UUID id) {
        return new Step(operationId, by, method, path, body, version, id);
    }

    Step withBody(Object other) {
        return new Step(operationId, by, method, path, other, version, commandId);
    }

    Step at(String otherPath) {
        return new Step(operationId, by, method, otherPath, body, version, commandId);
    }

    boolean isWrite() {
        return commandId != null;
    }

    /** Whether it changes something, be it without a command id. */
    boolean isCommand() {
        return isWrite() || operationId.equals("releaseKeys");
    }

    /** The members of a JSON body. */
    @SuppressWarnings("unchecked")
    Optional<Map<String, Object>> members() {
        return body instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty();
    }
}
