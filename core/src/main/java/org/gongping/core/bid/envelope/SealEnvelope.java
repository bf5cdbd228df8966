package org.gongping.core.bid.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Sha256;
import org.gongping.core.seal.SealedBox;
import org.gongping.core.seal.Shamir;

/** Seals files into an envelope, on the bidder's own machine. Memory use does not depend on their size. */
public final class SealEnvelope {
    private final SecureRandom random;

    public SealEnvelope(SecureRandom random) {
        this.random = random;
    }

    /**
     * For what an envelope is sealed.
     *
     * @param creditCode of the bidder
     * @param bidderKey X25519, 32 bytes
     * @param escrow empty where the tender announces no remedy
     */
    public record Terms(
            String tender, int lot, EnvelopeKind kind, String creditCode, byte[] bidderKey, Optional<Escrow> escrow) {}

    /** @param k as many holders as open together */
    public record Escrow(int k, List<Holder> holders) {}

    /** @param key X25519, 32 bytes */
    public record Holder(String name, byte[] key) {}

    /** A file to be sealed. It is read twice, and must be the same both times. */
    public interface Source {
        String name();

        InputStream open() throws IOException;
    }

    /**
     * An envelope that was written.
     *
     * @param sha256 of the whole file, 32 bytes
     */
    public record Sealed(EnvelopeHeader header, long size, byte[] sha256) {}

    /** A file was changed while it was being sealed; what was written is to be thrown away. */
    public static final class FileChanged extends IOException {
        private static final long serialVersionUID = 1L;

        FileChanged(String name) {
            super(name + " was changed while it was being sealed");
        }
    }

