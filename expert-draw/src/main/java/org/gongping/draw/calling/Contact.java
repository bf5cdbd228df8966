package org.gongping.draw.calling;

import java.util.Optional;
import java.util.UUID;

/** How to reach an expert. Shown and logged by nobody; {@code toString} says nothing. */
public record Contact(UUID expertId, String poolNo, String name, String phone, Optional<String> email) {
    @Override
    public String toString() {
        return "Contact[(secret)]";
    }
}
