package org.gongping.core.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.gongping.core.audit.note.SignedNote;

/**
 * The log's word, given at once, that a record which has been committed will stand in it ({@code spec/audit-log.md}
 * §3.2). A signed note, so that whoever holds it needs nothing but the log's key to check it; if the record does not
 * appear in time, the note proves a promise broken.
 *
 * @param note the text of {@link #text} under the log's signature
 */
public record EntryPromise(AuditEntry entry, SignedNote note) {
    /**
     * Within what time the record stands under a published checkpoint. A moment, as a rule; a witness that is down
     * delays the publication, and must have time to be brought back.
     */
    public static final Duration WITHIN = Duration.ofDays(1);

    /** First line of the signed text and of the file. No log is called so: nobody takes the text for a checkpoint. */
    static final String LABEL = "gongping.promise/1";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What is signed: label, origin of the log, leaf hash, time of the record, seconds. */
    static String text(String origin, AuditEntry entry) {
        return String.join(
                "\n",
                List.of(
                        LABEL,
                        origin,
                        Base64.getEncoder().encodeToString(entry.commitment().leafHash()),
                        MILLIS.format(entry.createdAt()),
                        WITHIN.toSeconds() + "\n"));
    }

    /** The text of a {@code .gp-promise} file: what opens the record, then the note. */
    public String write() {
        byte[] record = entry.record().getBytes(StandardCharsets.UTF_8);
        byte[] extra = new byte[entry.salt().length + record.length];
        System.arraycopy(entry.salt(), 0, extra, 0, entry.salt().length);
        System.arraycopy(record, 0, extra, entry.salt().length, record.length);
        return LABEL + "\nextra " + Base64.getEncoder().encodeToString(extra) + "\n\n" + note.write();
    }

    /** The time of the record, as it stands in it. */
    public String time() {
        return MILLIS.format(entry.createdAt());
    }

    /** The signature line of the note, without its newline. */
    public String signature() {
        return note.signatures().getFirst().write().stripTrailing();
    }
}
