package org.gongping.core.audit.selfcheck;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.db.Transaction;

/**
 * Whether what guards the audit tables still stands as the migrations have set it up (V1, V3, V4, V8, V15). That a guard is gone
 * changes no entry, but nobody takes it away by accident.
 */
final class GuardCheck {
    private static final int ROW_BEFORE_CHANGE = 27;
    private static final int ROW_BEFORE_DELETE = 11;
    private static final int BEFORE_TRUNCATE = 34;

    private static final Set<String> EVENT_TRIGGERS = Set.of(
            "gongping_audit_ddl ddl_command_end audit_guard_ddl", "gongping_audit_drop sql_drop audit_guard_drop");

    /** SHA-256 as {@link SelfCheckRepository#functions} has it. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "audit_refuse_change",
            "77ec4619b4fc4edb7da72952190b2dc902a80806058e93cde9acccab1f9974f8",
            "audit_guard_partition",
            "b74bb3771dbbc4b568407d0af41ce87f4f14d35ec9f33814faa3bfb36ba177fc",
            "audit_is_guarded",
            "20d9cca41add555cb454f184a8689fdd479fcd5a12f78af05428947ff3dc0093",
            "audit_guard_ddl",
            "03e77186e515548f85800abf388f9259cec21386925a8ab5af54051a67638aeb",
            "audit_guard_drop",
            "b3b9a0c646fc3b0cf6ee64e55cfd88ff3bc10872f772e63c6112583c5701ff30",
            "audit_append",
            "b892546f23836d8ffae001efe5f4c4c1c842bfdf5522003abe01abb5e40029ba",
            "audit_false_data",
            "34c5b1f139e8a3912960f02f831165aab9d2d0c4f32f4d3dbc2a6bb55acdd94e",
            "audit_extend_months",
            "2bcce7b26fe61e4c6c9d64fe0bd0bad9626dd13cbde256b47584377005df1bc0");

    private static final Set<String> KEYS = Set.of(
            "audit_entry(id,created_at)",
            "audit_seq(idx)",
            "audit_seq(entry_id)",
            "audit_pending(inserted)",
            "audit_state(only_row)",
            "audit_stream(stream)",
            "audit_selfcheck(only_row)");

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
        rights.add("gongping_auditor SELECT audit_entry_other");
        rights.add("gongping_app SELECT audit_selfcheck");
        for (String right : List.of("SELECT", "INSERT", "UPDATE")) {
            rights.add("gongping_auditor " + right + " audit_selfcheck");
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

    /** @param now tells which months there must be */
    void check(Transaction tx, Instant now, Collected findings) {
        Map<String, String> partitions = repository.partitions(tx);
        triggers(partitions.keySet(), repository.triggers(tx), findings);
        missing(EVENT_TRIGGERS, repository.eventTriggers(tx))
                .forEach(trigger -> findings.add(FindingCode.GUARD_EVENT_TRIGGER, trigger.split(" ")[0]));
        Set<String> functions = repository.functions(tx);
        FUNCTIONS.forEach((name, hash) -> {
            if (!functions.contains(name + " " + hash)) {
                findings.add(FindingCode.GUARD_FUNCTION, name);
            }
        });
        Months.check(partitions, YearMonth.from(now.atOffset(ZoneOffset.UTC)), findings);
        if (repository.hasStrays(tx)) {
            findings.add(FindingCode.GUARD_DEFAULT_PARTITION, Months.OTHER);
        }
        new TreeSet<>(repository.settings(tx))
                .forEach(setting ->
                        findings.add(FindingCode.GUARD_SETTING, setting.substring(0, setting.indexOf('=')), setting));
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

    private static void triggers(Set<String> partitions, List<SelfCheckRepository.Trigger> there, Collected findings) {
        Map<String, SelfCheckRepository.Trigger> byName = new LinkedHashMap<>();
        there.forEach(trigger -> byName.put(trigger.table() + "." + trigger.name(), trigger));
        for (SelfCheckRepository.Trigger expected : expectedTriggers(partitions)) {
            String name = expected.table() + "." + expected.name();
            // One that must not be there could alter what is inserted.
            if (!expected.equals(byName.remove(name))) {
                findings.add(FindingCode.GUARD_TRIGGER, name);
            }
        }
        byName.keySet().forEach(name -> findings.add(FindingCode.GUARD_TRIGGER, name));
    }

    private static List<SelfCheckRepository.Trigger> expectedTriggers(Set<String> partitions) {
        List<SelfCheckRepository.Trigger> triggers = new ArrayList<>();
        List<String> entries = new ArrayList<>(partitions);
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
}
