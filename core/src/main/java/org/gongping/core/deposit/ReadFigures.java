package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** Answers questions about waived and released amounts, each figure with the records that it is the sum of. */
public final class ReadFigures {
    private final DepositFiguresRepository figures;
    private final InstantSource clock;

    public ReadFigures(DepositFiguresRepository figures, InstantSource clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** Newest first. */
    public List<DepositRecord> records(Transaction tx, Actor actor, FiguresQuery query) {
        return Figures.ordered(figures.records(tx, actor, clock.instant()).stream()
                .filter(query::includes)
                .toList());
    }

    /** Figures, definitions and every record, to be summed again by whoever gets it. */
    public ObjectNode export(Transaction tx, Actor actor, FiguresQuery query) {
        return document(records(tx, actor, query), query, clock.instant());
    }

    static ObjectNode document(List<DepositRecord> records, FiguresQuery query, Instant now) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("schema", "gongping.deposit-figures/1");
        document.put("at", now.toString());
        ObjectNode filter = document.putObject("filter");
        put(filter, "from", query.from());
        put(filter, "to", query.to());
        put(filter, "region", query.region());
        put(filter, "projectType", query.projectType());
        put(filter, "policy", query.policy());
        ArrayNode definitions = document.putArray("definitions");
        Figures.DEFINITIONS.forEach((term, text) ->
                definitions.addObject().put("term", term).put("zh", text.zh()).put("en", text.en()));
        document.set("total", json(Figures.total(records)));
        for (Figures.By dimension : Figures.By.values()) {
            ArrayNode items = document.putArray("by" + dimension.name());
            Figures.by(dimension, records).forEach(figure -> items.add(json(figure)));
        }
        ArrayNode all = document.putArray("records");
        records.forEach(record -> all.add(json(record)));
        return document;
    }

    private static ObjectNode json(Figures.Figure figure) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", figure.key())
                .put("waived", figure.waived().toPlainString())
                .put("waivedRecords", figure.waivedRecords())
                .put("released", figure.released().toPlainString())
                .put("releasedRecords", figure.releasedRecords())
                .put("interest", figure.interest().toPlainString())
                .put("fee", figure.fee().toPlainString())
                .put("bidders", figure.bidders());
        put(json, "meanRefundDays", figure.meanRefundDays());
        return json;
    }

    /** A record by the names of the contract; what is absent is left out. */
    public static ObjectNode json(DepositRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "kind", record.kind());
        put(json, "key", record.key());
        put(json, "depositId", record.depositId());
        put(json, "projectId", record.projectId());
        put(json, "lotId", record.lotId());
        put(json, "projectCode", record.projectCode());
        put(json, "projectTitle", record.projectTitle());
        json.put("lotNo", record.lotNo());
        put(json, "bidderName", record.bidderName());
        put(json, "creditCode", record.creditCode());
        put(json, "region", record.region());
        put(json, "projectType", record.projectType());
        put(json, "form", record.form());
        put(json, "policy", record.policy());
        put(json, "basis", record.basis());
        put(json, "creditClass", record.creditClass());
        put(json, "base", record.base());
        put(json, "rate", record.rate());
        put(json, "askedRounding", record.askedRounding());
        put(json, "asked", record.asked());
        put(json, "percent", record.percent());
        put(json, "rounding", record.rounding());
        put(json, "due", record.due());
        put(json, "secured", record.secured());
        put(json, "bidState", record.bidState());
        put(json, "day", record.day());
        put(json, "startedOn", record.startedOn());
        put(json, "amount", record.amount());
        put(json, "interest", record.interest());
        put(json, "fee", record.fee());
        return json;
    }

    private static void put(ObjectNode json, String member, Object value) {
        if (value instanceof BigDecimal amount) {
            json.put(member, amount.toPlainString());
        } else if (value != null) {
            json.put(member, value.toString());
        }
    }
}
