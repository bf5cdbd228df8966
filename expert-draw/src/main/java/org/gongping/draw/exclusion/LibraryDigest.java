package org.gongping.draw.exclusion;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** SHA-256 over the ids of a library, 16 bytes each, in their order. */
final class LibraryDigest {
    private final MessageDigest digest;

    LibraryDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(UUID id) {
        digest.update(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
