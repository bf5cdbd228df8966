package org.gongping.core.audit.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records get their places one after the other, and every signed checkpoint stands on durable tiles. */
@Tag("database")
class SequencerTest {
    private static final Actor ADMINISTRATOR =
            new Actor("s", "admin", "Admin", Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));

    @TempDir
    private Path folder;

    private final TestPostgres.TestDatabase test = TestPostgres.freshDatabase();
    private final List<SignedNote> announced = new ArrayList<>();
    private final SoftwareSigner key =
            SoftwareSigner.generate("log.example/gongping/2026", SignatureType.ED25519, new SecureRandom());
    private Database database;
    private AuditLog audit;
    private LogFolder tiles;
    private LogFolder memory;
    private Lead lead;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = InstantSource.system();
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        database = Database.open(
                test.url(), test.application().user(), test.application().password(), Database.Limits.ofPool(8));
        audit = new AuditLog(
                new AuditRepository(),
                new PersonalData(new PersonalDataRepository(), clock, random, ids),
                clock,
                random,
                ids);
        tiles = new LogFolder(Files.createDirectory(folder.resolve("log")));
        memory = new LogFolder(Files.createDirectory(folder.resolve("signer")));
        lead = take().orElseThrow();
    }

    @AfterEach
    void close() {
        lead.close();
        database.close();
    }

    private Optional<Lead> take() {
        return Lead.tryTake(
                new DatabaseLogin(
                        test.url(),
                        TestPostgres.sequencer().user(),
                        TestPostgres.sequencer().password()),
                7);
    }

    private Sequencer sequencer() {
        return Sequencer.resume(
                lead,
                new SequenceRepository(),
                tiles,
                new CheckpointSigner(key, memory),
                InstantSource.system(),
                announced::add);
    }

    private AuditEntry append(int no) {
        return database.transact(tx -> audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.RULE_SET_LOAD, ADMINISTRATOR, "platform_administrator")
                        .with("ruleSet", "set-" + no)));
    }

    private Checkpoint announcedLast() {
        return Checkpoint.parse(announced.getLast().text()).orElseThrow();
    }

    private Long placeOf(UUID id) {
        return database.read(tx -> new SequenceRepository().place(tx, id)).orElse(null);
    }

    private void asSuperuser(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        test.url(), test.superuser().user(), test.superuser().password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void givesPlacesInTheOrderOfInsertionAndSignsWhatTheTilesHold() {
        Sequencer sequencer = sequencer();
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            entries.add(append(i));
            if (i % 70 == 0) {
                sequencer.step();
            }
        }
        sequencer.step();
        assertThat(sequencer.step()).isZero();
        for (int i = 0; i < entries.size(); i++) {
            assertThat(placeOf(entries.get(i).id())).isEqualTo(i);
        }
        Checkpoint last = announcedLast();
        assertThat(last.size()).isEqualTo(300);
        assertThat(new TileTree(tiles, 300).proofs().root(300)).isEqualTo(last.root());
        assertThat(announced.getLast().signedBy(List.of(key.verifierKey()))).containsExactly(key.verifierKey());
        assertThat(new TileTree(tiles, 300).hash(0, 17))
                .isEqualTo(entries.get(17).commitment().leafHash());
    }

    @Test
    void onlyOneLeads() {
        assertThat(take()).isEmpty();
        lead.close();
        // The database notices a moment later that the connection is gone.
        Optional<Lead> next = take();
        while (next.isEmpty()) {
            next = take();
        }
        lead = next.get();
        assertThat(sequencer().step()).isZero();
    }

    @Test
    void goesOnFromPlacesThatWereGivenButNotYetWritten() {
        Sequencer sequencer = sequencer();
        append(0);
        sequencer.step();
        // As if the process had died between the commit and the first tile: the places are taken, nothing else is done.
        append(1);
        append(2);
        lead.transact(tx -> {
            var repository = new SequenceRepository();
            var records = repository.pending(tx, 10);
            repository.assign(tx, 1, records);
            var writer = TileWriter.resume(tiles, 1);
            var staged = writer.stage(
                    records.stream().map(SequenceRepository.Pending::entry).toList());
            var before = repository.state(tx);
            assertThat(repository.advance(tx, before, new SequenceRepository.State(3, staged.root())))
                    .isTrue();
            return null;
        });
        sequencer();
        assertThat(announcedLast().size()).isEqualTo(3);
        assertThat(new TileTree(tiles, 3).proofs().root(3))
                .isEqualTo(announcedLast().root());
    }

    @Test
    void refusesToGoOnOverTilesThatAreMissing() throws Exception {
        Sequencer sequencer = sequencer();
        for (int i = 0; i < 5; i++) {
            append(i);
        }
        sequencer.step();
        Path lost = folder.resolve("log/tile");
        try (var files = Files.walk(lost)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(this::sequencer).isInstanceOf(LogDamaged.class).hasMessageContaining("missing");
    }

    @Test
    void refusesToGoOnOverADatabaseOlderThanTheLog() throws Exception {
        Sequencer sequencer = sequencer();
        append(0);
        sequencer.step();
        append(1);
        sequencer.step();
        asSuperuser(
                "SET gongping.audit_ddl = 'test'; ALTER TABLE audit_seq DISABLE TRIGGER ALL; DELETE FROM audit_seq WHERE idx = 1;"
                        + " UPDATE audit_state SET size = 1");
        assertThatThrownBy(this::sequencer).isInstanceOf(LogDamaged.class).hasMessageContaining("older than the log");
    }

    @Test
    void neverSignsTwoHistories() {
        Sequencer sequencer = sequencer();
        append(0);
        sequencer.step();
        var signer = new CheckpointSigner(key, memory);
        byte[] other = Merkle.leaf(new byte[] {1});
        assertThatThrownBy(() -> signer.sign(1, other, new TileTree(tiles, 1).proofs(), Instant.now()))
                .isInstanceOf(LogDamaged.class);
        assertThatThrownBy(() -> signer.sign(0, Merkle.emptyRoot(), new TileTree(tiles, 0).proofs(), Instant.now()))
                .isInstanceOf(LogDamaged.class);
    }
}
