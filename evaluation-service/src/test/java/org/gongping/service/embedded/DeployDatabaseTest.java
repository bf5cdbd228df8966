package org.gongping.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.gongping.core.db.Migrations;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.db.TestPostgres.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the operator's script makes is enough for the migrations and for the server, and is not more. */
@Tag("database")
class DeployDatabaseTest {
    @Test
    void theScriptMakesLoginsThatCanMigrateAndServe() throws Exception {
        TestDatabase cluster = TestPostgres.emptyDatabase();
        String script = Files.readString(Path.of("..", "deploy", "database.sql"))
                .replaceAll("(?m)^--.*$", "")
                .replace(":'migrator_password'", "'migrate'")
                .replace(":'server_password'", "'serve'")
                .replace(":'log_password'", "'append'")
                .replace(":'selfcheck_password'", "'look'")
                // The tests made these group roles already, as any cluster that holds two installations has.
                .replace("CREATE ROLE gongping_app NOLOGIN;", "")
                .replace("CREATE ROLE gongping_sequencer NOLOGIN;", "")
                .replace("CREATE ROLE gongping_auditor NOLOGIN;", "");
        try (var connection = DriverManager.getConnection(
                        cluster.url(),
                        cluster.superuser().user(),
                        cluster.superuser().password());
                var statement = connection.createStatement()) {
            for (String command : script.split(";", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        }
        String url = cluster.url().replaceAll("/[^/]*$", "/gongping");

        assertThat(new Migrations(url, "gongping_migrator", "migrate").migrate())
                .isPositive();
        assertThatCode(new Migrations(url, "gongping_server", "serve")::requireCurrent)
                .doesNotThrowAnyException();
    }
}
