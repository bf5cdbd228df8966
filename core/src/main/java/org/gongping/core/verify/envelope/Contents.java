package org.gongping.core.verify.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.gongping.core.verify.Sha256;

/** Opens chunk after chunk and holds what comes out to manifest and digests. Needs the memory of one chunk. */
final class Contents {
    private static final int NONCE_COUNTER = Long.BYTES;
    private static final int MAX_MANIFEST = Header.CHUNK - Integer.BYTES;

    private final Header header;
    private final ContentKey key;
    private final InputStream file;
    private final byte[] boundTo;
    private byte[] chunk = {};
    private int at;
    private long opened;

    private Contents(Header header, ContentKey key, InputStream file) {
        this.header = header;
        this.key = key;
        this.file = file;
        this.boundTo = Sha256.of(Octets.ascii("GPE1/header\0"), header.bytes());
    }

    /** @param file from its first chunk on */
    static Manifest check(Header header, ContentKey key, InputStream file) throws IOException, Broken {
        return new Contents(header, key, file).check();
    }

    private Manifest check() throws IOException, Broken {
        next();
        long length =
                Integer.toUnsignedLong(ByteBuffer.wrap(take(Integer.BYTES)).getInt());
        if (length > Math.min(MAX_MANIFEST, header.content() - Integer.BYTES)) {
            throw Broken.of(Rule.MANIFEST, "M = " + length);
        }
        byte[] list = take((int) length);
        if (!Arrays.equals(Sha256.of(Octets.ascii("GPE1/plain\0"), key.salt(), list), header.plain())) {
            throw Broken.of(Rule.PLAIN, "plain");
        }
        Manifest manifest = Manifest.parse(list, header.kind());
        long bytes = Integer.BYTES + length + manifest.fileBytes();
        if (bytes > header.content()) {
            throw Broken.of(Rule.MANIFEST, bytes + " bytes do not fit into a content of " + header.content());
        }
        if (header.content() - bytes >= Header.PADDED_TO) {
            throw Broken.of(Rule.PADDING, bytes + " bytes in a content of " + header.content());
        }
        for (Manifest.Entry entry : manifest.files()) {
            file(entry);
        }
        padding(header.content() - bytes);
        return manifest;
    }

    private void file(Manifest.Entry entry) throws IOException, Broken {
        MessageDigest digest = Sha256.digest();
        for (long left = entry.size(); left > 0; ) {
            fill();
            int part = (int) Math.min(left, chunk.length - at);
            digest.update(chunk, at, part);
            at += part;
            left -= part;
        }
        byte[] found = digest.digest();
        if (!Arrays.equals(found, entry.sha256())) {
            throw Broken.of(
                    Rule.FILE_DIGEST, entry.name() + ": " + HexFormat.of().formatHex(found));
        }
    }

    private void padding(long count) throws IOException, Broken {
        for (long left = count; left > 0; left--) {
            fill();
            if (chunk[at++] != 0) {
                throw Broken.of(Rule.PADDING, "a byte that is not zero behind the last file");
            }
        }
    }

    /** Within the chunk at hand. */
    private byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(chunk, at, at + count);
        at += count;
        return taken;
    }

    private void fill() throws IOException, Broken {
        if (at == chunk.length) {
            next();
        }
    }

    private void next() throws IOException, Broken {
        long index = opened;
        int length = (int) Math.min(Header.CHUNK, header.content() - index * Header.CHUNK);
        byte[] sealed = file.readNBytes(length + Header.TAG);
        if (sealed.length < length + Header.TAG) {
            throw Broken.at(Rule.SIZE, header.chunkAt(index) + sealed.length, "the file ends in chunk " + index);
        }
        byte[] nonce = new byte[AesGcm.NONCE];
        ByteBuffer.wrap(nonce).putLong(AesGcm.NONCE - NONCE_COUNTER, index);
        byte[] associated = Octets.join(boundTo, new byte[] {(byte) (index == header.chunks() - 1 ? 1 : 0)});
        chunk = AesGcm.open(key.chunks(), nonce, associated, sealed)
                .orElseThrow(() -> Broken.at(Rule.CHUNK, header.chunkAt(index), "chunk " + index));
        opened++;
        at = 0;
    }
}
