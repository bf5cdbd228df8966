package org.gongping.service.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.Operation;
import java.util.Map;

/**
 * A request as the event loop saw it, handed to a virtual thread and changed by nobody afterwards.
 *
 * @param address from which it came, as this machine sees it
 * @param path decoded path parameters
 * @param body empty for an upload, whose body flows later
 */
record ApiRequest(
        Operation operation,
        String uri,
        String address,
        Map<String, String> path,
        MultiMap query,
        MultiMap headers,
        Credentials credentials,
        Buffer body) {
    Language language() {
        return Language.of(headers.get("Accept-Language"));
    }

    String operationId() {
        return operation.getOperationId();
    }

    boolean reads() {
        return operation.getHttpMethod().name().equals("GET");
    }
}
