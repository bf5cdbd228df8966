package org.gongping.core.audit.selfcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/**
 * Puts on record what the self-check has found wrong, and when it was no longer so: who alters an entry and puts it back
 * leaves that behind for ever. What is on record already is found there, so that it is written once by however many
 * servers.
 */
public final class KeepAlarms {
    /** Alarms on record that count as going on: beyond, one disaster would only fill the log. */
    private static final int MOST_GOING_ON = 200;

    private final AuditLog audit;
    private final AlarmRepository repository = new AlarmRepository();

    public KeepAlarms(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * An alarm on record.
     *
     * @param endedAt empty while it goes on
     */
    public record Alarm(Instant at, String code, String place, String zh, String en, Optional<Instant> endedAt) {}

    private record Key(String code, String place) {
        private static final Set<String> OF_MANY = Arrays.stream(FindingCode.values())
                .filter(FindingCode::isOfMany)
                .map(FindingCode::code)
                .collect(Collectors.toUnmodifiableSet());

        static Key of(String code, String place) {
            return new Key(code, OF_MANY.contains(code) ? "" : place);
        }
    }

    /**
     * Writes what has come and what has gone.
     *
     * @param now what is wrong at this moment
     * @param isAll whether what is not named is known to be gone; where the self-check is not heard nothing is
     * @return records written
     */
    public int execute(Transaction tx, List<Standing.Told> now, boolean isAll) {
        Map<Key, Standing.Told> wrong = new LinkedHashMap<>();
        now.stream()
                // That a witness does not answer is shown where the witnesses are; it is nobody's deed.
                .filter(told -> !told.code().equals(FindingCode.WITNESS_UNREACHABLE.code()))
                .forEach(told -> wrong.putIfAbsent(Key.of(told.code(), told.place()), told));
        Set<Key> before = goingOn(tx);
        if (isAll ? before.equals(wrong.keySet()) : before.containsAll(wrong.keySet())) {
            return 0;
        }
        repository.lock(tx);
        Set<Key> known = goingOn(tx);
        Set<Key> gone = new LinkedHashSet<>(known);
        gone.removeAll(isAll ? wrong.keySet() : known);
        gone.forEach(key -> audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.LOG_ALARM_END, Actor.SERVER, "server")
                        .with("code", key.code())
                        .with("place", key.place())));
        int room = MOST_GOING_ON - known.size() + gone.size();
        List<Standing.Told> come = wrong.entrySet().stream()
                .filter(each -> !known.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .limit(room)
                .toList();
        come.forEach(told -> audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.LOG_ALARM, Actor.SERVER, "server")
                        .with("code", told.code())
                        .with("place", told.place())
                        .with("zh", told.zh())
                        .with("en", told.en())));
        return gone.size() + come.size();
    }

    private Set<Key> goingOn(Transaction tx) {
        Set<Key> keys = new LinkedHashSet<>();
        all(tx).stream()
                .filter(alarm -> alarm.endedAt().isEmpty())
                .forEach(alarm -> keys.add(Key.of(alarm.code(), alarm.place())));
        return keys;
    }

    /** The alarms on record, the latest first. */
    public static List<Alarm> all(Transaction tx) {
        List<Alarm> alarms = new ArrayList<>();
        Map<Key, Instant> ends = new LinkedHashMap<>();
        for (AlarmRepository.Noted noted : new AlarmRepository().latest(tx)) {
            var key = Key.of(noted.text("code"), noted.text("place"));
            if (noted.isEnd()) {
                ends.put(key, noted.at());
            } else {
                // Read backwards: the end that was met last is the first after this beginning.
                alarms.add(new Alarm(
                        noted.at(),
                        key.code(),
                        noted.text("place"),
                        noted.text("zh"),
                        noted.text("en"),
                        Optional.ofNullable(ends.remove(key))));
            }
        }
        return alarms;
    }
}
