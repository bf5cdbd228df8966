package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a superuser does to the guards themselves. No event trigger fires for event triggers, so it cannot be refused: it
 * is found.
 */
class GuardTamperTest {
    private static final String DDL = "guard.event-trigger gongping_audit_ddl";
    private static final String DROP = "guard.event-trigger gongping_audit_drop";

    @TempDir
    private Path folder;

    private static Map<String, List<String>> deeds() {
        Map<String, List<String>> deeds = new TreeMap<>();
        deeds.put("DROP FUNCTION audit_guard_drop() CASCADE", List.of(DROP, "guard.function audit_guard_drop"));
        deeds.put("DROP EVENT TRIGGER gongping_audit_ddl", List.of(DDL));
        deeds.put("DROP EVENT TRIGGER gongping_audit_drop", List.of(DROP));
        deeds.put("ALTER EVENT TRIGGER gongping_audit_drop DISABLE", List.of(DROP));
        deeds.put("ALTER EVENT TRIGGER gongping_audit_ddl ENABLE", List.of(DDL));
        deeds.put("ALTER EVENT TRIGGER gongping_audit_ddl ENABLE REPLICA", List.of(DDL));
        deeds.put("ALTER EVENT TRIGGER gongping_audit_ddl RENAME TO elsewhere", List.of(DDL));
        deeds.put(
                "DROP EVENT TRIGGER gongping_audit_drop; DROP FUNCTION audit_guard_ddl() CASCADE",
                List.of(DDL, DROP, "guard.function audit_guard_ddl"));
        deeds.put(
                "DROP EVENT TRIGGER gongping_audit_ddl; CREATE SCHEMA mine;"
                        + " CREATE FUNCTION mine.audit_guard_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER gongping_audit_ddl ON ddl_command_end EXECUTE FUNCTION mine.audit_guard_ddl();"
                        + " ALTER EVENT TRIGGER gongping_audit_ddl ENABLE ALWAYS",
                List.of(DDL));
        deeds.put(
                "SET gongping.audit_ddl = 'nobody will ask'; ALTER FUNCTION audit_append SECURITY INVOKER",
                List.of("guard.function audit_append"));
        deeds.put(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET gongping.audit_ddl = ''x''', current_database()); END $$",
                List.of("guard.setting database test gongping.audit_ddl", "guard.setting here gongping.audit_ddl"));
        deeds.put(
                "ALTER ROLE postgres SET session_replication_role = replica",
                List.of("guard.setting role postgres session_replication_role"));
        return deeds;
    }

    @TestFactory
    Stream<DynamicTest> whatCannotBeRefusedIsFound() {
        return deeds().entrySet().stream()
                .map(deed -> DynamicTest.dynamicTest(deed.getKey(), () -> found(deed.getKey(), deed.getValue())));
    }

    private void found(String sql, List<String> expected) throws IOException {
        Path own = Files.createTempDirectory(folder, "hall");
        try (LogHall log = new LogHall(own)) {
            assertThat(log.found()).isEmpty();
            try {
                log.hall.rows.execute(sql);
                // Databases of the tests are numbered.
                assertThat(log.found().stream().map(each -> each.replaceFirst("test_\\d+", "test")))
                        .containsExactlyInAnyOrderElementsOf(expected);
            } finally {
                log.hall.rows.execute("ALTER ROLE postgres RESET session_replication_role");
            }
        }
    }
}
