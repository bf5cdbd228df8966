package org.gongping.core.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InclusionTest {
    private static byte[][] leaves(int size) {
        byte[][] leaves = new byte[size][];
        for (int i = 0; i < size; i++) {
            leaves[i] = Merkle.leaf(new byte[] {(byte) i});
        }
        return leaves;
    }

    private static Proofs proofs(byte[][] leaves) {
        return new Proofs((level, index) -> {
            int from = (int) (index << level);
            return Merkle.root(leaves, from, from + (1 << level));
        });
    }

    @Test
    void everyPathOfEveryTreeUpToSixtyFiveLeavesHoldsAndLeadsFromNowhereElse() {
        for (int size = 1; size <= 65; size++) {
            byte[][] leaves = leaves(size);
            byte[] root = Merkle.root(leaves, 0, size);
            for (int index = 0; index < size; index++) {
                List<byte[]> path = proofs(leaves).inclusion(index, size);
                assertThat(Inclusion.holds(index, size, leaves[index], path, root))
                        .as("%d of %d", index, size)
                        .isTrue();
                assertThat(Inclusion.holds(index + 1, size, leaves[index], path, root))
                        .isFalse();
                assertThat(Inclusion.holds(index, size, Merkle.leaf(new byte[] {1, 2}), path, root))
                        .isFalse();
                List<byte[]> longer = new ArrayList<>(path);
                longer.add(root);
                assertThat(Inclusion.holds(index, size, leaves[index], longer, root))
                        .isFalse();
            }
        }
    }
}
