package org.gongping.core.audit.selfcheck;

import static org.gongping.core.db.jooq.Tables.ADDENDUM;
import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.BID;
import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.CANDIDATE;
import static org.gongping.core.db.jooq.Tables.DRAWN_PARAMETER;
import static org.gongping.core.db.jooq.Tables.DRAW_SEAT;
import static org.gongping.core.db.jooq.Tables.EVALUATION_REPORT;
import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.NOTICE;
import static org.gongping.core.db.jooq.Tables.OPENING_OBJECTION;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;
import static org.gongping.core.db.jooq.Tables.SCORE_RUN;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Business objects that have a legal effect, each with the record that must tell of it: who issues a notice, enters a bid
 * or decides an award behind the application's back leaves no record, and is found by that. Where much depends on a value
 * (a firm's name, a price, the order of the candidates, who has won), the record must say that value too.
 */
public final class EffectRepository {
    private static final int NAMED = 20;

    /** An object that no record tells of, as {@code table project/object}, and the kind of record that is missing. */
    record Unrecorded(String object, String kind) {}

    /** A rule that a record must say what the object says, and the object's condition on the record's text. */
    private record Value(Effect effect, Condition says) {}

    /**
     * One rule.
     *
     * @param named what names the object to a person
     * @param written what a record of it holds, between quotation marks or as a member; of what belongs to no project, the
     *     first of its objects
     * @param applies which rows of the table have the effect
     */
    private record Effect(
            Table<?> table,
            Field<UUID> project,
            Field<String> named,
            AuditKind kind,
            Field<String> written,
            Condition applies) {}

    private static final List<Effect> EFFECTS = effects();
    private static final List<Value> VALUES = valueRulesOf();

    /** How many rules there are; each is one statement, for a transaction of its own. */
    int rules() {
        return EFFECTS.size();
    }

    List<Unrecorded> unrecorded(Transaction tx, int rule) {
        Effect effect = EFFECTS.get(rule);
        return named(tx, effect, DSL.notExists(DSL.selectOne().from(AUDIT_ENTRY).where(told(effect))));
    }

    /** How many rules there are about values. */
    int valueRules() {
        return VALUES.size();
    }

    /** Objects whose records all say something else. */
    List<Unrecorded> differing(Transaction tx, int rule) {
        Value value = VALUES.get(rule);
        Condition told = told(value.effect());
        return named(
                tx,
                value.effect(),
                DSL.exists(DSL.selectOne().from(AUDIT_ENTRY).where(told))
                        .andNotExists(
                                DSL.selectOne().from(AUDIT_ENTRY).where(told).and(value.says())));
    }

    private static Condition told(Effect effect) {
        // The kind stands in the statement itself: only so does the planner see that the index of these kinds will do.
        Condition kind = AUDIT_ENTRY.KIND.eq(DSL.inline(effect.kind().code()));
        if (effect.project() == null) {
            // There may be tens of thousands, and as many records: equality lets them be hashed.
            return kind.and(AUDIT_ENTRY.PROJECT_ID.isNull())
                    .and(within("\"obj\":\\[(\"[^\"]*\")").eq(effect.written()));
        }
        return kind.and(AUDIT_ENTRY.PROJECT_ID.eq(effect.project()))
                .and(DSL.position(AUDIT_ENTRY.RECORD, effect.written()).gt(0));
    }

    /** What a group of the pattern finds in the record. The record is not parsed: one that was altered may not be JSON. */
    private static Field<String> within(String pattern) {
        return DSL.field("substring({0} from {1})", String.class, AUDIT_ENTRY.RECORD, DSL.inline(pattern));
    }

    private static List<Unrecorded> named(Transaction tx, Effect effect, Condition wrong) {
        return tx.dsl()
                .select(effect.named())
                .from(effect.table())
                .where(effect.applies())
                .and(wrong)
                // No LIMIT: the planner would hope for an early end, which does not come where nothing is wrong.
                .maxRows(NAMED)
                .fetch(row -> new Unrecorded(
                        effect.table().getName() + " " + row.value1(),
                        effect.kind().code()));
    }

    private static List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        effects.add(organisation());
        effects.add(project(AuditKind.PROJECT_CREATE, DSL.noCondition()));
        effects.add(project(AuditKind.PROJECT_PUBLISH, TENDER_PROJECT.ISSUED_AT.isNotNull()));
        effects.add(own(ADDENDUM, ADDENDUM.PROJECT_ID, ADDENDUM.ID, "addendum", AuditKind.ADDENDUM_ISSUE));
        effects.add(own(
                BIDDER_REGISTRATION,
                BIDDER_REGISTRATION.PROJECT_ID,
                BIDDER_REGISTRATION.ID,
                "registration",
                AuditKind.BID_REGISTER));
        effects.add(lot(AuditKind.OPENING_START, LOT.OPENED_AT));
        effects.add(lot(AuditKind.OPENING_END, LOT.OPENING_ENDED_AT));
        effects.add(lot(AuditKind.TENDER_FAIL, LOT.FAILED_AT));
        effects.add(lot(AuditKind.AWARD_DECIDE, LOT.DECIDED_AT));
        effects.add(lot(AuditKind.AWARD_NOTICE, LOT.AWARDED_AT));
        effects.add(lot(AuditKind.CONTRACT_RECORD, LOT.CONTRACTED_AT));
        effects.add(lot(AuditKind.WRITTEN_REPORT, LOT.WRITTEN_REPORT_AT));
        effects.add(new Effect(
                BID,
                BID.PROJECT_ID,
                named(BID.PROJECT_ID, BID.ID),
                AuditKind.OPENING_START,
                quoted(BID.CREDIT_CODE),
                DSL.noCondition()));
        effects.add(readBid());
        effects.add(own(
                OPENING_OBJECTION,
                OPENING_OBJECTION.PROJECT_ID,
                OPENING_OBJECTION.ID,
                "objection",
                AuditKind.OPENING_OBJECTION));
        effects.add(new Effect(
                OPENING_OBJECTION,
                OPENING_OBJECTION.PROJECT_ID,
                named(OPENING_OBJECTION.PROJECT_ID, OPENING_OBJECTION.ID),
                AuditKind.OPENING_ANSWER,
                object("objection", OPENING_OBJECTION.ID),
                OPENING_OBJECTION.ANSWERED_AT.isNotNull()));
        effects.add(ofLot(
                DRAWN_PARAMETER, DRAWN_PARAMETER.PROJECT_ID, DRAWN_PARAMETER.LOT_ID, AuditKind.OPENING_PARAMETERS));
        effects.add(ofLot(SCORE_RUN, SCORE_RUN.PROJECT_ID, SCORE_RUN.LOT_ID, AuditKind.PRICE_SCORE));
        effects.add(ofLot(
                EVALUATION_REPORT, EVALUATION_REPORT.PROJECT_ID, EVALUATION_REPORT.LOT_ID, AuditKind.REPORT_RECEIVE));
        effects.add(candidate());
        effects.add(confirmedSeat());
        effects.add(notice("CANDIDATES", AuditKind.CANDIDATE_NOTICE, object("notice", NOTICE.ID)));
        effects.add(notice("AWARD", AuditKind.AWARD_NOTICE, object("notice", NOTICE.ID)));
        effects.add(notice("TENDER", AuditKind.PROJECT_PUBLISH, object("project", NOTICE.PROJECT_ID)));
        effects.add(notice("ADDENDUM", AuditKind.ADDENDUM_ISSUE, DSL.inline("\"addendum:")));
        effects.add(notice("FIRST_OPENING_RECORD", AuditKind.OPENING_ADJOURN, object("lot", NOTICE.LOT_ID)));
        effects.add(notice("OPENING_RECORD", AuditKind.OPENING_END, object("lot", NOTICE.LOT_ID)));
        effects.add(notice("FAILED", AuditKind.TENDER_FAIL, object("lot", NOTICE.LOT_ID)));
        return List.copyOf(effects);
    }

    private static List<Value> valueRulesOf() {
        Field<String> price = within("\"price\":\"([0-9]+(?:\\.[0-9]+)?)\"");
        Field<String> atItsRank = DSL.field(
                "split_part({0}, ',', {1})", String.class, within("\"candidates\":\\[([^]]*)\\]"), CANDIDATE.RANK);
        return List.of(
                new Value(
                        organisation(),
                        says("name", ORGANISATION.NAME).and(says("creditCode", ORGANISATION.CREDIT_CODE))),
                new Value(
                        readBid(),
                        says("outcome", BID.STATE)
                                .and(price.cast(BID.PRICE.getDataType()).isNotDistinctFrom(BID.PRICE))),
                new Value(candidate(), atItsRank.eq(quoted(text(CANDIDATE.BID_ID)))),
                new Value(lot(AuditKind.AWARD_DECIDE, LOT.DECIDED_AT), says("bid", text(LOT.WINNER_BID_ID))),
                new Value(
                        confirmedSeat(),
                        DSL.position(AUDIT_ENTRY.RECORD, DSL.inline("\"outcome\":\"ACCEPTED\""))
                                .gt(0)
                                .and(DSL.position(
                                                AUDIT_ENTRY.RECORD,
                                                DSL.concat(
                                                        DSL.inline("\"seat\":"),
                                                        DRAW_SEAT.NO.cast(String.class),
                                                        DSL.inline(",")))
                                        .gt(0))));
    }

    /** That a member of the record has the value of a column. */
    private static Condition says(String member, Field<String> value) {
        // to_json escapes what RFC 8785 escapes, in the same way.
        Field<String> written = DSL.field("to_json({0})::text", String.class, value);
        return DSL.position(AUDIT_ENTRY.RECORD, DSL.concat(DSL.inline("\"" + member + "\":"), written))
                .gt(0);
    }

    private static Effect organisation() {
        return new Effect(
                ORGANISATION,
                null,
                text(ORGANISATION.ID),
                AuditKind.ORGANISATION_CREATE,
                object("organisation", ORGANISATION.ID),
                DSL.noCondition());
    }

    private static Effect readBid() {
        return new Effect(
                BID,
                BID.PROJECT_ID,
                named(BID.PROJECT_ID, BID.ID),
                AuditKind.OPENING_READ,
                object("bid", BID.ID),
                BID.STATE.ne("RECEIVED"));
    }

    private static Effect candidate() {
        return new Effect(
                CANDIDATE,
                CANDIDATE.PROJECT_ID,
                named(CANDIDATE.PROJECT_ID, CANDIDATE.BID_ID),
                AuditKind.CANDIDATE_NOTICE,
                object("lot", CANDIDATE.LOT_ID),
                DSL.noCondition());
    }

    /** Who has confirmed was called, and the record of the call says so. */
    private static Effect confirmedSeat() {
        return new Effect(
                DRAW_SEAT,
                DRAW_SEAT.PROJECT_ID,
                DSL.concat(
                        text(DRAW_SEAT.PROJECT_ID),
                        DSL.inline("/"),
                        DRAW_SEAT.ATTEMPT.cast(String.class),
                        DSL.inline("/"),
                        DRAW_SEAT.NO.cast(String.class)),
                AuditKind.DRAW_CALL,
                DSL.concat(DSL.inline("\"pid\":\""), DRAW_SEAT.PID, DSL.inline("\"")),
                DRAW_SEAT.STATE.eq("CONFIRMED"));
    }

    private static Effect project(AuditKind kind, Condition applies) {
        return new Effect(
                TENDER_PROJECT,
                TENDER_PROJECT.ID,
                DSL.concat(TENDER_PROJECT.CODE, DSL.inline(" "), text(TENDER_PROJECT.ID)),
                kind,
                object("project", TENDER_PROJECT.ID),
                applies);
    }

    private static Effect lot(AuditKind kind, TableField<?, ?> since) {
        return new Effect(
                LOT,
                LOT.PROJECT_ID,
                DSL.concat(named(LOT.PROJECT_ID, LOT.ID), DSL.inline(" " + since.getName())),
                kind,
                object("lot", LOT.ID),
                since.isNotNull());
    }

    /** An object that its record names itself. */
    private static Effect own(Table<?> table, Field<UUID> project, Field<UUID> id, String type, AuditKind kind) {
        return new Effect(table, project, named(project, id), kind, object(type, id), DSL.noCondition());
    }

    /** An object that its record tells of under the lot. */
    private static Effect ofLot(Table<?> table, Field<UUID> project, Field<UUID> lot, AuditKind kind) {
        return new Effect(table, project, named(project, lot), kind, object("lot", lot), DSL.noCondition());
    }

    private static Effect notice(String of, AuditKind kind, Field<String> written) {
        return new Effect(
                NOTICE, NOTICE.PROJECT_ID, named(NOTICE.PROJECT_ID, NOTICE.ID), kind, written, NOTICE.KIND.eq(of));
    }

    private static Field<String> named(Field<UUID> project, Field<UUID> id) {
        return DSL.concat(text(project), DSL.inline("/"), text(id));
    }

    /** As it stands among the objects of a record. */
    private static Field<String> object(String type, Field<UUID> id) {
        return DSL.concat(DSL.inline("\"" + type + ":"), text(id), DSL.inline("\""));
    }

    private static Field<String> quoted(Field<String> text) {
        return DSL.concat(DSL.inline("\""), text, DSL.inline("\""));
    }

    private static Field<String> text(Field<UUID> id) {
        return id.cast(String.class);
    }
}
