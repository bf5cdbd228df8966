package org.gongping.core.audit.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log with tiles above the first level: every pass goes through the newest entries, and through older ones in turn. */
@Tag("database")
class LogCheckTest {
    private static final int SIZE = 2 * 65_536 + 1_000;
    /** The last segment alone, which is not full; the two before it are old. */
    private static final long NEWEST = 500;

    @TempDir
    private Path folder;

    private SeededLog log;
    private LogCheck check;

    @BeforeEach
    void seed() throws Exception {
        log = new SeededLog(folder, SIZE);
        check = log.check(NEWEST);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private List<String> pass() {
        return check.pass(finding -> {}).findings().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList();
    }

    @Test
    void newestEntriesAreLookedAtInEveryPassAndOlderOnesInTurn() throws Exception {
        Findings first = check.pass(finding -> {});
        assertThat(first.findings()).isEmpty();
        assertThat(first.entries()).isEqualTo(1_000);
        assertThat(first.rollingPassAge())
                .as("not every older entry was looked at")
                .isEmpty();
        assertThat(check.pass(finding -> {}).findings()).isEmpty();
        assertThat(check.pass(finding -> {}).rollingPassAge()).isPresent();

        log.tamper("UPDATE audit_entry SET salt = set_byte(salt, 0, 1 - get_byte(salt, 0) % 2)"
                + " WHERE id IN (SELECT entry_id FROM audit_seq WHERE idx IN (7, 70000, 131500))");
        List<String> newest = List.of("entry.commitment #131500", "tile.leaf #131500");
        assertThat(pass()).containsAll(newest).contains("entry.commitment #70000");
        assertThat(pass()).containsAll(newest).contains("entry.commitment #70000", "entry.commitment #7");
    }

    @Test
    void aTileOfAnyLevelThatWasChangedIsNamed() {
        log.tiles.replace("tile/1/002.p/3", flipped("tile/1/002.p/3", 32));
        log.tiles.replace("tile/2/000.p/2", flipped("tile/2/000.p/2", 0));
        assertThat(pass())
                .contains("tile.hash tile/1/002.p/3", "tile.hash tile/2/000.p/2", "checkpoint.root checkpoint");
    }

    private byte[] flipped(String path, int at) {
        byte[] bytes = log.tiles.read(path).orElseThrow();
        bytes[at] ^= 1;
        return bytes;
    }

    @Test
    void aRowThatNeitherHasAPlaceNorWaitsForOneIsLost() throws Exception {
        log.tamper("INSERT INTO audit_entry (id, created_at, stream, kind, record, salt, entry, leaf_hash)"
                + " SELECT '019cac0f-0000-7000-8000-000000000000', created_at, stream, kind, record, salt, entry, leaf_hash"
                + " FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seq WHERE idx = 131500)");
        assertThat(pass()).contains("row.lost audit_entry 019cac0f-0000-7000-8000-000000000000");
    }

    @Test
    void aGapIsNamedByItsEnds() throws Exception {
        log.tamper("DELETE FROM audit_seq WHERE idx BETWEEN 131600 AND 131602");
        assertThat(check.pass(finding -> {}).findings())
                .anySatisfy(finding -> assertThat(finding.en()).contains("from #131600 to #131602"));
    }
}
