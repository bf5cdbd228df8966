import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Target;

/**
 * Build step: runs the Flyway migrations on a throw-away PostgreSQL and generates the jOOQ classes from the
 * resulting schema, so that schema and code cannot drift. Does nothing when neither this file nor a migration changed.
 * Arguments: the migration folder, the output folder.
 */
class GenerateJooq {
    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Path stamp = output.resolve(".digest");
        String digest = digestOf(migrations);
        if (Files.exists(stamp) && Files.readString(stamp).equals(digest)) {
            return;
        }
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.WARN);
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var connection = postgres.getPostgresDatabase().getConnection()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            var tool = new GenerationTool();
            tool.setConnection(connection);
            tool.run(new Configuration()
                    .withGenerator(new Generator()
                            .withDatabase(new Database()
                                    .withName("org.jooq.meta.postgres.PostgresDatabase")
                                    .withInputSchema("public")
                                    .withOutputSchemaToDefault(true)
                                    .withExcludes("flyway_schema_history|audit_entry_[0-9]+|audit_entry_other|(?:.*\\.)?expert\\.search")
                                    .withIncludeExcludeColumns(true)
                                    .withIncludeRoutines(false)
                                    .withForcedTypes(List.of(new ForcedType().withName("INSTANT").withIncludeTypes("(?i:timestamptz|timestamp.*with.*time.*zone.*)"))))
                            .withGenerate(new Generate().withGlobalObjectReferences(true).withPojos(false).withImplicitJoinPathsToMany(false))
                            .withTarget(new Target()
                                    .withPackageName("org.gongping.core.db.jooq")
                                    .withDirectory(output.toString()))));
        }
        Files.writeString(stamp, digest);
    }

    private static String digestOf(Path migrations) throws Exception {
        var sha = MessageDigest.getInstance("SHA-256");
        sha.update(Files.readAllBytes(migrations.resolveSibling("../../../build/GenerateJooq.java").normalize()));
        try (var files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                sha.update(file.getFileName().toString().getBytes("UTF-8"));
                sha.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
