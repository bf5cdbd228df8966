package org.gongping.core.bid.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * For Jazzer: what a bidder with its own key may have sealed, however it lies, is refused with a reason or is a list of files
 * that writes as itself. The input is the kind, how much of the rest is the list, and the rest.
 */
public final class ContentTarget {
    private static final byte[] KEY = new byte[ContentKeys.KEY_BYTES];
    private static final byte[] ID = new byte[16];
    private static final byte[] BIDDER = new byte[32];
    private static final byte[] BOX = new byte[80];

    private ContentTarget() {}

    /** An input of this list and what follows it. */
    public static byte[] input(EnvelopeKind kind, byte[] list, byte[] rest) {
        return Octets.concat(
                new byte[] {(byte) kind.ordinal(), (byte) (list.length >> 8), (byte) list.length}, list, rest);
    }

    /** The envelope that an input describes. */
    public static byte[] envelope(byte[] input) {
        EnvelopeKind kind = EnvelopeKind.values()[(input[0] & 0xff) % EnvelopeKind.values().length];
        int said = (input[1] & 0xff) << 8 | input[2] & 0xff;
        int length = Math.min(said, input.length - 3);
        byte[] list = Arrays.copyOfRange(input, 3, 3 + length);
        return sealed(kind, list, Arrays.copyOfRange(input, 3, input.length), said);
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < 3) {
            return;
        }
        byte[] envelope = envelope(input);
        byte[] list =
                Arrays.copyOfRange(input, 3, Math.min(input.length, 3 + ((input[1] & 0xff) << 8 | input[2] & 0xff)));
        try {
            Manifest manifest = OpenEnvelope.verify(new ByteArrayInputStream(envelope), KEY);
            if (!Arrays.equals(manifest.bytes(), list)) {
                throw new AssertionError("a list reads as another one");
            }
        } catch (MalformedEnvelope e) {
            if (e.fault() == null) {
                throw new AssertionError("no reason", e);
            }
        }
    }

    private static byte[] sealed(EnvelopeKind kind, byte[] list, byte[] content, int said) {
        ContentKeys keys = ContentKeys.of(KEY, ID);
        int padded = (content.length + 4 + EnvelopeHeader.PADDED_TO - 1)
                / EnvelopeHeader.PADDED_TO
                * EnvelopeHeader.PADDED_TO;
        byte[] plain = Arrays.copyOf(Octets.concat(Octets.u32(said), content), padded);
        EnvelopeHeader header = new EnvelopeHeader(
                "T",
                1,
                kind,
                ID,
                padded,
                keys.commit(),
                keys.plain(list),
                EnvelopeHeader.of(ID, Sealing.CREDIT_CODE),
                BIDDER,
                BOX,
                Optional.empty());
        byte[] bytes = header.bytes();
        return Octets.concat(
                Octets.utf8(EnvelopeHeader.VERSION_LINE),
                Octets.u32(bytes.length),
                bytes,
                new Chunks(header, keys).seal(0, plain, padded));
    }
}
