package org.gongping.draw.ceremony;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.gongping.draw.protocol.Octets;

/** The published reference program, docs/verify/ved1_verify.py; the rules of every draw name its hash. */
public final class ReferenceVerifier {
    private static final String FILE = "/verify/ved1_verify.py";

    private ReferenceVerifier() {}

    /** SHA-256, hex. */
    public static String hash() {
        try (var stream = ReferenceVerifier.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("this build lacks " + FILE);
            }
            return Octets.hex(Octets.sha256(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
