package org.gongping.core.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The schema of the product: one list of scripts, in one order, never changed once released. */
public final class Migrations {
    private final Flyway flyway;

    public Migrations(String url, String user, String password) {
        this.flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url, user, password)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load();
    }

    /**
     * Brings the schema to the version of this program.
     *
     * @return number of scripts that were run
     * @throws SchemaMismatch when a script fails or the database cannot be reached
     */
    public int migrate() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new SchemaMismatch("the database cannot be migrated: " + firstLine(e), e);
        }
    }

    /** @throws SchemaMismatch unless the schema is exactly at the version of this program */
    public void requireCurrent() {
        try {
            var info = flyway.info();
            if (info.pending().length > 0) {
                throw new SchemaMismatch(
                        "the database schema is at version " + version(info.current()) + ", this server needs "
                                + info.pending()[info.pending().length - 1].getVersion()
                                + ": run the migrations first",
                        null);
            }
            flyway.validate();
        } catch (FlywayException e) {
            throw new SchemaMismatch("the database schema does not match this server: " + firstLine(e), e);
        }
    }

    /** The version that the schema is at. */
    public String current() {
        try {
            return version(flyway.info().current());
        } catch (FlywayException e) {
            throw new SchemaMismatch("the version of the database schema cannot be read: " + firstLine(e), e);
        }
    }

    private static String version(MigrationInfo current) {
        return current == null ? "none" : String.valueOf(current.getVersion());
    }

    private static String firstLine(FlywayException e) {
        return e.getMessage()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The schema is not what this program needs. */
    public static final class SchemaMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SchemaMismatch(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
