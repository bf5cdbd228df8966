package org.gongping.core.bid.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.gongping.core.Sha256;

/** Opens an envelope by its content key and holds it to all that its header promised. Memory use does not depend on its size. */
public final class OpenEnvelope {
    private OpenEnvelope() {}

    /** Where the files go. Bytes are handed out before their digest is known: keep nothing when opening fails. */
    @FunctionalInterface
    public interface Sink {
        OutputStream of(Manifest.Entry file) throws IOException;
    }

    /**
     * Opens the whole envelope.
     *
     * @param file from its first byte
     * @throws MalformedEnvelope when any of it is not what was sealed
     */
    public static Manifest open(InputStream file, byte[] key, Sink sink) throws IOException, MalformedEnvelope {
        EnvelopeHeader header = HeaderReader.read(file);
        var content = new Content(header, keys(header, key), file);
        Manifest manifest = manifest(header, content);
        for (Manifest.Entry entry : manifest.files()) {
            MessageDigest sha256 = Sha256.fresh();
            try (OutputStream out = sink.of(entry)) {
                content.copy(entry.size(), sha256, out);
            }
            if (!HexFormat.of().formatHex(sha256.digest()).equals(entry.sha256())) {
                throw new MalformedEnvelope(EnvelopeFault.FILE_DIGEST);
            }
        }
        content.end();
        return manifest;
    }

    /** As {@link #open}, for whoever wants to know that it opens. */
    public static Manifest verify(InputStream file, byte[] key) throws IOException, MalformedEnvelope {
        return open(file, key, _ -> OutputStream.nullOutputStream());
    }

    /** The list of files alone, held to its commitment; of the rest nothing is read. */
    public static Manifest manifest(InputStream file, byte[] key) throws IOException, MalformedEnvelope {
        EnvelopeHeader header = HeaderReader.read(file);
        return manifest(header, new Content(header, keys(header, key), file));
    }

    private static ContentKeys keys(EnvelopeHeader header, byte[] key) throws MalformedEnvelope {
        if (!EnvelopeKey.matches(header, key)) {
            throw new MalformedEnvelope(EnvelopeFault.COMMIT);
        }
        return ContentKeys.of(key, header.id());
    }

    private static Manifest manifest(EnvelopeHeader header, Content content) throws IOException, MalformedEnvelope {
        int length = ByteBuffer.wrap(content.take(Integer.BYTES)).getInt();
        if (length < 0 || length > Math.min(Manifest.MAX_BYTES, header.content() - Integer.BYTES)) {
            throw new MalformedEnvelope(EnvelopeFault.MANIFEST);
        }
        byte[] list = content.take(length);
        if (!MessageDigest.isEqual(content.keys.plain(list), header.plain())) {
            throw new MalformedEnvelope(EnvelopeFault.PLAIN);
        }
        Manifest manifest = Manifest.parse(list, header.kind());
        if (manifest.contentBytes() > header.content()) {
            throw new MalformedEnvelope(EnvelopeFault.MANIFEST);
        }
        if (manifest.paddedBytes() != header.content()) {
            throw new MalformedEnvelope(EnvelopeFault.PADDING);
        }
        return manifest;
    }

    /** The content, chunk by chunk. */
    private static final class Content {
        private final EnvelopeHeader header;
        private final ContentKeys keys;
        private final Chunks chunks;
        private final InputStream file;
        private byte[] chunk = {};
        private int at;
        private long index;

        Content(EnvelopeHeader header, ContentKeys keys, InputStream file) {
            this.header = header;
            this.keys = keys;
            this.chunks = new Chunks(header, keys);
            this.file = file;
        }

        private boolean fill() throws IOException, MalformedEnvelope {
            if (at < chunk.length) {
                return true;
            }
            if (index == header.chunks()) {
                return false;
            }
            int length =
                    (int) Math.min(EnvelopeHeader.CHUNK_BYTES, header.content() - index * EnvelopeHeader.CHUNK_BYTES);
            byte[] sealed = file.readNBytes(length + EnvelopeHeader.TAG_BYTES);
            if (sealed.length < length + EnvelopeHeader.TAG_BYTES) {
                throw new MalformedEnvelope(EnvelopeFault.SIZE);
            }
            chunk = chunks.open(index, sealed, sealed.length)
                    .orElseThrow(() -> new MalformedEnvelope(EnvelopeFault.CHUNK));
            index++;
            at = 0;
            return true;
        }

        /** Within the first chunk. */
        byte[] take(int count) throws IOException, MalformedEnvelope {
            fill();
            byte[] taken = Arrays.copyOfRange(chunk, at, at + count);
            at += count;
            return taken;
        }

        void copy(long count, MessageDigest sha256, OutputStream out) throws IOException, MalformedEnvelope {
            long left = count;
            while (left > 0 && fill()) {
                int part = (int) Math.min(left, chunk.length - at);
                sha256.update(chunk, at, part);
                out.write(chunk, at, part);
                at += part;
                left -= part;
            }
        }

        void end() throws IOException, MalformedEnvelope {
            while (fill()) {
                for (; at < chunk.length; at++) {
                    if (chunk[at] != 0) {
                        throw new MalformedEnvelope(EnvelopeFault.PADDING);
                    }
                }
            }
            if (file.read() >= 0) {
                throw new MalformedEnvelope(EnvelopeFault.SIZE);
            }
        }
    }
}
