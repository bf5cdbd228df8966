package org.gongping.draw.transcript;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The library against its state at the draw before.
 *
 * @param previousRoot hex; of the first draw, SHA-256 of nothing
 */
public record Library(int count, int previousCount, String previousRoot, int added, int removed) {
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("count", count)
                .put("prev_count", previousCount)
                .put("prev_root", previousRoot)
                .put("added", added)
                .put("removed", removed);
    }
}
