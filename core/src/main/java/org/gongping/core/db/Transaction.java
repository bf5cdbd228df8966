package org.gongping.core.db;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/**
 * One database transaction, open for the time of one call. Use cases hand it on without looking inside; only
 * repositories call {@link #dsl()} (held by an architecture test), so SQL has one home.
 */
public final class Transaction {
    private final DSLContext dsl;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** For repositories alone. Valid until the transaction ends. */
    public DSLContext dsl() {
        return dsl;
    }

    /** Runs this once the transaction is durable, and never when it is not. */
    public void afterCommit(Runnable effect) {
        afterCommit.add(effect);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
