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
    private final List<Object> enclosures = new ArrayList<>();
    private final List<Object> news = new ArrayList<>();

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

    /** Puts something with the answer to the call, which goes out only if the transaction commits. */
    public void enclose(Object enclosure) {
        enclosures.add(enclosure);
    }

    /** What was put with the answer, of this type, in its order. */
    public <T> List<T> enclosed(Class<T> type) {
        return enclosures.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Tells whoever listens to this database ({@link Database#onCommit}) once the transaction is durable, and never when
     * it is not. News are hints: a process that dies after the commit tells nobody, so nothing may rest on them.
     */
    public void announce(Object hint) {
        news.add(hint);
    }

    List<Object> news() {
        return news;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
