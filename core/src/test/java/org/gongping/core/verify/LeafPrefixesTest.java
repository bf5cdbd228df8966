package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal first bits are found wherever they stand, in memory, in files, and across the border between them. */
class LeafPrefixesTest {
    private static final int LEAVES = 20_000;

    private static byte[] leaf(long prefix) {
        return ByteBuffer.allocate(32).putLong(prefix).array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_095, 4_096, 10_000, LEAVES, LeafPrefixes.IN_MEMORY})
    void findsAllThatMeet(int inMemory) {
        Random random = new Random(inMemory);
        try (LeafPrefixes prefixes = new LeafPrefixes(inMemory)) {
            for (int i = 0; i < LEAVES; i++) {
                long prefix = switch (i) {
                    case 17, 9_999, 19_999 -> -1L;
                    case 0, 4_096 -> 0L;
                    case 10_001, 10_002 -> 1L;
                    default -> random.nextLong() | 2;
                };
                prefixes.add(leaf(prefix));
            }
            Set<List<Long>> found = new HashSet<>(prefixes.suspects(10));
            assertThat(found)
                    .containsExactlyInAnyOrder(
                            List.of(17L, 9_999L, 19_999L), List.of(0L, 4_096L), List.of(10_001L, 10_002L));
            assertThat(prefixes.suspects(2)).hasSize(2);
        }
    }
}
