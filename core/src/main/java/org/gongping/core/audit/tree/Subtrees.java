package org.gongping.core.audit.tree;

/** Where the hashes of full subtrees come from. */
@FunctionalInterface
public interface Subtrees {
    /**
     * The hash of the full subtree over leaves {@code index·2^level} to {@code (index+1)·2^level}, end excluded.
     *
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    byte[] hash(int level, long index);
}