    /**
     * Seals under a fresh key. Whatever was written when this throws opens to nobody and is never continued.
     *
     * @throws IllegalArgumentException for terms or names beyond the limits of the format
     */
    public Sealed seal(Terms terms, List<? extends Source> files, Optional<OpeningSummary> summary, OutputStream out)
            throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Source file : files) {
            entries.add(digest(file));
        }
        Manifest manifest = new Manifest(entries, summary);
        byte[] list = manifest.bytes();
        check(list, terms.kind());
        byte[] key = new byte[ContentKeys.KEY_BYTES];
        byte[] id = new byte[16];
        random.nextBytes(key);
        random.nextBytes(id);
        ContentKeys keys = ContentKeys.of(key, id);
        EnvelopeHeader header = header(terms, id, manifest.paddedBytes(), keys, list, key);
        Arrays.fill(key, (byte) 0);
        DigestOutputStream digesting = new DigestOutputStream(out, Sha256.fresh());
        byte[] bytes = header.bytes();
        digesting.write(Octets.utf8(EnvelopeHeader.VERSION_LINE));
        digesting.write(Octets.u32(bytes.length));
        digesting.write(bytes);
        var content = new ChunkWriter(new Chunks(header, keys), header.content(), digesting);
        content.write(Octets.u32(list.length));
        content.write(list);
        for (int i = 0; i < files.size(); i++) {
            copy(files.get(i), entries.get(i), content);
        }
        content.finish();
        return new Sealed(
                header, header.fileBytes(), digesting.getMessageDigest().digest());
    }

    private static void check(byte[] manifest, EnvelopeKind kind) {
        try {
            if (manifest.length <= Manifest.MAX_BYTES) {
                Manifest.parse(manifest, kind);
                return;
            }
        } catch (MalformedEnvelope e) {
            // Said below.
        }
        throw new IllegalArgumentException("the list of files is beyond the limits of an envelope");
    }

    private static Manifest.Entry digest(Source file) throws IOException {
        MessageDigest sha256 = Sha256.fresh();
        try (InputStream in = new DigestInputStream(file.open(), sha256)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Manifest.Entry(file.name(), size, HexFormat.of().formatHex(sha256.digest()));
        }
    }

    private static void copy(Source file, Manifest.Entry entry, ChunkWriter content) throws IOException {
        MessageDigest sha256 = Sha256.fresh();
        try (InputStream in = file.open()) {
            byte[] buffer = new byte[1 << 16];
            long left = entry.size();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new FileChanged(file.name());
                }
                sha256.update(buffer, 0, count);
                content.write(buffer, count);
                left -= count;
            }
            if (in.read() >= 0 || !HexFormat.of().formatHex(sha256.digest()).equals(entry.sha256())) {
                throw new FileChanged(file.name());
            }
        }
    }

    private EnvelopeHeader header(Terms terms, byte[] id, long content, ContentKeys keys, byte[] manifest, byte[] key) {
        byte[][] shares = terms.escrow()
                .map(escrow -> Shamir.split(key, escrow.k(), escrow.holders().size(), random))
                .orElse(new byte[0][]);
        // Twice: the boxes are bound to all the rest.
        EnvelopeHeader bare = header(terms, id, content, keys, manifest, shares, null, new byte[shares.length][0]);
        byte[] core = bare.core();
        byte[] box = SealedBox.seal(key, terms.bidderKey(), EnvelopeKey.bidderInfo(core));
        byte[][] boxes = new byte[shares.length][];
        for (int i = 0; i < shares.length; i++) {
            byte[] holderKey = terms.escrow().orElseThrow().holders().get(i).key();
            boxes[i] = SealedBox.seal(shares[i], holderKey, EnvelopeKey.shareInfo(core, i + 1));
        }
        EnvelopeHeader header = header(terms, id, content, keys, manifest, shares, box, boxes);
        Shamir.wipe(shares);
        return header;
    }

    private static EnvelopeHeader header(
            Terms terms,
            byte[] id,
            long content,
            ContentKeys keys,
            byte[] manifest,
            byte[][] shares,
            byte[] box,
            byte[][] boxes) {
        Optional<EnvelopeHeader.Escrow> escrow = terms.escrow().map(announced -> {
            List<EnvelopeHeader.Share> list = new ArrayList<>();
            for (int i = 0; i < shares.length; i++) {
                Holder holder = announced.holders().get(i);
                list.add(new EnvelopeHeader.Share(
                        holder.name(), holder.key(), EnvelopeKey.check(id, shares[i]), boxes[i]));
            }
            return new EnvelopeHeader.Escrow(announced.k(), list);
        });
        return new EnvelopeHeader(
                terms.tender(),
                terms.lot(),
                terms.kind(),
                id,
                content,
                keys.commit(),
                keys.plain(manifest),
                EnvelopeHeader.of(id, terms.creditCode()),
                terms.bidderKey(),
                box,
                escrow);
    }

    /** Cuts what is written into chunks; at the end the padding. */
    private static final class ChunkWriter {
        private final Chunks chunks;
        private final OutputStream out;
        private final byte[] chunk = new byte[EnvelopeHeader.CHUNK_BYTES];
        private final long content;
        private int filled;
        private long index;
        private long written;

        ChunkWriter(Chunks chunks, long content, OutputStream out) {
            this.chunks = chunks;
            this.content = content;
            this.out = out;
        }

        void write(byte[] bytes) throws IOException {
            write(bytes, bytes.length);
        }

        void write(byte[] bytes, int length) throws IOException {
            int at = 0;
            while (at < length) {
                int count = Math.min(length - at, chunk.length - filled);
                System.arraycopy(bytes, at, chunk, filled, count);
                filled += count;
                at += count;
                written += count;
                if (filled == chunk.length) {
                    flush();
                }
            }
        }

        private void flush() throws IOException {
            out.write(chunks.seal(index, chunk, filled));
            index++;
            filled = 0;
        }

        void finish() throws IOException {
            byte[] zeros = new byte[EnvelopeHeader.PADDED_TO];
            write(zeros, (int) (content - written));
            if (filled > 0) {
                flush();
            }
        }
    }
}
