package org.gongping.draw.party;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.SoftwareVrfKey;

/**
 * Keys and contributions of one party, each in a file that only its owner may read, and under a password where one is given. A file is on the disk before anything
 * that depends on it leaves the machine: whoever is cut off goes on where it was.
 */
public final class PartyFolder {
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;
    private final SecureRandom random;
    private final Optional<FolderSeal> seal;
    private final byte[] signing;
    private final byte[] sealing;

    private PartyFolder(Path folder, Optional<char[]> password, SecureRandom random) throws IOException {
        this.folder = folder;
        this.random = random;
        this.seal = password.isPresent() ? Optional.of(seal(password.get())) : Optional.empty();
        this.signing = readOrGenerate("signing.key", BYTES);
        this.sealing = readOrGenerate("sealing.key", BYTES);
    }

    /** Opens a folder without a password; makes it and the keys when they are missing. */
    public static PartyFolder open(Path folder, SecureRandom random) throws IOException {
        return open(folder, Optional.empty(), random);
    }

    /**
     * Opens the folder; makes it and the keys when they are missing. With a password, what lies there in the clear is sealed.
     *
     * @throws IOException when it needs a password, or another one
     */
    public static PartyFolder open(Path folder, Optional<char[]> password, SecureRandom random) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new PartyFolder(folder, password, random);
    }

    /** Whether this party has keys there already. */
    public static boolean hasKeys(Path folder) {
        return Files.exists(folder.resolve("signing.key"));
    }

    private FolderSeal seal(char[] password) throws IOException {
        Path file = folder.resolve("password.salt");
        if (!Files.exists(file)) {
            byte[] fresh = new byte[FolderSeal.SALT_BYTES];
            random.nextBytes(fresh);
            write(file, HEX.formatHex(fresh) + "\n");
        }
        return new FolderSeal(password, HEX.parseHex(Files.readString(file).strip()), random);
    }

    private void writeSecret(Path file, byte[] secret) throws IOException {
        write(file, text(file, secret));
    }

    private String text(Path file, byte[] secret) {
        return seal.map(each -> each.seal(file.getFileName().toString(), secret))
                        .orElseGet(() -> HEX.formatHex(secret))
                + "\n";
    }

    private byte[] readSecret(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (FolderSeal.isSealed(text)) {
            return seal.orElseThrow(() -> new IOException(file + " is under a password: give --password-file"))
                    .open(file, text);
        }
        byte[] secret = HEX.parseHex(text);
        if (seal.isPresent()) {
            Path sealed = written(text(file, secret));
            Files.move(sealed, file, StandardCopyOption.ATOMIC_MOVE);
            force(folder, StandardOpenOption.READ);
        }
        return secret;
    }

    private byte[] readOrGenerate(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] fresh = new byte[bytes];
            random.nextBytes(fresh);
            writeSecret(file, fresh);
        }
        byte[] read = readSecret(file);
        if (read.length != bytes) {
            throw new IOException(file + " has " + read.length + " bytes, not " + bytes);
        }
        return read;
    }

    /** Whole and durable, or not at all; what is there stays. */
    private void write(Path file, String text) throws IOException {
        Path written = written(text);
        try {
            Files.createLink(file, written);
            force(folder, StandardOpenOption.READ);
        } catch (FileAlreadyExistsException e) {
            // Another run of this party was first: its value counts.
        } finally {
            Files.delete(written);
        }
    }

    /** On the disk under a name of its own. */
    private Path written(String text) throws IOException {
        Path written = Files.createTempFile(
                folder,
                "new",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, text);
        force(written, StandardOpenOption.WRITE);
        return written;
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
        writeSecret(file(draw), Octets.concat(rulesHash, poolRoot, fresh));
        return madeContribution(draw, rulesHash, poolRoot).orElseThrow();
    }

    /** The contribution, if it was made. */
    Optional<byte[]> madeContribution(DrawId draw, byte[] rulesHash, byte[] poolRoot) throws IOException {
        if (!Files.exists(file(draw))) {
            return Optional.empty();
        }
        byte[] read = readSecret(file(draw));
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
