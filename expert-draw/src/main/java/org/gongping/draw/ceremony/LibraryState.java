package org.gongping.draw.ceremony;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.exclusion.ScreenedExpert;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.Library;

/** The library against its state at the last draw on this platform: who came and who went, in numbers. */
record LibraryState(byte[] ids, byte[] digest, Library against) {
    private static final int ID_BYTES = 16;

    /** @param previous ids at the last draw, and their digest */
    static LibraryState of(List<ScreenedExpert> experts, Optional<Previous> previous) {
        byte[] ids = Octets.concat(experts.stream()
                .map(expert -> bytes(expert.expertId()))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new));
        byte[] before = previous.map(Previous::ids).orElse(new byte[0]);
        int common = common(ids, before);
        int count = ids.length / ID_BYTES;
        int previousCount = before.length / ID_BYTES;
        String root = previous.map(each -> HexFormat.of().formatHex(each.digest()))
                .orElseGet(() -> Octets.hex(Octets.sha256()));
        return new LibraryState(
                ids,
                Octets.sha256(ids),
                new Library(count, previousCount, root, count - common, previousCount - common));
    }

    /** @param ids sorted, 16 bytes each */
    record Previous(byte[] ids, byte[] digest) {}

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static int common(byte[] a, byte[] b) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            int order = Arrays.compareUnsigned(a, i, i + ID_BYTES, b, j, j + ID_BYTES);
            if (order == 0) {
                common++;
            }
            i += order <= 0 ? ID_BYTES : 0;
            j += order >= 0 ? ID_BYTES : 0;
        }
        return common;
    }
}
