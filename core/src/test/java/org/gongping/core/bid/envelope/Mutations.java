package org.gongping.core.bid.envelope;

import java.util.Arrays;
import java.util.Random;

/** Changes a few bytes of what an envelope is made of, as an error or an adversary may. */
public final class Mutations {
    private static final String[] TOKENS = {
        "\"v\":",
        "\"suite\":2",
        "{",
        "}",
        "[",
        "]",
        ",",
        "null",
        "true",
        "1e3",
        "-1",
        "4398046511105",
        "0",
        "\"\"",
        "\\u0000",
        "\ud800",
        "\"k\":1",
        "\"escrow\":",
        "\"kind\":\"price\"",
        "AAAA",
        "ffff",
        "==",
        " "
    };

    private Mutations() {}

    /** Another array, never an empty one. */
    public static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                    yield bytes;
                }
                case 1 -> {
                    bytes[at] = (byte) random.nextInt(256);
                    yield bytes;
                }
                case 2 -> Arrays.copyOf(bytes, Math.max(1, at));
                case 3 ->
                    Octets.concat(
                            Arrays.copyOf(bytes, at),
                            Octets.utf8(TOKENS[random.nextInt(TOKENS.length)]),
                            Arrays.copyOfRange(bytes, at, bytes.length));
                case 4 -> {
                    int until = at + random.nextInt(Math.min(40, bytes.length - at) + 1);
                    byte[] cut =
                            Octets.concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, until, bytes.length));
                    yield cut.length == 0 ? bytes : cut;
                }
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), Math.min(bytes.length - at, bytes.length - from));
                    System.arraycopy(bytes.clone(), from, bytes, at, length);
                    yield bytes;
                }
            };
        }
        return bytes;
    }
}
