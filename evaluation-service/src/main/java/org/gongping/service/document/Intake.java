package org.gongping.service.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.apache.tika.Tika;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;

/** Takes in a file as it streams: hashes it, counts it, sniffs what it is. Memory use does not depend on its size. */
public final class Intake {
    private static final int SNIFFED = 64 * 1024;
    private static final String UNKNOWN = "application/octet-stream";
    private static final Set<String> ACCEPTED = Set.of(
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/msword",
            "application/vnd.ms-excel",
            "application/zip",
            "application/xml",
            "text/plain",
            "text/csv",
            "image/png",
            "image/jpeg");

    private final DocumentStore store;
    private final Tika tika = new Tika();

    public Intake(DocumentStore store) {
        this.store = store;
    }

    /** A complete incoming file. */
    public record Stored(Path file, String mediaType, long size, String sha256) {}

    /** A name is for people: it never becomes a path, and says nothing that a screen would not show. */
    public Outcome<String> checkName(String name) {
        boolean sound = !name.isBlank()
                && !Set.of(".", "..").contains(name.strip())
                && name.codePoints().noneMatch(Intake::isUnsound);
        return sound
                ? Outcome.done(name)
                : Outcome.refused(Refusal.Invalid.of(
                        "query/name",
                        "文件名不得为空，且不得含有路径或控制字符",
                        "A file name is not empty and has neither path nor control characters"));
    }

    private static boolean isUnsound(int c) {
        return c == '/'
                || c == '\\'
                || Character.isISOControl(c)
                || switch (Character.getType(c)) {
                    case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }

    /** What the content is. The name only tells apart what looks alike inside, such as the packages of an office suite. */
    private String sniff(byte[] head, String name) {
        String content = tika.detect(head);
        return content.equals(UNKNOWN) ? UNKNOWN : tika.detect(head, name);
    }

    /** Drops what was taken in, unless the store has taken it over. */
    public void release(Stored stored) {
        try {
            Files.deleteIfExists(stored.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome<Stored> take(String name, InputStream body) throws IOException {
        Path file = store.incoming();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            long size;
            String mediaType;
            try (BufferedInputStream in = new BufferedInputStream(new DigestInputStream(body, sha256), SNIFFED);
                    OutputStream out = Files.newOutputStream(file)) {
                in.mark(SNIFFED);
                byte[] head = in.readNBytes(SNIFFED - 1);
                in.reset();
                mediaType = sniff(head, name);
                if (!ACCEPTED.contains(mediaType) && head.length > 0) {
                    Files.delete(file);
                    return Outcome.refused(new Refusal.UnsupportedType(
                            ACCEPTED.stream().sorted().toList()));
                }
                size = in.transferTo(out);
            }
            if (size == 0) {
                Files.delete(file);
                return Outcome.refused(Refusal.Invalid.of("", "文件为空", "The file is empty"));
            }
            return Outcome.done(new Stored(file, mediaType, size, HexFormat.of().formatHex(sha256.digest())));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
