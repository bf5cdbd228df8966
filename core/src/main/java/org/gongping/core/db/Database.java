package org.gongping.core.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool and the one way to a transaction. A call runs on a virtual thread; as many run at once as there
 * are connections, the next wait in a short fair queue, and what finds the queue full or waits too long is turned away
 * with {@link Busy}, so that a burst cannot pile up work that nobody waits for any more.
 *
 * <p>A transaction that only reads sees one snapshot (REPEATABLE READ, READ ONLY). A transaction that writes runs at
 * READ COMMITTED and takes its row locks by name; it is repeated when PostgreSQL reports a serialization failure or a
 * deadlock, so its work must not have effects outside the database but through {@link Transaction#afterCommit}.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 4;
    private static final ScopedValue<Boolean> IN_TRANSACTION = ScopedValue.newInstance();

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    /**
     * @param poolSize calls that run at once; as many connections are held open for calls that read, and as many for
     *     those that write
     * @param queueLength calls that may wait for a connection
     * @param longestWait how long one may wait
     * @param statementTimeout after which PostgreSQL ends a statement
     */
    public record Limits(int poolSize, int queueLength, Duration longestWait, Duration statementTimeout) {
        public static Limits ofPool(int poolSize) {
            return new Limits(poolSize, 2_000, Duration.ofSeconds(5), Duration.ofSeconds(30));
        }
    }

    /** Work inside one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction);
    }

    /** Turned away for lack of a connection; the same call may succeed a moment later. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message, null, false, false);
        }
    }

    /** PostgreSQL cannot be reached. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(SQLException cause) {
            super("the database cannot be reached: " + cause.getMessage(), cause);
        }
    }

    /** What the pool is doing, for the metrics. */
    public record Usage(int running, int waiting, int poolSize) {}

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Limits limits;
    private final Semaphore permits;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("call-", 0).factory());
    private final Settings settings = new Settings().withExecuteLogging(false).withRenderSchema(false);
    private final List<Consumer<Object>> listeners = new CopyOnWriteArrayList<>();

    private Database(HikariDataSource writers, HikariDataSource readers, Limits limits) {
        this.writers = writers;
        this.readers = readers;
        this.limits = limits;
        this.permits = new Semaphore(limits.poolSize(), true);
    }

    /** @throws Unavailable when no connection can be made */
    public static Database open(String url, String user, String password, Limits limits) {
        try {
            return new Database(
                    pool("write", "read committed", url, user, password, limits),
                    pool("read", "repeatable read", url, user, password, limits),
                    limits);
        } catch (RuntimeException e) {
            throw sqlCause(e)
                    .map(Unavailable::new)
                    .<RuntimeException>map(unavailable -> unavailable)
                    .orElse(e);
        }
    }

    /** Connections whose transactions have one isolation by default: to ask for it each time would cost a round trip. */
    private static HikariDataSource pool(
            String name, String isolation, String url, String user, String password, Limits limits) {
        var config = new HikariConfig();
        config.setPoolName("gongping-" + name);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(limits.poolSize());
        config.setMinimumIdle(limits.poolSize());
        config.setConnectionTimeout(limits.longestWait().toMillis());
        config.setInitializationFailTimeout(limits.longestWait().toMillis());
        config.addDataSourceProperty("ApplicationName", "gongping");
        config.addDataSourceProperty("connectTimeout", limits.longestWait().toSeconds());
        config.setConnectionInitSql(("SET default_transaction_isolation = '%s'; SET statement_timeout = %d;"
                        + " SET idle_in_transaction_session_timeout = %d")
                .formatted(
                        isolation,
                        limits.statementTimeout().toMillis(),
                        limits.statementTimeout().multipliedBy(2).toMillis()));
        return new HikariDataSource(config);
    }

    /** From now on this hears all that is announced by transactions of this pool, on their threads; it must not block. */
    public void onCommit(Consumer<Object> listener) {
        listeners.add(listener);
    }

    private void tell(List<Object> news) {
        for (Object hint : news) {
            for (Consumer<Object> listener : listeners) {
                try {
                    listener.accept(hint);
                } catch (RuntimeException e) {
                    LOG.warn("what was committed stands, but was not told: {}", hint, e);
                }
            }
        }
    }

    /** Runs the call on a virtual thread of its own. Transactions inside it wait for their turn. */
    public <T> CompletableFuture<T> submit(Callable<T> call) {
        var answer = new CompletableFuture<T>();
        calls.execute(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** One transaction that writes; commits when the work returns and rolls back when it throws. */
    public <T> T transact(Work<T> work) {
        return transact(work, result -> true);
    }

    /**
     * One transaction that writes; commits when the work returns a result that the predicate accepts, and rolls back
     * otherwise.
     *
     * @throws Busy when no connection became free in time
     */
    public <T> T transact(Work<T> work, Predicate<? super T> commits) {
        for (int attempt = 1; ; attempt++) {
            try {
                return runOnce(false, work, commits);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isWorthRepeating(e)) {
                    throw e;
                }
                LOG.debug("transaction repeated after {}", e.getMessage());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L, 10_000_000L << attempt));
            }
        }
    }

    /**
     * One transaction that reads, on one snapshot.
     *
     * @throws Busy when no connection became free in time
     */
    public <T> T read(Work<T> work) {
        return runOnce(true, work, result -> true);
    }

    private <T> T runOnce(boolean readOnly, Work<T> work, Predicate<? super T> commits) {
        if (IN_TRANSACTION.isBound()) {
            throw new IllegalStateException("a transaction inside a transaction would wait for itself");
        }
        takePermit();
        try (Connection connection = connect(readOnly ? readers : writers)) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            var transaction = new Transaction(DSL.using(connection, SQLDialect.POSTGRES, settings));
            try {
                T result = ScopedValue.where(IN_TRANSACTION, true).call(() -> work.run(transaction));
                if (commits.test(result)) {
                    connection.commit();
                    transaction.committed();
                    tell(transaction.news());
                } else {
                    connection.rollback();
                }
                return result;
            } catch (Throwable failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw new org.jooq.exception.DataAccessException("transaction failed", e);
        } finally {
            permits.release();
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void takePermit() {
        if (permits.getQueueLength() >= limits.queueLength()) {
            throw new Busy("the queue for a database connection is full");
        }
        try {
            if (!permits.tryAcquire(limits.longestWait().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("no database connection became free in " + limits.longestWait());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("interrupted while waiting for a database connection");
        }
    }

    private static Connection connect(HikariDataSource pool) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new Unavailable(e);
        }
    }

    /** Whether this went wrong in the database, and not in the program that asked it. */
    public static boolean isToBlame(RuntimeException failure) {
        return failure instanceof Busy
                || failure instanceof Unavailable
                || sqlCause(failure).isPresent();
    }

    /** Whether this went wrong because the database takes no writing, as a standby: 25006 read_only_sql_transaction. */
    public static boolean isReadOnly(RuntimeException failure) {
        return sqlCause(failure)
                .filter(cause -> "25006".equals(cause.getSQLState()))
                .isPresent();
    }

    private static boolean isWorthRepeating(RuntimeException e) {
        // SQL:2023 class 40: 40001 serialization_failure, 40P01 deadlock_detected.
        String state = sqlCause(e).map(SQLException::getSQLState).orElse("");
        return state.equals("40001") || state.equals("40P01");
    }

    private static Optional<SQLException> sqlCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** Opens every connection and speaks to the server over each, so that the first caller waits for none. */
    public void warmUp() {
        Work<Integer> hello = transaction -> transaction.dsl().execute("SELECT 1");
        warmUp(() -> read(hello));
        warmUp(() -> transact(hello));
    }

    private void warmUp(Callable<Integer> hello) {
        var opened = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < limits.poolSize(); i++) {
            opened.add(submit(hello));
        }
        CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new)).join();
    }

    /** Whether PostgreSQL answers. Does not queue behind the callers. */
    public boolean answers() {
        try (Connection connection = readers.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            LOG.debug("the database does not answer", e);
            return false;
        }
    }

    public Usage usage() {
        return new Usage(limits.poolSize() - permits.availablePermits(), permits.getQueueLength(), limits.poolSize());
    }

    /** Waits for the running calls, at most ten seconds, then closes the connections. */
    @Override
    public void close() {
        calls.shutdown();
        try {
            if (!calls.awaitTermination(10, TimeUnit.SECONDS)) {
                List<Runnable> dropped = calls.shutdownNow();
                LOG.warn("calls were cut off at shutdown ({} had not begun)", dropped.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writers.close();
        readers.close();
    }
}
