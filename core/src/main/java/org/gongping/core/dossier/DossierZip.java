package org.gongping.core.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file that is the same whenever and wherever it is written. Files are stored as they are: what a compressor
 * yields depends on the version of its library. All bear one time.
 */
final class DossierZip {
    /** The first moment that every ZIP tool shows and that needs no time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;

    /** What a file is found to be. */
    record Measured(String sha256, long size, long crc) {}

    DossierZip(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Reads the stream to its end. */
    static Measured measure(InputStream in) throws IOException {
        return pass(in, OutputStream.nullOutputStream());
    }

    static Measured measure(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return new Measured(HexFormat.of().formatHex(sha256().digest(bytes)), bytes.length, crc.getValue());
    }

    /** Writes what was measured before; returns what it is found to be now. */
    Measured add(String path, Measured measured, InputStream in) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(TIME);
        entry.setSize(measured.size());
        entry.setCrc(measured.crc());
        zip.putNextEntry(entry);
        Measured written = pass(in, zip);
        if (written.equals(measured)) {
            zip.closeEntry();
        }
        return written;
    }

    void add(String path, byte[] bytes) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(TIME);
        entry.setSize(bytes.length);
        entry.setCrc(measure(bytes).crc());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Measured pass(InputStream in, OutputStream out) throws IOException {
        var crc = new CRC32();
        var digesting = new DigestInputStream(new CheckedInputStream(in, crc), sha256());
        long size = digesting.transferTo(out);
        return new Measured(
                HexFormat.of().formatHex(digesting.getMessageDigest().digest()), size, crc.getValue());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes the directory of the archive; without it no reader takes the file for whole. */
    void finish() throws IOException {
        zip.finish();
        zip.flush();
    }
}
