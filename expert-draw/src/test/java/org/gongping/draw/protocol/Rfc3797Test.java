package org.gongping.draw.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 3797 as it is understood here: its example, and the difference that VED-1 makes. */
class Rfc3797Test {
    private static final String KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./";
    private static final Pattern LINE = Pattern.compile("\\s*\\d+\\s+([0-9A-F]{32})\\s+\\d+\\s+->\\s*(\\d+) <-.*");

    private static List<String> lines(String file) throws IOException {
        try (InputStream stream = Rfc3797Test.class.getResourceAsStream("/vectors/rfc3797/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static byte[] digest(int round) throws GeneralSecurityException {
        byte[] number = ByteBuffer.allocate(2).putShort((short) round).array();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(number);
        md5.update(KEY.getBytes(StandardCharsets.US_ASCII));
        md5.update(number);
        return md5.digest();
    }

    @Test
    void exampleOfTheRfc() throws IOException, GeneralSecurityException {
        long names = lines("ref.names").stream().filter(name -> !name.isBlank()).count();
        assertThat(names).isEqualTo(25);
        List<Integer> left =
                new ArrayList<>(IntStream.rangeClosed(1, (int) names).boxed().toList());
        int round = 0;
        for (String line : lines("ref.results")) {
            Matcher expected = LINE.matcher(line);
            if (expected.matches()) {
                byte[] digest = digest(round++);
                int at = new BigInteger(1, digest)
                        .mod(BigInteger.valueOf(left.size()))
                        .intValueExact();
                assertThat(HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT))
                        .isEqualTo(expected.group(1));
                assertThat(left.remove(at)).isEqualTo(Integer.valueOf(expected.group(2)));
            }
        }
        assertThat(round).isEqualTo(16);
    }
}
