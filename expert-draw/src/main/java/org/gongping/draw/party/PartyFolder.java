package org.gongping.draw.party;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.gongping.draw.escrow.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.SoftwareVrfKey;

/**
 * Keys and contributions of one party, each in a file that only its owner may read. A file is on the disk before anything
 * that depends on it leaves the machine: whoever is cut off goes on where it was.
 */
public final class PartyFolder {
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;
    private final SecureRandom random;
    private final byte[] signing;
    private final byte[] sealing;

    private PartyFolder(Path folder, SecureRandom random) throws IOException {
        this.folder = folder;
        this.random = random;
        this.signing = readOrGenerate("signing.key", BYTES);
        this.sealing = readOrGenerate("sealing.key", BYTES);
    }

    /** Opens the folder; makes it and the keys when they are missing. */
    public static PartyFolder open(Path folder, SecureRandom random) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new PartyFolder(folder, random);
    }

    private byte[] readOrGenerate(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] fresh = new byte[bytes];
            random.nextBytes(fresh);
            write(file, HEX.formatHex(fresh) + "\n");
        }
        byte[] read = HEX.parseHex(Files.readString(file).strip());
        if (read.length != bytes) {
            throw new IOException(file + " has " + read.length + " bytes, not " + bytes);
        }
        return read;
    }

    /** Whole and durable, or not at all; what is there stays. */
    private void write(Path file, String text) throws IOException {
        Path written = Files.createTempFile(
                folder,
                "new",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, text);
            force(written, StandardOpenOption.WRITE);
            Files.createLink(file, written);
            force(folder, StandardOpenOption.READ);
        } catch (FileAlreadyExistsException e) {
            // Another run of this party was first: its value counts.
        } finally {
            Files.delete(written);
        }
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    /** Ed25519, 32 bytes. */
    public byte[] signingKey() {
        // An Ed25519 key pair is made of its seed in the same way (RFC 8032 §5.1.5).
        return new SoftwareVrfKey(signing).publicKey();
    }

    /** X25519, 32 bytes. */
    public byte[] sealingKey() {
        return SealedBox.publicKey(sealing);
    }

    byte[] sealingSecret() {
        return sealing.clone();
    }

    /** Signs with the signing key. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, signing)));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /**
     * The contribution to a draw; made once, for these rules and this pool.
     *
     * @throws IOException when one was made for other rules or another pool: somebody shows this party two draws
     */
    byte[] contribution(DrawId draw, byte[] rulesHash, byte[] poolRoot) throws IOException {
        Optional<byte[]> made = madeContribution(draw, rulesHash, poolRoot);
        if (made.isPresent()) {
            return made.get();
        }
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        write(file(draw), HEX.formatHex(Octets.concat(rulesHash, poolRoot, fresh)) + "\n");
        return madeContribution(draw, rulesHash, poolRoot).orElseThrow();
    }

    /** The contribution, if it was made. */
    Optional<byte[]> madeContribution(DrawId draw, byte[] rulesHash, byte[] poolRoot) throws IOException {
        if (!Files.exists(file(draw))) {
            return Optional.empty();
        }
        byte[] read = HEX.parseHex(Files.readString(file(draw)).strip());
        boolean same = read.length == 3 * BYTES
                && Arrays.equals(read, 0, BYTES, rulesHash, 0, BYTES)
                && Arrays.equals(read, BYTES, 2 * BYTES, poolRoot, 0, BYTES);
        if (!same) {
            throw new IOException("this party has committed itself to " + draw
                    + " under other rules or another pool than are shown now");
        }
        return Optional.of(Arrays.copyOfRange(read, 2 * BYTES, 3 * BYTES));
    }

    private Path file(DrawId draw) {
        return folder.resolve(draw.toString().replace('/', '_') + ".contribution");
    }
}
