package org.gongping.core.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** A login to a database, to be tried before anything is built upon it. */
public record DatabaseLogin(String url, String user, String password) {
    /** Why nobody can log in, in the database's words; empty when somebody can. */
    public Optional<String> trouble(Duration patience) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(patience.toSeconds()));
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return connection.isValid((int) patience.toSeconds())
                    ? Optional.empty()
                    : Optional.of("it does not answer");
        } catch (SQLException e) {
            return Optional.of(e.getMessage().lines().findFirst().orElse("no reason given"));
        }
    }

    @Override
    public String toString() {
        return "a login of " + user;
    }
}
