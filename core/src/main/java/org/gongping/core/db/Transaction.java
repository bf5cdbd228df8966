package org.gongping.core.db;

import org.jooq.DSLContext;

/**
 * One database transaction, open for the time of one call. Use cases hand it on without looking inside; only
 * repositories call {@link #dsl()} (held by an architecture test), so SQL has one home.
 */
public final class Transaction {
    private final DSLContext dsl;

    Transaction(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** For repositories alone. Valid until the transaction ends. */
    public DSLContext dsl() {
        return dsl;
    }
}
