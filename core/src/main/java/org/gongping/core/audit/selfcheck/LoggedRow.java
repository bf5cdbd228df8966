package org.gongping.core.audit.selfcheck;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in the log with the row that it belongs to.
 *
 * @param entryId the row that the place names
 * @param row null when there is no such row
 */
record LoggedRow(long index, UUID entryId, Row row) {
    /**
     * A row as it is stored; nothing in it is believed.
     *
     * @param inserted place in the order in which rows came, by which people read them
     * @param tender code of the tender that the row's project has; null when it has no project, or none that exists
     */
    record Row(
            long inserted,
            Instant createdAt,
            UUID projectId,
            String tender,
            String stream,
            String kind,
            String record,
            byte[] salt,
            String entry,
            byte[] leafHash) {}

    String place() {
        return "#" + index;
    }
}
