package org.gongping.core.notice;

import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.NOTICE;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;

/** The table of published notices. Rows are added and never changed. */
public final class NoticeRepository {
    public void insert(Transaction tx, Notice notice) {
        tx.dsl()
                .insertInto(NOTICE)
                .set(NOTICE.PROJECT_ID, notice.projectId())
                .set(NOTICE.ID, notice.id())
                .set(NOTICE.LOT_ID, notice.lotId())
                .set(NOTICE.KIND, notice.kind().name())
                .set(NOTICE.TITLE, notice.title())
                .set(NOTICE.BODY, Json.write(notice.body()))
                .set(NOTICE.PUBLISHED_AT, notice.publishedAt())
                .set(NOTICE.ENDS_AT, notice.endsAt())
                .execute();
    }

    public Optional<Notice> find(Transaction tx, UUID id) {
        return select(tx).where(NOTICE.ID.eq(id)).fetchOptional().map(NoticeRepository::read);
    }

    /** Notices of one project, newest first. */
    public List<Notice> ofProject(Transaction tx, UUID projectId) {
        return select(tx)
                .where(NOTICE.PROJECT_ID.eq(projectId))
                .orderBy(NOTICE.PUBLISHED_AT.desc(), NOTICE.ID.desc())
                .fetch(NoticeRepository::read);
    }

    /** All notices, newest first, after the row with the given id; {@code query} matches any part of title or code. */
    public List<Notice> page(Transaction tx, String query, UUID after, int limit) {
        Condition condition = DSL.noCondition();
        if (query != null) {
            condition = NOTICE.TITLE.containsIgnoreCase(query).or(TENDER_PROJECT.CODE.containsIgnoreCase(query));
        }
        if (after != null) {
            condition = condition.and(DSL.row(NOTICE.PUBLISHED_AT, NOTICE.ID)
                    .lt(DSL.select(NOTICE.PUBLISHED_AT, NOTICE.ID).from(NOTICE).where(NOTICE.ID.eq(after))));
        }
        return select(tx)
                .where(condition)
                .orderBy(NOTICE.PUBLISHED_AT.desc(), NOTICE.ID.desc())
                .limit(limit)
                .fetch(NoticeRepository::read);
    }

    private static SelectOnConditionStep<Record> select(Transaction tx) {
        return tx.dsl()
                .select()
                .from(NOTICE)
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(NOTICE.PROJECT_ID))
                .leftJoin(LOT)
                .on(LOT.PROJECT_ID.eq(NOTICE.PROJECT_ID).and(LOT.ID.eq(NOTICE.LOT_ID)));
    }

    private static Notice read(Record row) {
        return new Notice(
                row.get(NOTICE.ID),
                row.get(NOTICE.PROJECT_ID),
                row.get(TENDER_PROJECT.CODE),
                row.get(TENDER_PROJECT.TITLE),
                row.get(NOTICE.LOT_ID),
                row.get(LOT.NAME),
                Notice.Kind.valueOf(row.get(NOTICE.KIND)),
                row.get(NOTICE.TITLE),
                Json.read(row.get(NOTICE.BODY)),
                row.get(NOTICE.PUBLISHED_AT),
                row.get(NOTICE.ENDS_AT));
    }
}
