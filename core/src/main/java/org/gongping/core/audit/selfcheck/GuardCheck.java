package org.gongping.core.audit.selfcheck;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.db.Transaction;

/**
 * Whether what guards the audit tables still stands as the migrations have set it up (V1, V3, V4). That a guard is gone
 * changes no entry, but nobody takes it away by accident.
 */
final class GuardCheck {
    private static final int ROW_BEFORE_CHANGE = 27;
    private static final int ROW_BEFORE_DELETE = 11;
    private static final int BEFORE_TRUNCATE = 34;

    private static final Set<String> EVENT_TRIGGERS = Set.of(
            "gongping_audit_ddl ddl_command_end audit_guard_ddl", "gongping_audit_drop sql_drop audit_guard_drop");

    /** SHA-256 of the bodies. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "audit_refuse_change",
            "62745e7c0303113b7dbc2924f0142b536bcb0f60e7ffbe641dd970d42d253148",
            "audit_append",
            "4e120ca81ea1b38ddc13411024ebdf88e2364a749e675098f78c72816e80c923",
            "audit_guard_partition",
            "9f7c942de778eeca5679a43a46c1027f76214d78f47f97aef22f6b7bed4d1801",
            "audit_is_guarded",
            "bf3f85144c9ed09f5bc0725a228b0b7b3709735a74f66cb7c1e82e1e11a05f20",
            "audit_guard_ddl",
            "1b864565f01ef6da9d9897d6b28032f9f94aa2c9cdfd3f769096ac043aa4f6ab",
            "audit_guard_drop",
            "7587c6de8ffeb5cb78042c6ed6f7eab195159f1f0b6bbdef8b10cc1e0378fdaf");

    private static final Set<String> KEYS = Set.of(
            "audit_entry(id,created_at)",
            "audit_seq(idx)",
            "audit_seq(entry_id)",
            "audit_pending(inserted)",
            "audit_state(only_row)",
            "audit_stream(stream)");

    /** What may be granted; more is a finding, less only stops what needs it. */
    private static final Set<String> RIGHTS = rights();

    private final SelfCheckRepository repository;

    GuardCheck(SelfCheckRepository repository) {
        this.repository = repository;
    }

    private static Set<String> rights() {
        Set<String> rights = new TreeSet<>();
        for (String table : List.of("audit_entry", "audit_seq", "audit_state", "audit_pending", "audit_stream")) {
            rights.add("gongping_app SELECT " + table);
            rights.add("gongping_auditor SELECT " + table);
        }
        for (String table : List.of("audit_entry", "audit_seq", "audit_state", "audit_pending")) {
            rights.add("gongping_sequencer SELECT " + table);
        }
        rights.add("gongping_app UPDATE audit_stream.joined");
        rights.add("gongping_sequencer DELETE audit_pending");
        rights.add("gongping_sequencer INSERT audit_seq");
        rights.add("gongping_sequencer UPDATE audit_state");
        return rights;
    }

    void check(Transaction tx, Collected findings) {
        triggers(repository.triggers(tx), findings);
        missing(EVENT_TRIGGERS, repository.eventTriggers(tx))
                .forEach(trigger -> findings.add(FindingCode.GUARD_EVENT_TRIGGER, trigger.split(" ")[0]));
        Set<String> functions = repository.functions(tx);
        FUNCTIONS.forEach((name, hash) -> {
            if (!functions.contains(name + " " + hash)) {
                findings.add(FindingCode.GUARD_FUNCTION, name);
            }
        });
        missing(partitions(), repository.partitions(tx))
                .forEach(partition -> findings.add(FindingCode.GUARD_PARTITION, partition));
        new TreeSet<>(repository.rules(tx)).forEach(rule -> findings.add(FindingCode.GUARD_RULE, rule));
        missing(KEYS, repository.keys(tx)).forEach(key -> findings.add(FindingCode.GUARD_KEY, key));
        missing(repository.rights(tx), RIGHTS).forEach(right -> {
            String[] words = right.split(" ");
            findings.add(FindingCode.GUARD_RIGHT, words[2], words[0] + " " + words[1]);
        });
    }

    private static Set<String> missing(Set<String> expected, Set<String> there) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(there);
        return missing;
    }

    private static void triggers(List<SelfCheckRepository.Trigger> there, Collected findings) {
        Map<String, SelfCheckRepository.Trigger> byName = new LinkedHashMap<>();
        there.forEach(trigger -> byName.put(trigger.table() + "." + trigger.name(), trigger));
        for (SelfCheckRepository.Trigger expected : expectedTriggers()) {
            String name = expected.table() + "." + expected.name();
            // One that must not be there could alter what is inserted.
            if (!expected.equals(byName.remove(name))) {
                findings.add(FindingCode.GUARD_TRIGGER, name);
            }
        }
        byName.keySet().forEach(name -> findings.add(FindingCode.GUARD_TRIGGER, name));
    }

    private static List<SelfCheckRepository.Trigger> expectedTriggers() {
        List<SelfCheckRepository.Trigger> triggers = new ArrayList<>();
        List<String> entries = new ArrayList<>(partitions());
        entries.add("audit_entry");
        for (String table : entries) {
            triggers.add(trigger(table, "audit_entry_no_change", "audit_refuse_change", ROW_BEFORE_CHANGE));
            triggers.add(trigger(table, "audit_entry_no_truncate", "audit_refuse_change", BEFORE_TRUNCATE));
        }
        triggers.add(trigger("audit_seq", "audit_seq_no_change", "audit_refuse_change", ROW_BEFORE_CHANGE));
        for (String table : List.of("audit_seq", "audit_state", "audit_pending", "audit_stream")) {
            triggers.add(trigger(table, table + "_no_truncate", "audit_refuse_change", BEFORE_TRUNCATE));
        }
        for (String table : List.of("audit_state", "audit_stream")) {
            triggers.add(trigger(table, table + "_no_delete", "audit_refuse_change", ROW_BEFORE_DELETE));
        }
        return triggers;
    }

    private static SelfCheckRepository.Trigger trigger(String table, String name, String function, int type) {
        return new SelfCheckRepository.Trigger(table, name, function, type, true, false);
    }

    /** One for each month, and one for what falls into none (V3). */
    private static Set<String> partitions() {
        Set<String> partitions = new TreeSet<>();
        YearMonth end = YearMonth.of(2029, 1);
        for (YearMonth month = YearMonth.of(2025, 1); month.isBefore(end); month = month.plusMonths(1)) {
            partitions.add("audit_entry_" + month.format(DateTimeFormatter.ofPattern("yyyyMM")));
        }
        partitions.add("audit_entry_other");
        return partitions;
    }
}
