package org.gongping.core.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The right of one server among several to do what only one may do: an advisory lock of PostgreSQL on a connection of its
 * own. Whoever loses the connection loses the lead and, with it, every transaction that is not committed. For one thread.
 */
public final class Lead implements AutoCloseable {
    private final Connection connection;
    private final Settings settings = new Settings().withExecuteLogging(false).withRenderSchema(false);

    private Lead(Connection connection) {
        this.connection = connection;
    }

    /** Lost: somebody else may lead by now. */
    public static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(SQLException cause) {
            super("the lead is lost: " + cause.getMessage(), cause);
        }
    }

    /**
     * Takes the lead; empty while another has it.
     *
     * @param lock names what is led, the same on every server
     * @throws Lost when the database cannot be reached
     */
    public static Optional<Lead> tryTake(DatabaseLogin login, long lock) {
        return tryTake(login, lock, Duration.ofSeconds(60));
    }

    /**
     * As {@link #tryTake(DatabaseLogin, long)}.
     *
     * @param patience how long one statement may take
     */
    public static Optional<Lead> tryTake(DatabaseLogin login, long lock, Duration patience) {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "gongping log");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        try {
            Connection connection = DriverManager.getConnection(login.url(), properties);
            try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                statement.setLong(1, lock);
                try (var answer = statement.executeQuery()) {
                    if (answer.next() && answer.getBoolean(1)) {
                        connection.setAutoCommit(false);
                        return Optional.of(new Lead(connection));
                    }
                }
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new Lost(e);
        }
    }

    /**
     * One transaction; commits when the work returns and rolls back when it throws.
     *
     * @throws Lost when a statement fails or the connection is gone; whether the transaction committed is then not known
     */
    public <T> T transact(Database.Work<T> work) {
        var transaction = new Transaction(DSL.using(connection, SQLDialect.POSTGRES, settings));
        try {
            T result = work.run(transaction);
            connection.commit();
            transaction.committed();
            return result;
        } catch (SQLException e) {
            throw new Lost(e);
        } catch (RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException lost) {
                lost.addSuppressed(e);
                throw new Lost(lost);
            }
            if (e instanceof DataAccessException && e.getCause() instanceof SQLException failed) {
                throw new Lost(failed);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new Lost(e);
        }
    }
}
