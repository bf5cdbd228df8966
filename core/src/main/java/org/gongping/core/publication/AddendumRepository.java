package org.gongping.core.publication;

import static org.gongping.core.db.jooq.Tables.ADDENDUM;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.GateCheck;

/** The table of addenda. Rows are added and never changed. */
public final class AddendumRepository {
    int count(Transaction tx, UUID projectId) {
        return tx.dsl().fetchCount(ADDENDUM, ADDENDUM.PROJECT_ID.eq(projectId));
    }

    void insert(Transaction tx, UUID projectId, Addendum addendum) {
        ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
        GateCheck.summary(addendum.verdicts()).forEach(verdicts::add);
        tx.dsl()
                .insertInto(ADDENDUM)
                .set(ADDENDUM.PROJECT_ID, projectId)
                .set(ADDENDUM.ID, addendum.id())
                .set(ADDENDUM.NO, addendum.no())
                .set(ADDENDUM.TEXT, addendum.text())
                .set(ADDENDUM.AFFECTS_PREPARATION, addendum.affectsPreparation())
                .set(ADDENDUM.ISSUED_AT, addendum.issuedAt())
                .set(ADDENDUM.OLD_DEADLINE, addendum.oldDeadline())
                .set(ADDENDUM.NEW_DEADLINE, addendum.newDeadline())
                .set(ADDENDUM.VERDICTS, Json.write(verdicts))
                .execute();
    }

    /** In the order in which they were issued. */
    public List<Addendum> list(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(ADDENDUM)
                .where(ADDENDUM.PROJECT_ID.eq(projectId))
                .orderBy(ADDENDUM.NO)
                .fetch(row -> new Addendum(
                        row.getId(),
                        row.getNo(),
                        row.getText(),
                        row.getAffectsPreparation(),
                        row.getIssuedAt(),
                        row.getOldDeadline(),
                        row.getNewDeadline(),
                        List.of()));
    }
}
