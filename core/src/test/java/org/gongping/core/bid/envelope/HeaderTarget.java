package org.gongping.core.bid.envelope;

import java.util.Arrays;

/** For Jazzer: a header is refused with a reason, or reads as itself. */
public final class HeaderTarget {
    private HeaderTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            EnvelopeHeader header = HeaderReader.parse(input);
            if (!Arrays.equals(header.bytes(), input)) {
                throw new AssertionError("a header reads as another one");
            }
        } catch (MalformedEnvelope e) {
            if (e.fault() == null) {
                throw new AssertionError("no reason", e);
            }
        }
    }
}
