package org.gongping.service.edge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who handles which operation of the contract. Filled by the features at the start, then fixed. */
public final class Operations {
    /** Handles a call on a virtual thread, where it may block. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Call call);
    }

    /** How an operation is served. */
    sealed interface Service {
        /** Inside one transaction: writing and answered once when the contract asks for an Idempotency-Key. */
        record Plain(Handler handler) implements Service {}

        /** A reading that itself leaves a trace, inside one transaction that writes. */
        record Traced(Handler handler) implements Service {}

        record Made(Making<?> making) implements Service {}

        record Uploading(Upload<?> upload) implements Service {}
    }

    private final Set<String> contract;
    private final Map<String, Service> services = new LinkedHashMap<>();

    Operations(Set<String> contract) {
        this.contract = Set.copyOf(contract);
    }

    /**
     * Serves the operation inside one transaction. It writes when the contract asks for an Idempotency-Key, and a
     * repeat of the command then gets the stored answer; otherwise it is read-only, on one snapshot.
     */
    public void handle(String operationId, Handler handler) {
        put(operationId, new Service.Plain(handler));
    }

    /** Serves a reading that is itself put on record. */
    public void handleTraced(String operationId, Handler handler) {
        put(operationId, new Service.Traced(handler));
    }

    /** Serves a reading whose answer is made once it is on record. */
    public void make(String operationId, Making<?> making) {
        put(operationId, new Service.Made(making));
    }

    /** Serves an operation whose body is a file of any size up to the configured limit. */
    public void upload(String operationId, Upload<?> upload) {
        put(operationId, new Service.Uploading(upload));
    }

    private void put(String operationId, Service service) {
        if (!contract.contains(operationId)) {
            throw new IllegalStateException("operation " + operationId + " is not in the contract");
        }
        if (services.putIfAbsent(operationId, service) != null) {
            throw new IllegalStateException("operation " + operationId + " has two handlers");
        }
    }

    /** Operations of the contract that nobody handles. */
    public Set<String> missing() {
        var missing = new TreeSet<>(contract);
        missing.removeAll(services.keySet());
        return missing;
    }

    Map<String, Service> services() {
        return Collections.unmodifiableMap(services);
    }
}
