package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trees of random leaves against the recursive definitions; every change to a proof is refused. */
class MerkleTest {
    private static final int LARGEST = 600;
    private static final Random RANDOM = new Random(6962);

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] hash = new byte[32];
            RANDOM.nextBytes(hash);
            leaves.add(hash);
        }
        return leaves;
    }

    @Test
    void rootOfEverySizeIsTheRecursiveOne() {
        List<byte[]> leaves = leaves(LARGEST);
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(Merkle.root(leaves.subList(0, size))).isEqualTo(NaiveTree.root(leaves.subList(0, size)));
        }
    }

    @Test
    void frontierTakesWholeSubtrees() {
        List<byte[]> leaves = leaves(LARGEST);
        Frontier frontier = new Frontier();
        frontier.append(NaiveTree.root(leaves.subList(0, 256)), 8);
        frontier.append(NaiveTree.root(leaves.subList(256, 512)), 8);
        leaves.subList(512, LARGEST).forEach(leaf -> frontier.append(leaf, 0));
        assertThat(frontier.size()).isEqualTo(LARGEST);
        assertThat(frontier.root()).isEqualTo(NaiveTree.root(leaves));
    }

    @Test
    void inclusionHoldsForItsOwnPlaceOnly() {
        List<byte[]> all = leaves(LARGEST);
        for (int size = 1; size <= LARGEST; size++) {
            List<byte[]> leaves = all.subList(0, size);
            int index = RANDOM.nextInt(size);
            byte[] root = NaiveTree.root(leaves);
            byte[] leaf = leaves.get(index);
            List<byte[]> proof = NaiveTree.inclusion(index, leaves);
            assertThat(Merkle.includes(index, size, leaf, proof, root)).isTrue();
            for (List<byte[]> wrong : mutations(proof)) {
                assertThat(Merkle.includes(index, size, leaf, wrong, root)).isFalse();
            }
            assertThat(Merkle.includes(index, size, changed(leaf), proof, root)).isFalse();
            assertThat(Merkle.includes(index, size, leaf, proof, changed(root))).isFalse();
            assertThat(Merkle.includes(size, size, leaf, proof, root)).isFalse();
            assertThat(Merkle.includes(-1, size, leaf, proof, root)).isFalse();
            int other = RANDOM.nextInt(size);
            assertThat(Merkle.includes(other, size, leaf, proof, root)).isEqualTo(other == index);
        }
    }

    @Test
    void consistencyHoldsBetweenAnyTwoSizes() {
        List<byte[]> all = leaves(LARGEST);
        for (int size = 1; size <= LARGEST; size++) {
            List<byte[]> leaves = all.subList(0, size);
            byte[] root = NaiveTree.root(leaves);
            for (int old :
                    size <= 40 ? range(size) : List.of(1 + RANDOM.nextInt(size), size, Integer.highestOneBit(size))) {
                byte[] oldRoot = NaiveTree.root(leaves.subList(0, old));
                List<byte[]> proof = NaiveTree.consistency(old, leaves);
                assertThat(Merkle.isConsistent(old, oldRoot, size, root, proof)).isTrue();
                for (List<byte[]> wrong : mutations(proof)) {
                    assertThat(Merkle.isConsistent(old, oldRoot, size, root, wrong))
                            .isFalse();
                }
                assertThat(Merkle.isConsistent(old, changed(oldRoot), size, root, proof))
                        .isFalse();
                assertThat(Merkle.isConsistent(old, oldRoot, size, changed(root), proof))
                        .isFalse();
                assertThat(Merkle.isConsistent(0, NaiveTree.root(List.of()), size, root, proof))
                        .isFalse();
            }
        }
    }

    @Test
    void pathsAndWidthsOfTiles() {
        assertThat(Tiles.path(0, 1_234_067, 256)).isEqualTo("tile/0/x001/x234/067");
        assertThat(Tiles.entriesPath(273, 112)).isEqualTo("tile/entries/273.p/112");
        assertThat(Tiles.width(70_000, 0, 272)).isEqualTo(256);
        assertThat(Tiles.width(70_000, 0, 273)).isEqualTo(112);
        assertThat(Tiles.width(70_000, 1, 0)).isEqualTo(256);
        assertThat(Tiles.width(70_000, 1, 1)).isEqualTo(17);
        assertThat(Tiles.width(70_000, 2, 0)).isEqualTo(1);
        assertThat(Tiles.width(70_000, 3, 0)).isZero();
        assertThat(Tiles.width(70_000, 63, 0)).isZero();
    }

    private static List<Integer> range(int size) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            sizes.add(i);
        }
        return sizes;
    }

    private static byte[] changed(byte[] hash) {
        byte[] changed = hash.clone();
        changed[RANDOM.nextInt(32)] ^= (byte) (1 << RANDOM.nextInt(8));
        return changed;
    }

    /** One bit of each hash, one hash less, one more, two swapped. */
    private static List<List<byte[]>> mutations(List<byte[]> proof) {
        List<List<byte[]>> mutations = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<byte[]> bit = new ArrayList<>(proof);
            bit.set(i, changed(proof.get(i)));
            mutations.add(bit);
            List<byte[]> shorter = new ArrayList<>(proof);
            shorter.remove(i);
            mutations.add(shorter);
            List<byte[]> cut = new ArrayList<>(proof);
            cut.set(i, new byte[31]);
            mutations.add(cut);
            if (i > 0) {
                List<byte[]> swapped = new ArrayList<>(proof);
                swapped.set(i, proof.get(i - 1));
                swapped.set(i - 1, proof.get(i));
                mutations.add(swapped);
            }
        }
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[32]);
        mutations.add(longer);
        List<byte[]> preceded = new ArrayList<>(proof);
        preceded.addFirst(new byte[32]);
        mutations.add(preceded);
        return mutations;
    }
}
