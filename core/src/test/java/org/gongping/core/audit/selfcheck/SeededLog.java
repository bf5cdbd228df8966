package org.gongping.core.audit.selfcheck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.TestPostgres;
import org.postgresql.PGConnection;

/** A log of any size, rows and tiles, that agrees with itself: put there in bulk, not appended. */
final class SeededLog implements AutoCloseable {
    private static final int BATCH = 4_096;
    private static final long FIRST = Instant.parse("2026-03-02T01:00:00Z").toEpochMilli();
    private static final String OFF =
            "SET gongping.audit_ddl = 'seed'; ALTER TABLE audit_entry_202603 DISABLE TRIGGER USER;"
                    + " ALTER TABLE audit_seq DISABLE TRIGGER USER";
    private static final String ON =
            "SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, tgname)"
                    + " FROM pg_trigger WHERE tgenabled = 'D'";

    final TestPostgres.TestDatabase test = TestPostgres.freshDatabase();
    final LogFolder tiles;
    private final LogFolder memory;
    private final SoftwareSigner key =
            SoftwareSigner.generate("log.example/gongping/2026", SignatureType.ED25519, new SecureRandom());
    private final SplittableRandom random = new SplittableRandom(7);
    private final Database database = Database.open(
            test.url(), TestPostgres.auditor().user(), TestPostgres.auditor().password(), Database.Limits.ofPool(1));
    private String previous = "";

    SeededLog(Path folder, int size) throws IOException, SQLException {
        tiles = new LogFolder(Files.createDirectories(folder.resolve("log")));
        memory = new LogFolder(Files.createDirectories(folder.resolve("signer")));
        TileWriter writer = TileWriter.resume(tiles, 0);
        try (Connection connection = connect()) {
            connection.createStatement().execute(OFF);
            for (int from = 0; from < size; from += BATCH) {
                writer.stage(batch(connection, from, Math.min(size, from + BATCH)))
                        .write();
            }
            switchOn(connection);
            connection
                    .createStatement()
                    .execute("UPDATE audit_state SET size = " + size + ", root = decode('"
                            + HexFormat.of().formatHex(writer.root())
                            + "', 'hex'); ANALYZE audit_entry; ANALYZE audit_seq");
        }
        SignedNote note = new CheckpointSigner(key, memory)
                .sign(size, writer.root(), new TileTree(tiles, size).proofs(), Instant.ofEpochMilli(FIRST));
        tiles.replace("checkpoint", note.write().getBytes(StandardCharsets.UTF_8));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                test.url(), test.superuser().user(), test.superuser().password());
    }

    private static void switchOn(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var triggers = connection.createStatement().executeQuery(ON)) {
            while (triggers.next()) {
                all.add(triggers.getString(1));
            }
        }
        for (String sql : all) {
            connection.createStatement().execute(sql);
        }
    }

    private List<byte[]> batch(Connection connection, int from, int to) throws SQLException, IOException {
        var rows = new StringBuilder();
        var places = new StringBuilder();
        List<byte[]> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            long millis = FIRST + i;
            Instant at = Instant.ofEpochMilli(millis);
            UUID id = new UUID(millis << 16 | 0x7000 | i & 0xFFF, 1L << 63 | random.nextLong() >>> 2);
            byte[] salt = new byte[32];
            random.nextBytes(salt);
            String record = record(id, at);
            Commitment commitment = Commitment.of(salt, record.getBytes(StandardCharsets.UTF_8));
            previous = commitment.hex();
            rows.append(id)
                    .append('\t')
                    .append(at)
                    .append("\tplatform\trule.load\t")
                    .append(record);
            rows.append("\t\\\\x")
                    .append(HexFormat.of().formatHex(salt))
                    .append('\t')
                    .append(commitment.entry());
            rows.append("\t\\\\x")
                    .append(HexFormat.of().formatHex(commitment.leafHash()))
                    .append('\n');
            places.append(i).append('\t').append(id).append('\t').append(at).append('\n');
            entries.add(commitment.entry().getBytes(StandardCharsets.UTF_8));
        }
        copy(connection, "audit_entry (id, created_at, stream, kind, record, salt, entry, leaf_hash)", rows);
        copy(connection, "audit_seq (idx, entry_id, created_at)", places);
        return entries;
    }

    private String record(UUID id, Instant at) {
        String time = at.toString().length() == 20 ? at.toString().replace("Z", ".000Z") : at.toString();
        return "{\"actor\":{\"ref\":\"" + "7".repeat(64)
                + "\",\"role\":\"platform_administrator\"},\"body\":{\"digest\":\""
                + "d".repeat(64) + "\",\"regime\":\"ENGINEERING\",\"ruleSet\":\"engineering-1\"},\"id\":\"" + id
                + "\",\"kind\":\"rule.load\",\"prev\":\"" + previous + "\",\"t\":\"" + time
                + "\",\"tender\":\"platform\",\"v\":1}";
    }

    private static void copy(Connection connection, String into, StringBuilder rows) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY " + into + " FROM STDIN",
                        new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** As a superuser who takes the guards off and puts them back. */
    void tamper(String sql) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(OFF);
            connection.createStatement().execute(sql);
            switchOn(connection);
        }
    }

    LogCheck check(long newest) {
        try {
            WitnessPolicy policy =
                    WitnessPolicy.parse("log " + key.verifierKey().text() + "\nquorum none\n");
            WitnessAnswers nobody = (witness, origin) -> new WitnessAnswers.Answer.Nothing();
            return new LogCheck(
                    database, new LogCheck.Watched(tiles, policy, nobody, false), InstantSource.system(), newest);
        } catch (WitnessPolicy.Malformed e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
