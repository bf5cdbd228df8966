package org.gongping.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions and back-pressure on a real PostgreSQL. */
class DatabaseTest {
    private TestPostgres.TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestPostgres.freshDatabase();
        database = Database.open(
                test.url(),
                test.superuser().user(),
                test.superuser().password(),
                new Database.Limits(3, 2, Duration.ofMillis(400), Duration.ofSeconds(2)));
        database.transact(transaction -> transaction.dsl().execute("CREATE TABLE t (n int PRIMARY KEY, v int)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int count() {
        return database.read(transaction ->
                transaction.dsl().fetchSingle("SELECT count(*) FROM t").get(0, Integer.class));
    }

    private static int insert(Transaction transaction, int n) {
        return transaction.dsl().execute("INSERT INTO t VALUES (?, 0)", n);
    }

    private static String show(Transaction transaction, String setting) {
        return transaction.dsl().fetchSingle("SHOW " + setting).get(0, String.class);
    }

    @Test
    void commitsWhatReturnsAndRollsBackWhatThrows() {
        database.transact(transaction -> insert(transaction, 1));
        assertThatThrownBy(() -> database.transact(transaction -> {
                    insert(transaction, 2);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void rollsBackAResultThatIsNotToBeKept() {
        assertThat(database.<Integer>transact(transaction -> insert(transaction, 1), result -> false))
                .isEqualTo(1);
        assertThat(count()).isZero();
    }

    @Test
    void readsOnOneSnapshotAndWritesNothing() {
        database.read(transaction -> {
            assertThat(show(transaction, "transaction_isolation")).isEqualTo("repeatable read");
            assertThat(show(transaction, "transaction_read_only")).isEqualTo("on");
            return null;
        });
        database.transact(transaction -> {
            assertThat(show(transaction, "transaction_isolation")).isEqualTo("read committed");
            assertThat(show(transaction, "transaction_read_only")).isEqualTo("off");
            assertThat(show(transaction, "statement_timeout")).isEqualTo("2s");
            assertThat(show(transaction, "idle_in_transaction_session_timeout")).isEqualTo("4s");
            return null;
        });
        assertThatThrownBy(() -> database.read(transaction -> insert(transaction, 1)))
                .hasMessageContaining("read-only");
    }

    @Test
    void repeatsAfterASerializationFailureButNotForEver() {
        var runs = new AtomicInteger();
        int result = database.transact(transaction -> {
            if (runs.incrementAndGet() < 3) {
                transaction.dsl().execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
            }
            return insert(transaction, 1);
        });
        assertThat(result).isEqualTo(1);
        assertThat(runs).hasValue(3);
        runs.set(0);
        assertThatThrownBy(() -> database.transact(transaction -> {
                    runs.incrementAndGet();
                    return transaction
                            .dsl()
                            .execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$");
                }))
                .hasMessageContaining("again");
        assertThat(runs).hasValue(4);
    }

    @Test
    void doesNotRepeatAnythingElse() {
        var runs = new AtomicInteger();
        database.transact(transaction -> insert(transaction, 1));
        assertThatThrownBy(() -> database.transact(transaction -> {
                    runs.incrementAndGet();
                    return insert(transaction, 1);
                }))
                .hasMessageContaining("duplicate key");
        assertThat(runs).hasValue(1);
    }

    @Test
    void refusesATransactionInsideATransaction() {
        assertThatThrownBy(() -> database.read(outer -> database.read(inner -> 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void turnsAwayWhatFindsTheQueueFullOrWaitsTooLong() throws InterruptedException {
        var running = new CountDownLatch(3);
        var release = new CountDownLatch(1);
        var held = new java.util.ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 3; i++) {
            held.add(database.submit(() -> database.read(transaction -> {
                running.countDown();
                awaitQuietly(release);
                return 1;
            })));
        }
        running.await();
        CompletableFuture<Integer> waits = database.submit(() -> database.read(transaction -> 1));
        assertThatThrownBy(waits::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Database.Busy.class);
        assertThat(database.usage().running()).isEqualTo(3);
        release.countDown();
        held.forEach(CompletableFuture::join);
        assertThat(database.<Integer>read(transaction -> 1)).isEqualTo(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsAStatementThatRunsTooLong() {
        assertThatThrownBy(() -> database.read(transaction -> transaction.dsl().fetch("SELECT pg_sleep(10)")))
                .hasMessageContaining("statement timeout");
        assertThat(count()).isZero();
    }

    @Test
    void saysThatTheDatabaseCannotBeReached() {
        assertThatThrownBy(() -> Database.open(
                        "jdbc:postgresql://127.0.0.1:1/nowhere",
                        "nobody",
                        "none",
                        new Database.Limits(1, 1, Duration.ofMillis(300), Duration.ofSeconds(1))))
                .isInstanceOf(Database.Unavailable.class);
    }

    @Test
    void holdsTheConnectionsOpenAndAnswers() {
        database.warmUp();
        assertThat(database.answers()).isTrue();
    }

    @Test
    void knowsWhetherTheSchemaIsCurrent() {
        new Migrations(test.url(), test.application().user(), test.application().password()).requireCurrent();
        var empty = TestPostgres.emptyDatabase();
        var migrations = new Migrations(
                empty.url(), empty.superuser().user(), empty.superuser().password());
        assertThatThrownBy(migrations::requireCurrent)
                .isInstanceOf(Migrations.SchemaMismatch.class)
                .hasMessageContaining("version none");
        assertThat(migrations.migrate()).isPositive();
        migrations.requireCurrent();
    }
}
