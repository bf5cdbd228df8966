package org.gongping.draw.party;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gongping.core.seal.PasswordBox;
import org.gongping.draw.protocol.Octets;

/**
 * The password of a party's folder ({@code spec/draw-protocol.md} §3.1): each file is a {@link PasswordBox} bound to the file's
 * name, so that one cannot stand in the place of another.
 */
final class FolderSeal {
    static final int SALT_BYTES = 16;
    private static final String MARK = "sealed/1 ";
    private static final HexFormat HEX = HexFormat.of();

    private final PasswordBox box;
    private final SecureRandom random;

    /** @param salt of this folder */
    FolderSeal(char[] password, byte[] salt, SecureRandom random) {
        this.box = new PasswordBox(password, salt, PasswordBox.ROUNDS);
        this.random = random;
    }

    static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    String seal(String name, byte[] plain) {
        return MARK + HEX.formatHex(box.seal(plain, Octets.utf8(name), random));
    }

    /** @throws IOException when this password has not sealed it, or it was changed since */
    byte[] open(Path file, String text) throws IOException {
        return box.open(
                        HEX.parseHex(text.substring(MARK.length())),
                        Octets.utf8(file.getFileName().toString()))
                .orElseThrow(() -> new IOException("the password does not open " + file));
    }
}
