package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_CONFIRMATION;
import static org.gongping.core.db.jooq.Tables.DRAW_DEPOSIT;
import static org.gongping.core.db.jooq.Tables.DRAW_ESCROW_FINAL;
import static org.gongping.core.db.jooq.Tables.DRAW_OPENED_SHARE;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.db.Transaction;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.vrf.VrfProof;

/** What is in escrow, what of it was opened, and what the holders have signed of it. */
public final class EscrowRepository {
    /** A holder has opened its share; of the finaliser's key only the first is kept. */
    record Opened(Party holder, Optional<byte[]> share, Instant at) {}

    void deposit(Transaction tx, DrawRun attempt, String party, List<byte[]> sealed) {
        for (int i = 0; i < sealed.size(); i++) {
            tx.dsl()
                    .insertInto(DRAW_DEPOSIT)
                    .set(DRAW_DEPOSIT.DRAWN_FOR, attempt.subject())
                    .set(DRAW_DEPOSIT.ATTEMPT, attempt.number())
                    .set(DRAW_DEPOSIT.PARTY, party)
                    .set(DRAW_DEPOSIT.HOLDER, Deposit.HOLDERS.get(i))
                    .set(DRAW_DEPOSIT.SEALED, sealed.get(i))
                    .execute();
        }
    }

    /** The shares that are sealed to a holder, by the party that made them. */
    SortedMap<String, byte[]> sealedTo(Transaction tx, DrawRun attempt, Party holder) {
        return new TreeMap<>(tx.dsl()
                .select(DRAW_DEPOSIT.PARTY, DRAW_DEPOSIT.SEALED)
                .from(DRAW_DEPOSIT)
                .where(DRAW_DEPOSIT.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_DEPOSIT.ATTEMPT.eq(attempt.number()))
                .and(DRAW_DEPOSIT.HOLDER.eq(holder.id()))
                .fetchMap(DRAW_DEPOSIT.PARTY, DRAW_DEPOSIT.SEALED));
    }

    /** A party's deposit, as it has signed it: by holder, in the order of the shares; empty before there is one. */
    SortedMap<String, byte[]> deposited(Transaction tx, DrawRun attempt, String party) {
        return new TreeMap<>(tx.dsl()
                .select(DRAW_DEPOSIT.HOLDER, DRAW_DEPOSIT.SEALED)
                .from(DRAW_DEPOSIT)
                .where(DRAW_DEPOSIT.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_DEPOSIT.ATTEMPT.eq(attempt.number()))
                .and(DRAW_DEPOSIT.PARTY.eq(party))
                .fetchMap(DRAW_DEPOSIT.HOLDER, DRAW_DEPOSIT.SEALED));
    }

    /** @param share nothing where it must not be kept */
    void open(Transaction tx, DrawRun attempt, String party, Party holder, Optional<byte[]> share, Instant now) {
        tx.dsl()
                .insertInto(DRAW_OPENED_SHARE)
                .set(DRAW_OPENED_SHARE.DRAWN_FOR, attempt.subject())
                .set(DRAW_OPENED_SHARE.ATTEMPT, attempt.number())
                .set(DRAW_OPENED_SHARE.PARTY, party)
                .set(DRAW_OPENED_SHARE.HOLDER, holder.id())
                .set(DRAW_OPENED_SHARE.SHARE, share.orElse(null))
                .set(DRAW_OPENED_SHARE.AT, now)
                .execute();
    }

    /** Oldest first. */
    List<Opened> opened(Transaction tx, DrawRun attempt, String party) {
        return tx.dsl()
                .selectFrom(DRAW_OPENED_SHARE)
                .where(DRAW_OPENED_SHARE.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_OPENED_SHARE.ATTEMPT.eq(attempt.number()))
                .and(DRAW_OPENED_SHARE.PARTY.eq(party))
                .orderBy(DRAW_OPENED_SHARE.AT, DRAW_OPENED_SHARE.HOLDER)
                .fetch(row -> new Opened(
                        Party.of(row.getHolder()).orElseThrow(), Optional.ofNullable(row.getShare()), row.getAt()));
    }

    void confirm(Transaction tx, DrawRun attempt, String subject, Party holder, byte[] signature, Instant now) {
        tx.dsl()
                .insertInto(DRAW_CONFIRMATION)
                .set(DRAW_CONFIRMATION.DRAWN_FOR, attempt.subject())
                .set(DRAW_CONFIRMATION.ATTEMPT, attempt.number())
                .set(DRAW_CONFIRMATION.SUBJECT, subject)
                .set(DRAW_CONFIRMATION.HOLDER, holder.id())
                .set(DRAW_CONFIRMATION.SIGNATURE, signature)
                .set(DRAW_CONFIRMATION.AT, now)
                .execute();
    }

    Map<Party, byte[]> confirmed(Transaction tx, DrawRun attempt, String subject) {
        Map<Party, byte[]> confirmed = new EnumMap<>(Party.class);
        tx.dsl()
                .selectFrom(DRAW_CONFIRMATION)
                .where(DRAW_CONFIRMATION.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_CONFIRMATION.ATTEMPT.eq(attempt.number()))
                .and(DRAW_CONFIRMATION.SUBJECT.eq(subject))
                .forEach(row -> confirmed.put(Party.of(row.getHolder()).orElseThrow(), row.getSignature()));
        return confirmed;
    }

    void insert(Transaction tx, DrawRun attempt, byte[] alpha, VrfProof proof) {
        tx.dsl()
                .insertInto(DRAW_ESCROW_FINAL)
                .set(DRAW_ESCROW_FINAL.DRAWN_FOR, attempt.subject())
                .set(DRAW_ESCROW_FINAL.ATTEMPT, attempt.number())
                .set(DRAW_ESCROW_FINAL.ALPHA, alpha)
                .set(DRAW_ESCROW_FINAL.PI, proof.pi())
                .set(DRAW_ESCROW_FINAL.BETA, proof.beta())
                .execute();
    }

    /** The finaliser's output that the backup of its key gave. */
    Optional<VrfProof> escrowFinal(Transaction tx, DrawRun attempt) {
        return tx.dsl()
                .selectFrom(DRAW_ESCROW_FINAL)
                .where(DRAW_ESCROW_FINAL.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_ESCROW_FINAL.ATTEMPT.eq(attempt.number()))
                .fetchOptional(row -> new VrfProof(row.getBeta(), row.getPi()));
    }
}
