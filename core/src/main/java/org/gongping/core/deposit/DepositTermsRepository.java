package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.DEPOSIT_TERMS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DepositTermsRecord;

/** What tender documents ask as deposits. */
public final class DepositTermsRepository {
    public Optional<DepositTerms> find(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(DEPOSIT_TERMS)
                .where(DEPOSIT_TERMS.PROJECT_ID.eq(projectId))
                .and(DEPOSIT_TERMS.LOT_ID.eq(lotId))
                .fetchOptional(DepositTermsRepository::terms);
    }

    /** Of every lot of a project that asks for one. */
    public List<DepositTerms> ofProject(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DEPOSIT_TERMS)
                .where(DEPOSIT_TERMS.PROJECT_ID.eq(projectId))
                .fetch(DepositTermsRepository::terms);
    }

    void put(Transaction tx, UUID projectId, DepositTerms terms) {
        remove(tx, projectId, terms.lotId());
        ArrayNode forms = JsonNodeFactory.instance.arrayNode();
        terms.forms().forEach(form -> forms.add(form.name()));
        tx.dsl()
                .insertInto(DEPOSIT_TERMS)
                .set(DEPOSIT_TERMS.PROJECT_ID, projectId)
                .set(DEPOSIT_TERMS.LOT_ID, terms.lotId())
                .set(DEPOSIT_TERMS.BASE, terms.base())
                .set(DEPOSIT_TERMS.RATE, terms.rate())
                .set(DEPOSIT_TERMS.AMOUNT, terms.amount())
                .set(DEPOSIT_TERMS.FORMS, Json.write(forms))
                .set(DEPOSIT_TERMS.POLICY_SET, terms.policySet())
                .execute();
    }

    void remove(Transaction tx, UUID projectId, UUID lotId) {
        tx.dsl()
                .deleteFrom(DEPOSIT_TERMS)
                .where(DEPOSIT_TERMS.PROJECT_ID.eq(projectId))
                .and(DEPOSIT_TERMS.LOT_ID.eq(lotId))
                .execute();
    }

    private static DepositTerms terms(DepositTermsRecord row) {
        Set<DepositForm> forms = new TreeSet<>();
        Json.read(row.getForms()).forEach(form -> forms.add(DepositForm.valueOf(form.textValue())));
        return new DepositTerms(
                row.getLotId(),
                row.getBase(),
                row.getRate() == null ? null : row.getRate().stripTrailingZeros(),
                row.getAmount(),
                forms,
                row.getPolicySet());
    }
}
