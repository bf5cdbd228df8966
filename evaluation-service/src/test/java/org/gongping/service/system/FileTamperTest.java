package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ListAssert;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.audit.witness.AddCheckpoint;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.verify.Report;
import org.gongping.service.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody can do who has the files of the log, or the whole server with its key: to tiles and checkpoint, to one
 * reader, to a receipt. That it is found and named.
 */
class FileTamperTest {
    @TempDir
    private Path folder;

    private LogHall log;
    private String tile;
    private String bundle;

    @BeforeEach
    void open() throws IOException {
        log = new LogHall(folder);
        tile = "tile/0/000.p/" + log.size();
        bundle = "tile/entries/000.p/" + log.size();
        assertThat(log.verify().findings()).isEmpty();
        assertThat(log.selfCheck()).isEmpty();
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private void change(String file, UnaryOperator<byte[]> change) throws IOException {
        Path path = folder.resolve("log").resolve(file);
        Files.write(path, change.apply(Files.readAllBytes(path)));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    private ListAssert<String> selfCheckFinds() {
        return assertThat(log.selfCheck().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList());
    }

    private static ListAssert<String> findings(Report report) {
        return assertThat(report.findings().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList());
    }

    @Test
    void m13ABundleThatWasReplacedDoesNotYieldItsTile() throws IOException {
        // The last digit of the fourth entry's commitment; each entry has 80 bytes after two of length.
        int at = 4 * (Files.readAllBytes(folder.resolve("log").resolve(bundle)).length / (int) log.size()) - 9;
        change(bundle, bytes -> {
            bytes[at] = (byte) (bytes[at] == 'a' ? 'b' : 'a');
            return bytes;
        });
        findings(log.verify()).contains("tile.hash " + tile + " #3");
        findings(log.verify(folder.resolve("log").toString(), "policy")).contains("tile.hash " + tile + " #3");
        selfCheckFinds().containsExactly("bundle.leaf " + bundle);
        assertThat(log.selfCheck().getFirst().en()).startsWith("#3:");
    }

    @Test
    void m13ABundleThatIsGoneIsMissed() throws IOException {
        Files.delete(folder.resolve("log").resolve(bundle));
        findings(log.verify()).contains("bundle.missing " + bundle);
        selfCheckFinds().containsExactly("bundle.missing " + bundle);
    }

    @Test
    void m14ATileThatWasCutOffIsTooShort() throws IOException {
        change(tile, bytes -> Arrays.copyOf(bytes, bytes.length - 5));
        findings(log.verify()).contains("tile.length " + tile);
        selfCheckFinds().contains("tile.length " + tile, "checkpoint.unfounded checkpoint");
        assertThat(log.selfCheck())
                .anySatisfy(finding -> assertThat(finding.en())
                        .contains((log.size() * 32) + " bytes, it has " + (log.size() * 32 - 5)));
    }

    @Test
    void m14ATileThatIsGoneIsMissed() throws IOException {
        Files.delete(folder.resolve("log").resolve(tile));
        findings(log.verify()).contains("tile.missing " + tile);
        selfCheckFinds().contains("tile.missing " + tile);
    }

    @Test
    void m14ATileThatWasReplacedAgreesNeitherWithBundleNorRowNorRoot() throws IOException {
        change(tile, bytes -> flipped(bytes, 3 * 32));
        findings(log.verify()).contains("tile.hash " + tile + " #3");
        selfCheckFinds().contains("tile.leaf #3", "bundle.leaf " + bundle, "checkpoint.root checkpoint");
    }

    @Test
    void m15APartialTileOfAnotherWidthIsRefused() throws IOException {
        change(tile, bytes -> Arrays.copyOf(bytes, bytes.length + 32));
        findings(log.verify()).contains("tile.length " + tile);
        selfCheckFinds().contains("tile.length " + tile);
    }

    @Test
    void aCheckpointThatNobodySignedIsRefused() throws IOException {
        change("checkpoint", bytes -> {
            String note = new String(bytes, StandardCharsets.UTF_8);
            return note.replaceFirst("\n" + log.size() + "\n", "\n" + (log.size() - 1) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        });
        findings(log.verify()).containsExactly("note.signature checkpoint");
        selfCheckFinds().contains("checkpoint.signature checkpoint", "checkpoint.quorum checkpoint");
    }

    /** To the self-check this is a log whose witnesses are slow: the signed one is newer. Who has seen the newer one knows. */
    @Test
    void anOldCheckpointThatIsPutBackShrinksTheLogForWhoeverSawMore() throws IOException {
        byte[] old = Files.readAllBytes(folder.resolve("log/checkpoint"));
        long size = log.size();
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        log.awaitAllPublished();
        assertThat(log.verify().findings()).isEmpty();
        Files.write(folder.resolve("log/checkpoint"), old);
        Report report = log.verify();
        findings(report).contains("log.shrunk checkpoint");
        assertThat(report.findings().getFirst().en()).contains((size + 1) + " entries when last seen", size + " now");
    }

    /** The log as it would be with another entry at a place: all files and a checkpoint under the log's own key. */
    private SignedNote forge(Path into, int index, Instant now) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        log.hall
                .rows
                .query("SELECT entry FROM audit_seq JOIN audit_entry ON id = entry_id ORDER BY idx")
                .forEach(row -> entries.add(row.get("entry").getBytes(StandardCharsets.UTF_8)));
        byte[] entry = entries.get(index);
        entry[10] = (byte) (entry[10] == 'a' ? 'b' : 'a');
        var files = new LogFolder(Files.createDirectories(into));
        TileWriter writer = TileWriter.resume(files, 0);
        writer.stage(entries).write();
        var signer =
                new CheckpointSigner(log.key, new LogFolder(Files.createDirectories(folder.resolve("forgers-memory"))));
        var proofs = new TileTree(files, entries.size()).proofs();
        SignedNote note = signer.sign(entries.size(), writer.root(), proofs, now);
        files.replace("checkpoint", note.write().getBytes(StandardCharsets.UTF_8));
        return note;
    }

    /** The operator rewrites everything it has, down to the memory of the signer: the witness has what it has not. */
    @Test
    void m03AHistoryThatIsRewrittenAndSignedAnewFindsNoWitness() throws IOException {
        assertThat(log.verify(log.hall.server.uri("/log").toString(), "no-witness")
                        .findings())
                .isEmpty();
        Path forged = folder.resolve("forged");
        SignedNote note = forge(forged, 3, Instant.now());
        copy(forged, folder.resolve("log"));
        copy(folder.resolve("forgers-memory"), folder.resolve("signer"));
        Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
        log.hall.rows.execute(
                "UPDATE audit_state SET root = decode('" + HexFormat.of().formatHex(checkpoint.root()) + "', 'hex')");

        assertThat(log.witness.add(new AddCheckpoint(log.size(), List.of(), note)))
                .isEqualTo(new Witness.Answer.OtherSize(log.size()));
        findings(log.verify()).containsExactly("note.quorum checkpoint");
        Report remembering = log.verify(log.hall.server.uri("/log").toString(), "no-witness");
        findings(remembering).contains("log.forked checkpoint");
        assertThat(remembering.findings().getFirst().en()).contains("two roots for the same " + log.size());
        selfCheckFinds().contains("checkpoint.quorum checkpoint", "tile.leaf #3");
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        LogHall.await(() -> log.health().hasNonNull("halted"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * A server shows one reader another history. Its own self-check cannot see what it does not store; the reader sees it
     * by the witness, or by what they saw before.
     */
    @Test
    void m16AReaderWhoIsShownAForkSeesThatItHasNoWitnessAndTwoRootsOfOneSize() throws IOException {
        assertThat(log.verify(log.hall.server.uri("/log").toString(), "no-witness")
                        .findings())
                .isEmpty();
        Path fork = folder.resolve("fork");
        SignedNote note = forge(fork, 5, Instant.now());
        findings(log.verify(fork.toString(), "policy")).containsExactly("note.quorum checkpoint");
        findings(log.verify(fork.toString(), "no-witness")).contains("log.forked checkpoint");
        assertThat(log.witness.add(new AddCheckpoint(log.size(), List.of(), note)))
                .isEqualTo(new Witness.Answer.OtherSize(log.size()));
        assertThat(log.selfCheck()).isEmpty();
    }

    private Path receipt(UnaryOperator<String> change) throws IOException {
        Tender tender = Tender.publishedHighway(log.hall);
        log.awaitAllPublished();
        String path = tender.path() + "/audit";
        JsonNode items =
                log.hall.get(log.hall.supervisor, path).expect(200).json().path("items");
        log.awaitAllPublished();
        String id = items.get(items.size() - 1).path("id").asText();
        String text = log.hall
                .get(log.hall.supervisor, path + "/" + id + "/receipt")
                .expect(200)
                .json()
                .path("receipt")
                .asText();
        Path good = Files.writeString(folder.resolve("good.tlog-proof"), text);
        assertThat(log.verify(good.toString(), "policy").findings()).isEmpty();
        assertThat(change.apply(text)).isNotEqualTo(text);
        return Files.writeString(folder.resolve("forged.tlog-proof"), change.apply(text));
    }

    /** A receipt is in its holder's hands: only the verifier ever sees it. */
    @Test
    void m19AReceiptWithAnotherIndexLeadsNowhere() throws IOException {
        Path forged = receipt(text -> text.replaceFirst("\nindex [0-9]+\n", "\nindex 2\n"));
        findings(log.verify(forged.toString(), "policy")).containsExactly("receipt.inclusion forged.tlog-proof #2");
    }

    @Test
    void m19AReceiptUnderAnotherCheckpointLeadsNowhere() throws IOException {
        String older = Files.readString(folder.resolve("log/checkpoint"));
        Path forged = receipt(text -> text.substring(0, text.indexOf("\n\n") + 2) + older);
        Report report = log.verify(forged.toString(), "policy");
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().getFirst().code().code()).isEqualTo("receipt.inclusion");
    }

    @Test
    void m19AReceiptWithoutItsCosignatureIsRefused() throws IOException {
        Path forged = receipt(text -> text.replaceFirst("— venue\\.example [^\n]+\n", ""));
        findings(log.verify(forged.toString(), "policy")).containsExactly("note.quorum forged.tlog-proof");
    }

    /** Rows, places, state, tiles, checkpoint and the signer's memory come back out of one backup and agree. */
    @Test
    void m12ABackupThatIsRestoredWholeIsFoundByTheWitnessAndNothingIsAppended() throws IOException {
        long old = log.size();
        Path backup = folder.resolve("backup");
        copy(folder.resolve("log"), backup.resolve("log"));
        copy(folder.resolve("signer"), backup.resolve("signer"));
        String root = log.hall
                .rows
                .query("SELECT encode(root, 'hex') AS root FROM audit_state")
                .getFirst()
                .get("root");
        log.hall.firm("又一建设集团有限公司", "BIDDER");
        log.awaitAllPublished();
        assertThat(log.verify().findings()).isEmpty();
        log.hall.server.server.close();

        log.asIntruder("DELETE FROM organisation WHERE name = '又一建设集团有限公司'");
        log.asIntruder("WITH gone AS (DELETE FROM audit_seq WHERE idx >= " + old
                + " RETURNING entry_id), state AS (UPDATE audit_state SET size = " + old + ", root = decode('" + root
                + "', 'hex')) DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)");
        try (var files = Files.walk(folder.resolve("log"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        copy(backup.resolve("log"), folder.resolve("log"));
        copy(backup.resolve("signer"), folder.resolve("signer"));
        // All agrees with all: only those who saw more can tell.
        assertThat(log.selfCheck()).isEmpty();
        try (TestServer restored =
                TestServer.start(folder.resolve("documents"), log.hall.server.database, log::withLog)) {
            LogHall.await(() -> health(restored).hasNonNull("halted"));
            assertThat(health(restored).path("halted").asText()).contains("venue has cosigned " + (old + 1));
            findings(log.verify(restored.uri("/log").toString(), "policy")).contains("log.shrunk checkpoint");
        }
    }

    private static JsonNode health(TestServer server) {
        return server.send(server.request("GET", "/api/v1/log-health", Optional.empty()))
                .expect(200)
                .json();
    }
}
