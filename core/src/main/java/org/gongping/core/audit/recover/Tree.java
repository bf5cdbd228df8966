package org.gongping.core.audit.recover;

import java.util.ArrayList;
import java.util.List;
import org.gongping.core.audit.tree.Merkle;

/** A tree that grows in memory, of which only the root is kept: the roots of its full subtrees, one for each level. */
final class Tree {
    private final List<byte[]> full;

    Tree() {
        this(new ArrayList<>());
    }

    private Tree(List<byte[]> full) {
        this.full = full;
    }

    void add(List<byte[]> entries) {
        entries.forEach(entry -> push(0, Merkle.leaf(entry)));
    }

    private void push(int level, byte[] hash) {
        if (level == full.size()) {
            full.add(null);
        }
        byte[] left = full.get(level);
        full.set(level, left == null ? hash : null);
        if (left != null) {
            push(level + 1, Merkle.node(left, hash));
        }
    }

    /** The root with more entries, which are not kept. */
    byte[] rootWith(List<byte[]> entries) {
        var then = new Tree(new ArrayList<>(full));
        then.add(entries);
        return then.root();
    }

    byte[] root() {
        byte[] root = null;
        for (byte[] subtree : full) {
            if (subtree != null) {
                root = root == null ? subtree : Merkle.node(subtree, root);
            }
        }
        return root == null ? Merkle.emptyRoot() : root;
    }
}
