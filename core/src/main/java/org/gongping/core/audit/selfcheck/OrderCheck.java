package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gongping.core.audit.AuditKind;

/**
 * Neighbours in the log: time does not run back, neither among them nor against the witnesses, and each record follows the
 * last one of its stream.
 */
final class OrderCheck {
    /** The server's clock may be set back by so much ({@code spec/audit-log.md}, Independence). */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** Streams remembered at a time: memory must not grow with the log. */
    private static final int STREAMS = 1 << 16;

    private final Collected findings;
    private final WitnessTimes witnessed;
    private final Map<String, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
            return size() > STREAMS;
        }
    };
    private Instant time;
    private long index;

    private record Head(String commitment, long index, long inserted) {}

    OrderCheck(WitnessTimes witnessed, Collected findings) {
        this.witnessed = witnessed;
        this.findings = findings;
    }

    void next(LoggedRow place, EntryCheck.Computed computed) {
        // The first record of a log that continues another is younger than all that it continues.
        boolean isOrigin = place.row().kind().equals(AuditKind.LOG_ORIGIN.code());
        computed.time().filter(now -> !isOrigin).ifPresent(now -> {
            if (time != null && now.plus(TOLERANCE).isBefore(time)) {
                long back = Duration.between(now, time).toMillis();
                findings.add(FindingCode.RECORD_TIME, place.place(), index, back, now);
            }
            witnessed.check(place, now, findings);
            time = now;
            index = place.index();
        });
        Head before = heads.put(
                place.row().stream(),
                new Head(computed.commitment(), place.index(), place.row().inserted()));
        if (before != null && !before.commitment().equals(computed.previous())) {
            findings.add(FindingCode.RECORD_CHAIN, place.place(), place.row().stream(), before.index());
        }
        // A stream is locked from before a row gets its number until the commit.
        if (before != null && place.row().inserted() <= before.inserted()) {
            findings.add(
                    FindingCode.ROW_ORDER, place.place(), place.row().inserted(), before.inserted(), before.index());
        }
    }

    /** A row is not there: which stream it was on is not known, so nothing is said of the next of any. */
    void skip() {
        heads.clear();
    }
}
