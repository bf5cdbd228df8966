package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_KEY;
import static org.gongping.core.db.jooq.Tables.DRAW_KEY_SET;
import static org.gongping.core.db.jooq.Tables.DRAW_VRF_BACKUP;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DrawKeySetRecord;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.VrfBackup;

/** The keys of those who take part in a tender's draws. */
public final class KeyRepository {
    /**
     * A key that was registered; the greatest number of a party counts.
     *
     * @param proof of the signing key over tender, party and both keys
     * @param organisation credit code of the organisation for which it was registered; not known of keys of before that
     *     was asked
     */
    record Registered(Party party, int no, KeySet.Keys keys, byte[] proof, Instant at, Optional<String> organisation) {}

    /** Every key that was ever registered, the newest of each party last. */
    List<Registered> all(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_KEY)
                .where(DRAW_KEY.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_KEY.PARTY, DRAW_KEY.NO)
                .fetch(row -> new Registered(
                        Party.of(row.getParty()).orElseThrow(),
                        row.getNo(),
                        new KeySet.Keys(row.getSigningKey(), row.getSealingKey()),
                        row.getProof(),
                        row.getRegisteredAt(),
                        Optional.ofNullable(row.getOrganisation())));
    }

    /** The key of each party that counts. */
    Map<Party, Registered> present(Transaction tx, UUID projectId) {
        Map<Party, Registered> present = new EnumMap<>(Party.class);
        all(tx, projectId).forEach(key -> present.put(key.party(), key));
        return present;
    }

    /** For which organisations the party's key in that set, and the one that counts now, were registered, so far as known. */
    Set<String> organisations(Transaction tx, UUID projectId, int keySet, Party party) {
        byte[] used = get(tx, projectId, keySet).signing(party);
        Registered counts = present(tx, projectId).get(party);
        return all(tx, projectId).stream()
                .filter(key -> key.party() == party)
                .filter(key ->
                        key.no() == counts.no() || Arrays.equals(key.keys().signing(), used))
                .flatMap(key -> key.organisation().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    void insert(Transaction tx, UUID projectId, Registered key) {
        tx.dsl()
                .insertInto(DRAW_KEY)
                .set(DRAW_KEY.PROJECT_ID, projectId)
                .set(DRAW_KEY.PARTY, key.party().id())
                .set(DRAW_KEY.NO, key.no())
                .set(DRAW_KEY.SIGNING_KEY, key.keys().signing())
                .set(DRAW_KEY.SEALING_KEY, key.keys().sealing())
                .set(DRAW_KEY.PROOF, key.proof())
                .set(DRAW_KEY.REGISTERED_AT, key.at())
                .set(DRAW_KEY.ORGANISATION, key.organisation().orElse(null))
                .execute();
    }

    /** @param backup the finaliser's key in sealed shares, in the order of the holders */
    void insert(Transaction tx, UUID projectId, KeySet set, List<VrfBackup.Sealed> backup) {
        tx.dsl()
                .insertInto(DRAW_KEY_SET)
                .set(DRAW_KEY_SET.PROJECT_ID, projectId)
                .set(DRAW_KEY_SET.NO, set.no())
                .set(DRAW_KEY_SET.KEYS, Json.write(KeySet.json(set.keys())))
                .set(DRAW_KEY_SET.VRF_KEY, set.vrfKey())
                .set(DRAW_KEY_SET.ENTRY_ID, set.entryId())
                .set(DRAW_KEY_SET.LOGGED_AT, set.loggedAt())
                .execute();
        for (int i = 0; i < backup.size(); i++) {
            tx.dsl()
                    .insertInto(DRAW_VRF_BACKUP)
                    .set(DRAW_VRF_BACKUP.PROJECT_ID, projectId)
                    .set(DRAW_VRF_BACKUP.KEY_SET, set.no())
                    .set(DRAW_VRF_BACKUP.HOLDER, Deposit.HOLDERS.get(i))
                    .set(DRAW_VRF_BACKUP.SEALED, backup.get(i).box())
                    .set(DRAW_VRF_BACKUP.SHARE_HASH, backup.get(i).hash())
                    .execute();
        }
    }

    /** The keys that were logged last. */
    Optional<KeySet> latest(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_KEY_SET)
                .where(DRAW_KEY_SET.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_KEY_SET.NO.desc())
                .limit(1)
                .fetchOptional(KeyRepository::set);
    }

    KeySet get(Transaction tx, UUID projectId, int no) {
        return tx.dsl()
                .selectFrom(DRAW_KEY_SET)
                .where(DRAW_KEY_SET.PROJECT_ID.eq(projectId))
                .and(DRAW_KEY_SET.NO.eq(no))
                .fetchSingle(KeyRepository::set);
    }

    /** A holder's sealed share of the finaliser's key. */
    VrfBackup.Sealed backup(Transaction tx, UUID projectId, int keySet, Party holder) {
        return tx.dsl()
                .select(DRAW_VRF_BACKUP.SEALED, DRAW_VRF_BACKUP.SHARE_HASH)
                .from(DRAW_VRF_BACKUP)
                .where(DRAW_VRF_BACKUP.PROJECT_ID.eq(projectId))
                .and(DRAW_VRF_BACKUP.KEY_SET.eq(keySet))
                .and(DRAW_VRF_BACKUP.HOLDER.eq(holder.id()))
                .fetchSingle(row -> new VrfBackup.Sealed(row.value1(), row.value2()));
    }

    private static KeySet set(DrawKeySetRecord row) {
        return new KeySet(
                row.getNo(),
                KeySet.keys(Json.read(row.getKeys())),
                row.getVrfKey(),
                row.getEntryId(),
                row.getLoggedAt());
    }
}
