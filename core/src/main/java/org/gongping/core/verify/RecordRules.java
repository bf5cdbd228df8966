package org.gongping.core.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that the records of one tender keep among themselves in the order of the log, however many are there. */
final class RecordRules {
    /** The server's clock may be set back by so much between neighbours ({@code spec/audit-log.md} §6). */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private RecordRules() {}

    static void check(List<TenderRecord> records, String tender, Progress progress) {
        Map<String, TenderRecord> ids = new HashMap<>();
        TenderRecord before = null;
        for (TenderRecord record : records) {
            if (!record.tender().equals(tender)) {
                progress.add(finding(FindingCode.RECORD_TENDER, record, record.tender(), tender));
            }
            TenderRecord same = ids.putIfAbsent(record.id(), record);
            if (same != null) {
                progress.add(finding(FindingCode.RECORD_ID, record, same.index()));
            }
            if (before != null && record.time().plus(TOLERANCE).isBefore(before.time())) {
                long back = Duration.between(record.time(), before.time()).toMillis();
                progress.add(finding(FindingCode.RECORD_TIME, record, before.index(), back));
            }
            before = record;
        }
    }

    private static Finding finding(FindingCode code, TenderRecord record, Object... details) {
        return Finding.at(code, record.file(), record.index(), details);
    }
}
