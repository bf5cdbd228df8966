package org.gongping.core.bid.script;

import static org.gongping.core.db.jooq.Tables.SEALING_SCRIPT;

import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.SealingScriptRecord;

/** The scripts that were served. */
public final class SealingScriptRepository {
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST = 100;

    /** Newest first. */
    public List<SealingScript> list(Transaction tx) {
        return tx.dsl()
                .selectFrom(SEALING_SCRIPT)
                .orderBy(SEALING_SCRIPT.NO.desc())
                .limit(MOST)
                .fetch(SealingScriptRepository::script);
    }

    /** The first record of each of these scripts, by its digest; nothing for those that are in none. */
    public Map<String, UUID> entries(Transaction tx, Collection<String> digests) {
        Map<String, UUID> entries = new HashMap<>();
        if (!digests.isEmpty()) {
            tx.dsl()
                    .select(SEALING_SCRIPT.SHA256, SEALING_SCRIPT.ENTRY_ID)
                    .from(SEALING_SCRIPT)
                    .where(SEALING_SCRIPT.SHA256.in(
                            digests.stream().distinct().map(HEX::parseHex).toList()))
                    .orderBy(SEALING_SCRIPT.NO)
                    .forEach(row -> entries.putIfAbsent(HEX.formatHex(row.value1()), row.value2()));
        }
        return entries;
    }

    /** One server at a time writes, until the end of the transaction. */
    void lock(Transaction tx) {
        tx.dsl().execute("SELECT pg_advisory_xact_lock(hashtext('gongping.sealing-script'))");
    }

    Optional<SealingScript> latest(Transaction tx) {
        return tx.dsl()
                .selectFrom(SEALING_SCRIPT)
                .orderBy(SEALING_SCRIPT.NO.desc())
                .limit(1)
                .fetchOptional(SealingScriptRepository::script);
    }

    void insert(Transaction tx, SealingScript script) {
        tx.dsl()
                .insertInto(SEALING_SCRIPT)
                .set(SEALING_SCRIPT.NO, tx.dsl().fetchCount(SEALING_SCRIPT) + 1)
                .set(SEALING_SCRIPT.FILE, script.file())
                .set(SEALING_SCRIPT.SHA256, HEX.parseHex(script.sha256()))
                .set(SEALING_SCRIPT.VERSION, script.version())
                .set(SEALING_SCRIPT.ENTRY_ID, script.entryId())
                .set(SEALING_SCRIPT.RECORDED_AT, script.recordedAt())
                .execute();
    }

    private static SealingScript script(SealingScriptRecord row) {
        return new SealingScript(
                row.getFile(), HEX.formatHex(row.getSha256()), row.getVersion(), row.getEntryId(), row.getRecordedAt());
    }
}
