package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole logs in a folder: good ones pass, and every change to them is named with its place. */
class LogVerifierTest {
    /** The hundred-and-first leaf goes to a file. */
    private static final Limits SMALL_MEMORY = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 100_000, 100);

    @TempDir
    private Path folder;

    private Path log;
    private Path policy;
    private Path state;

    @BeforeEach
    void paths() {
        log = folder.resolve("log");
        policy = folder.resolve("policy");
        state = folder.resolve("memory/state.json");
    }

    private Report verify(SampleLog sample) {
        return verify(sample, Limits.usual());
    }

    private Report verify(SampleLog sample, Limits limits) {
        SampleLog.put(policy, sample.policy().getBytes(StandardCharsets.UTF_8));
        return new Verifier(policy, state, limits).verify(log.toString());
    }

    private SampleLog written(int size) {
        SampleLog sample = SampleLog.of(size, size);
        sample.write(log);
        return sample;
    }

    private static List<FindingCode> codes(Report report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    private static void assertFinding(Report report, FindingCode code, String file, long index) {
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code() == code)
                .anySatisfy(finding -> {
                    assertThat(finding.file()).isEqualTo(file);
                    assertThat(finding.index()).isEqualTo(index < 0 ? OptionalLong.empty() : OptionalLong.of(index));
                });
    }

    private void flip(String path, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(log.resolve(path));
        bytes[at] ^= 1;
        Files.write(log.resolve(path), bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 600, 66_000})
    void goodLogPasses(int size) {
        Report report = verify(written(size));
        assertThat(report.findings()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.counts().getOrDefault(Report.Counted.ENTRIES, 0L)).isEqualTo(size);
        assertThat(report.checkpoint().orElseThrow().checkpoint().size()).isEqualTo(size);
        assertThat(state).exists();
    }

    @Test
    void goodLogMayGrow() {
        SampleLog sample = written(0);
        for (int step : new int[] {0, 1, 200, 55, 1, 256, 300}) {
            sample.grow(step, 1_000 + sample.entries.size());
            sample.write(log);
            assertThat(verify(sample).findings()).isEmpty();
        }
    }

    @Test
    void partialTilesMayGiveWayToFullOnes() throws IOException {
        SampleLog sample = written(300);
        String checkpoint = Files.readString(log.resolve("checkpoint"));
        sample.grow(300, 9);
        sample.write(log);
        for (String gone : List.of("tile/0/001.p/44", "tile/entries/001.p/44")) {
            Files.delete(log.resolve(gone));
        }
        Files.writeString(log.resolve("checkpoint"), checkpoint);
        assertThat(verify(sample).findings()).isEmpty();
    }

    @Test
    void changedEntryIsNamed() throws IOException {
        SampleLog sample = written(600);
        flip("tile/entries/001", 80 * 17 + 20);
        Report report = verify(sample);
        assertFinding(report, FindingCode.TILE_HASH, "tile/0/001", 256 + 17);
        assertThat(codes(report)).contains(FindingCode.LOG_ROOT);
        assertThat(state).as("a bad log is not remembered").doesNotExist();
    }

    @Test
    void changedEntryAndTileDoNotReachTheRoot() throws IOException {
        SampleLog sample = written(600);
        SampleLog other = new SampleLog(sample.key, sample.witness);
        other.grow(600, 600);
        other.entries.set(300, other.entries.get(0).clone());
        other.leaves.set(300, NaiveTree.leaf(other.entries.get(300)));
        byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
        other.write(log);
        Files.write(log.resolve("checkpoint"), checkpoint);
        Report report = verify(sample);
        assertThat(codes(report)).containsExactly(FindingCode.LOG_ROOT, FindingCode.ENTRY_TWICE);
        assertFinding(report, FindingCode.ENTRY_TWICE, "entries", 300);
    }

    @Test
    void changedUpperTileIsNamed() throws IOException {
        SampleLog sample = written(600);
        flip("tile/1/000.p/2", 40);
        assertFinding(verify(sample), FindingCode.TILE_HASH, "tile/1/000.p/2", 256);
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        SampleLog sample = written(600);
        Files.delete(log.resolve("tile/0/001"));
        Files.delete(log.resolve("tile/entries/000"));
        Files.delete(log.resolve("tile/1/000.p/2"));
        Report report = verify(sample);
        assertFinding(report, FindingCode.TILE_MISSING, "tile/0/001", -1);
        assertFinding(report, FindingCode.BUNDLE_MISSING, "tile/entries/000", -1);
        assertFinding(report, FindingCode.TILE_MISSING, "tile/1/000.p/2", -1);
    }

    @Test
    void truncatedAndOverlongFilesAreNamed() throws IOException {
        SampleLog sample = written(600);
        byte[] tile = Files.readAllBytes(log.resolve("tile/0/001"));
        Files.write(log.resolve("tile/0/001"), Arrays.copyOf(tile, tile.length - 32));
        byte[] bundle = Files.readAllBytes(log.resolve("tile/entries/002.p/88"));
        Files.write(log.resolve("tile/entries/002.p/88"), Arrays.copyOf(bundle, bundle.length + 80));
        Report report = verify(sample);
        assertFinding(report, FindingCode.TILE_LENGTH, "tile/0/001", -1);
        assertFinding(report, FindingCode.BUNDLE_MALFORMED, "tile/entries/002.p/88", -1);
    }

    @Test
    void tileOfAnotherWidthIsNamed() throws IOException {
        SampleLog sample = written(300);
        Files.copy(log.resolve("tile/0/000"), log.resolve("tile/0/001.p/44"), StandardCopyOption.REPLACE_EXISTING);
        assertFinding(verify(sample), FindingCode.TILE_LENGTH, "tile/0/001.p/44", -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1}",
                "",
                "{\"c\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"v\":1}",
                "{\"c\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"v\":2}",
                "{\"c\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"v\":1} "
            })
    void entryOfAnyOtherFormIsNamed(String entry) {
        SampleLog sample = SampleLog.of(300, 1);
        sample.addEntry(entry.getBytes(StandardCharsets.UTF_8));
        sample.grow(5, 2);
        sample.write(log);
        assertFinding(verify(sample), FindingCode.ENTRY_FORM, "tile/entries/001.p/50", 300);
    }

    @Test
    void entryThatStandsTwiceIsNamed() {
        SampleLog sample = SampleLog.of(300, 1);
        sample.addEntry(sample.entries.get(7));
        sample.write(log);
        Report report = verify(sample);
        assertThat(codes(report)).containsExactly(FindingCode.ENTRY_TWICE);
        assertFinding(report, FindingCode.ENTRY_TWICE, "entries", 300);
        assertThat(report.findings().getFirst().en()).contains("7");
        assertThat(verify(sample, SMALL_MEMORY).findings())
                .as("through files as well")
                .isEqualTo(report.findings());
    }

    @Test
    void logThatShrinksIsNamedAndTheMemoryStays() throws IOException {
        SampleLog sample = written(300);
        SampleLog shorter = new SampleLog(sample.key, sample.witness);
        shorter.grow(299, 300);
        assertThat(verify(sample).findings()).isEmpty();
        String memory = Files.readString(state);
        shorter.write(log);
        assertThat(codes(verify(shorter))).containsExactly(FindingCode.LOG_SHRUNK);
        assertThat(Files.readString(state)).isEqualTo(memory);
        sample.write(log);
        assertThat(verify(sample).findings())
                .as("the one remembered is still good")
                .isEmpty();
    }

    @Test
    void twoRootsOfOneSizeAreNamed() throws IOException {
        SampleLog sample = written(300);
        SampleLog fork = new SampleLog(sample.key, sample.witness);
        fork.grow(300, 77);
        assertThat(verify(sample).findings()).isEmpty();
        String memory = Files.readString(state);
        fork.write(log);
        assertThat(codes(verify(fork))).contains(FindingCode.LOG_FORKED);
        assertThat(Files.readString(state)).isEqualTo(memory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 300})
    void longerLogWithAnotherPastIsNamed(int seen) throws IOException {
        SampleLog sample = written(seen);
        assertThat(verify(sample).findings()).isEmpty();
        String memory = Files.readString(state);
        SampleLog fork = new SampleLog(sample.key, sample.witness);
        fork.grow(600, 77);
        fork.write(log);
        assertThat(codes(verify(fork))).containsExactly(FindingCode.LOG_INCONSISTENT);
        assertThat(Files.readString(state)).isEqualTo(memory);
    }

    @Test
    void strippedCosignatureIsNamed() throws IOException {
        SampleLog sample = written(5);
        Files.writeString(log.resolve("checkpoint"), sample.signed());
        assertThat(codes(verify(sample))).containsExactly(FindingCode.NOTE_QUORUM);
    }

    @Test
    void whatCannotBeCheckedIsNoEvidence() throws IOException {
        SampleLog sample = written(5);
        Path none = folder.resolve("none");
        assertThat(new Verifier(none, state, Limits.usual())
                        .verify(log.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(verify(sample).exitCode()).isZero();
        assertThat(new Verifier(policy, state, Limits.usual())
                        .verify(none.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(new Verifier(policy, state, Limits.usual())
                        .verify(policy.toString())
                        .exitCode())
                .isEqualTo(2);
        Limits small = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 4);
        assertThat(codes(verify(sample, small))).containsExactly(FindingCode.TOO_LARGE);
        Limits hasty = new Limits(Duration.ZERO, Duration.ofSeconds(1), 1_000);
        assertThat(codes(verify(sample, hasty))).containsExactly(FindingCode.OUT_OF_TIME);
        Files.writeString(state, "{\"schema\":\"other\"}");
        Report damaged = verify(sample);
        assertThat(codes(damaged)).containsExactly(FindingCode.STATE);
        assertThat(damaged.exitCode()).isEqualTo(2);
        assertThat(Files.readString(state)).isEqualTo("{\"schema\":\"other\"}");
    }
}
