package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.db.TestPostgres.TestDatabase;
import org.gongping.service.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the schema is a record, whoever made it; the first schema of an installation is none. */
class SchemaRecordTest {
    private final TestDatabase database = TestPostgres.freshDatabase();
    private final Rows rows = Rows.asSuperuser(database);

    @TempDir
    private Path folder;

    private void startOnce() {
        TestServer.start(folder, database, config -> config).close();
    }

    private List<Map<String, String>> records() {
        return rows.query("SELECT record::jsonb->'body'->>'from' AS before, record::jsonb->'body'->>'to' AS now"
                + " FROM audit_entry WHERE kind = 'admin.migrate'");
    }

    @Test
    void theFirstServerThatFindsAnotherVersionPutsItOnRecord() {
        startOnce();
        assertThat(records()).isEmpty();
        String version =
                rows.query("SELECT schema_version FROM installation").getFirst().get("schema_version");
        rows.execute("UPDATE installation SET schema_version = '6'");
        startOnce();
        startOnce();
        assertThat(records()).containsExactly(Map.of("before", "6", "now", version));
    }
}
