package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_ENGAGEMENT;
import static org.gongping.core.db.jooq.Tables.SPECIALTY;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Bilingual;

/** What the calls ask of the pool of experts and tell it. */
public final class CalledExpertRepository {
    /** A member, for those who may know. */
    record Member(UUID id, String poolNo, String name, String phone, Optional<String> employer, String title) {}

    Optional<Contact> contact(Transaction tx, UUID expertId) {
        return tx.dsl()
                .select(EXPERT.ID, EXPERT.POOL_NO, EXPERT.NAME, EXPERT.PHONE, EXPERT.EMAIL)
                .from(EXPERT)
                .where(EXPERT.ID.eq(expertId))
                .fetchOptional(row -> new Contact(
                        row.value1(), row.value2(), row.value3(), row.value4(), Optional.ofNullable(row.value5())));
    }

    List<Member> members(Transaction tx, Collection<UUID> experts) {
        return tx.dsl()
                .select(EXPERT.ID, EXPERT.POOL_NO, EXPERT.NAME, EXPERT.PHONE, EXPERT.EMPLOYER_NAME, EXPERT.TITLE)
                .from(EXPERT)
                .where(EXPERT.ID.in(experts))
                .fetch(row -> new Member(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        Optional.ofNullable(row.value5()),
                        row.value6()));
    }

    /** The broadest class above a specialty; the code itself where the library does not know it. */
    Bilingual broadClass(Transaction tx, String specialty) {
        String code = specialty;
        Bilingual name = new Bilingual(code, code);
        // A chain of categories is a few links long.
        while (code != null) {
            var row = tx.dsl()
                    .select(SPECIALTY.PARENT, SPECIALTY.ZH, SPECIALTY.EN)
                    .from(SPECIALTY)
                    .where(SPECIALTY.CODE.eq(code))
                    .fetchOptional();
            if (row.isEmpty()) {
                break;
            }
            String zh = row.get().value2();
            name = new Bilingual(zh, Optional.ofNullable(row.get().value3()).orElse(zh));
            code = row.get().value1();
        }
        return name;
    }

    /**
     * Notes what came of a call. Says neither which draw nor which tender.
     *
     * @param id without a time in it, unlike the identifiers of everything else
     */
    void engage(Transaction tx, UUID expertId, UUID id, Instant from, Instant to, String outcome) {
        tx.dsl()
                .insertInto(EXPERT_ENGAGEMENT)
                .set(EXPERT_ENGAGEMENT.EXPERT_ID, expertId)
                .set(EXPERT_ENGAGEMENT.ID, id)
                .set(EXPERT_ENGAGEMENT.STARTS_AT, from)
                .set(EXPERT_ENGAGEMENT.ENDS_AT, to)
                .set(EXPERT_ENGAGEMENT.OUTCOME, outcome)
                .execute();
    }

    /** One confirmed engagement at that time becomes something else. */
    void disengage(Transaction tx, UUID expertId, Instant from, String outcome) {
        tx.dsl()
                .update(EXPERT_ENGAGEMENT)
                .set(EXPERT_ENGAGEMENT.OUTCOME, outcome)
                .where(EXPERT_ENGAGEMENT.EXPERT_ID.eq(expertId))
                .and(EXPERT_ENGAGEMENT.STARTS_AT.eq(from))
                .and(EXPERT_ENGAGEMENT.OUTCOME.eq("CONFIRMED"))
                .execute();
    }
}
