package org.gongping.core.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A document of a project. Its bytes lie in the {@link DocumentStore} under their hash.
 *
 * @param mediaType as sniffed from the content, not as claimed
 * @param size in bytes
 * @param sha256 lower-case hex
 */
public record TenderDocument(
        UUID id, String name, Kind kind, String mediaType, long size, String sha256, Instant uploadedAt) {
    /** What the document is in the tender. */
    public enum Kind {
        TENDER_NOTICE,
        TENDER_DOCUMENT,
        ADDENDUM,
        OPENING_RECORD,
        EVALUATION_REPORT,
        CONTRACT,
        OTHER
    }
}
