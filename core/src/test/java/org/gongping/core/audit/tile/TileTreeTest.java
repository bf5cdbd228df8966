package org.gongping.core.audit.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.gongping.core.audit.tree.Consistency;
import org.gongping.core.audit.tree.Merkle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles as they are written and read, against a tree that is reckoned leaf by leaf (RFC 6962 §2.1). */
class TileTreeTest {
    private static final int LEAVES = 66_000;

    @TempDir
    private Path folder;

    private static byte[] entry(long index) {
        return ("record " + index).getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> entries(long from, long to) {
        return LongStream.range(from, to).mapToObj(TileTreeTest::entry).toList();
    }

    /** MTH as the RFC defines it, without any sharing. */
    private static byte[] reckoned(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Merkle.emptyRoot();
        }
        if (leaves.size() == 1) {
            return Merkle.leaf(leaves.getFirst());
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return Merkle.node(reckoned(leaves.subList(0, split)), reckoned(leaves.subList(split, leaves.size())));
    }

    @Test
    void rootsAndProofsHoldWhateverTheBatches() {
        var random = new Random(3);
        var log = new LogFolder(folder);
        var writer = TileWriter.resume(log, 0);
        List<Long> sizes = new ArrayList<>(List.of(0L));
        while (writer.size() < 1_500) {
            long to = writer.size() + random.nextInt(1, 300);
            TileWriter.Staged staged = writer.stage(entries(writer.size(), to));
            staged.write();
            assertThat(staged.root()).isEqualTo(reckoned(entries(0, to)));
            assertThat(new TileTree(log, to).proofs().root(to)).isEqualTo(staged.root());
            if (random.nextBoolean()) {
                writer = TileWriter.resume(log, to);
                assertThat(writer.root()).isEqualTo(staged.root());
            }
            sizes.add(to);
        }
        var tree = new TileTree(log, writer.size()).proofs();
        for (long old : sizes) {
            byte[] oldRoot = reckoned(entries(0, old));
            List<byte[]> proof = tree.consistency(old, writer.size());
            assertThat(Consistency.holds(old, oldRoot, writer.size(), writer.root(), proof))
                    .isTrue();
            if (old > 0 && old < writer.size()) {
                byte[] other = oldRoot.clone();
                other[0] ^= 1;
                assertThat(Consistency.holds(old, other, writer.size(), writer.root(), proof))
                        .isFalse();
            }
        }
    }

    @Test
    void tilesOfASmallerSizeCanBeReadOutOfALargerTree() {
        var log = new LogFolder(folder);
        TileWriter.resume(log, 0).stage(entries(0, LEAVES)).write();
        for (long size : new long[] {1, 255, 256, 257, 65_536, 65_537, LEAVES}) {
            assertThat(new TileTree(log, size).proofs().root(size))
                    .as("size %d", size)
                    .isEqualTo(reckoned(entries(0, size)));
        }
    }

    /** The paths that the specification names for 70,000 entries. */
    @Test
    void liesWhereOthersLookForIt() {
        TileWriter.resume(new LogFolder(folder), 0).stage(entries(0, 70_000)).write();
        assertThat(folder.resolve("tile/0/273.p/112")).hasSize(112 * 32L);
        assertThat(folder.resolve("tile/0/272")).hasSize(8_192);
        assertThat(folder.resolve("tile/1/001.p/17")).hasSize(17 * 32L);
        assertThat(folder.resolve("tile/2/000.p/1")).hasSize(32);
        assertThat(folder.resolve("tile/entries/273.p/112")).exists();
        assertThat(TilePath.entries(1_234_067, 256)).isEqualTo("tile/entries/x001/x234/067");
    }

    @Test
    void neverWritesOverATileThatHoldsSomethingElse() throws Exception {
        var log = new LogFolder(folder);
        TileWriter.resume(log, 0).stage(entries(0, 300)).write();
        byte[] tile = Files.readAllBytes(folder.resolve("tile/0/000"));
        tile[40] ^= 1;
        Files.write(folder.resolve("tile/0/000"), tile);
        var again = TileWriter.resume(log, 0).stage(entries(0, 300));
        assertThatThrownBy(again::write).isInstanceOf(LogDamaged.class).hasMessageContaining("tile/0/000");
    }

    @Test
    void aPartialTileMayGiveWayToTheFullOne() throws Exception {
        var log = new LogFolder(folder);
        var writer = TileWriter.resume(log, 0);
        writer.stage(entries(0, 200)).write();
        writer.stage(entries(200, 256)).write();
        Files.delete(folder.resolve("tile/0/000.p/200"));
        assertThat(new TileTree(log, 200).proofs().root(200)).isEqualTo(reckoned(entries(0, 200)));
    }
}
