package org.gongping.draw.ceremony;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.vrf.SoftwareVrfKey;
import org.gongping.draw.vrf.VrfProver;

/**
 * The platform's key of the finaliser, in a file of its own. A security module would stand in its place: all that a draw
 * asks of it is {@link VrfProver}, and shares of its backup when keys are logged.
 */
public final class FinaliserKey {
    private static final int BYTES = 32;

    private final byte[] seed;
    private final VrfProver prover;

    private FinaliserKey(byte[] seed) {
        this.seed = seed;
        this.prover = new SoftwareVrfKey(seed);
    }

    /**
     * Reads the key; makes one, which only the owner may read, when there is no file.
     *
     * @throws IOException when the file is no key, or cannot be read or written
     */
    public static FinaliserKey readOrGenerate(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] seed = new byte[BYTES];
            random.nextBytes(seed);
            write(file, seed);
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IOException(file + " is no key of 32 bytes in hex");
        }
        return new FinaliserKey(HexFormat.of().parseHex(text));
    }

    /** Of two that start at once, the first one's key stays. */
    private static void write(Path file, byte[] seed) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path written = Files.createTempFile(folder, "vrf", null, ownerOnly);
        try {
            Files.writeString(written, HexFormat.of().formatHex(seed) + "\n");
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first.
        } catch (UnsupportedOperationException e) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    VrfProver prover() {
        return prover;
    }

    /** Shares of its backup, sealed to the holders, in their order. */
    List<VrfBackup.Sealed> backup(String tender, List<byte[]> holderKeys, SecureRandom random) {
        return VrfBackup.of(seed, prover.publicKey(), tender, holderKeys, random);
    }

    @Override
    public String toString() {
        return "FinaliserKey[" + HexFormat.of().formatHex(prover.publicKey()) + "]";
    }
}
