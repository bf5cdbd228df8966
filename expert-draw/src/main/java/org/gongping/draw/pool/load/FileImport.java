package org.gongping.draw.pool.load;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that was uploaded to be loaded into the pool.
 *
 * @param format what it is, such as {@code CSV, GB18030}
 * @param library pool that experts of the file are entered in
 * @param source document that defines specialty categories; empty for other files
 * @param rows below the heading
 * @param errors found in all, also those that the report does not list
 */
public record FileImport(
        UUID id,
        Kind kind,
        State state,
        String fileName,
        String sha256,
        long size,
        String format,
        String library,
        Optional<String> source,
        Counts counts,
        String uploadedBy,
        Instant uploadedAt,
        Optional<String> confirmedBy,
        Optional<Instant> confirmedAt) {
    /** What the rows are. */
    public enum Kind {
        EXPERTS,
        AFFILIATIONS,
        SPECIALTIES
    }

    /** Where it stands. */
    public enum State {
        /** Without errors; nothing is in the pool yet. */
        CHECKED,
        /** With errors; nothing of it will ever be in the pool. */
        REFUSED,
        CONFIRMED,
        DISCARDED
    }

    public record Counts(int rows, int created, int changed, int unchanged, int errors, int warnings) {}

    FileImport checked(String readFormat, Counts found) {
        return new FileImport(
                id,
                kind,
                found.errors() > 0 ? State.REFUSED : State.CHECKED,
                fileName,
                sha256,
                size,
                readFormat,
                library,
                source,
                found,
                uploadedBy,
                uploadedAt,
                Optional.empty(),
                Optional.empty());
    }
}
