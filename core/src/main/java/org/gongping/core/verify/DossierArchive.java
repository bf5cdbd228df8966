package org.gongping.core.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The ZIP file of a dossier. Nothing is ever unpacked to disk. */
final class DossierArchive implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final ZipFile zip;
    private final Set<String> names = new TreeSet<>();

    /**
     * A file as it is found.
     *
     * @param size bytes read; of a file longer than asked for, more than that
     */
    record Found(String sha256, long size) {}

    private DossierArchive(String name, ZipFile zip) {
        this.name = name;
        this.zip = zip;
    }

    static DossierArchive open(Path file) throws Refused {
        String name = file.getFileName().toString();
        try {
            DossierArchive archive = new DossierArchive(name, new ZipFile(file.toFile()));
            archive.readNames();
            return archive;
        } catch (ZipException e) {
            throw new Refused(Finding.of(FindingCode.DOSSIER_MALFORMED, name, "ZIP"));
        } catch (IOException e) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, name, e.toString()));
        }
    }

    private void readNames() throws Refused, IOException {
        if (zip.size() > DossierContents.MAX_FILES) {
            zip.close();
            throw new Refused(Finding.of(FindingCode.TOO_LARGE, name, DossierContents.MAX_FILES));
        }
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String entry = entries.nextElement().getName();
            // Of two files of one name, one reader shows the first and another the second.
            if (!names.add(entry)) {
                zip.close();
                throw new Refused(Finding.of(FindingCode.DOSSIER_MALFORMED, name, entry));
            }
        }
    }

    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** The bytes of a file that the archive holds, at most {@code limit} and one more. */
    byte[] read(String entry, int limit) throws Refused {
        try (InputStream stream = stream(entry)) {
            return stream.readNBytes(limit + 1);
        } catch (IOException e) {
            throw malformed(entry);
        }
    }

    /** Reads a file through, but no further than one buffer beyond {@code most}, whatever it unpacks to. */
    Found digest(String entry, long most, Progress progress) throws Refused {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream stream = stream(entry)) {
            for (int read = stream.read(buffer); read >= 0 && size <= most; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
                progress.requireTime();
            }
        } catch (IOException e) {
            throw malformed(entry);
        }
        return new Found(HexFormat.of().formatHex(digest.digest()), size);
    }

    private InputStream stream(String entry) throws IOException, Refused {
        ZipEntry found = zip.getEntry(entry);
        InputStream stream = found == null ? null : zip.getInputStream(found);
        if (stream == null) {
            throw new Refused(Finding.of(FindingCode.FILE_MISSING, entry));
        }
        return stream;
    }

    private static Refused malformed(String entry) {
        return new Refused(Finding.of(FindingCode.DOSSIER_MALFORMED, entry, "ZIP"));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
