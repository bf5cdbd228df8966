package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.BID;
import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.DEPOSIT;
import static org.gongping.core.db.jooq.Tables.DEPOSIT_EVENT;
import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.Organisation;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.tender.MemberRepository;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * The records of the figures. Tenders whose deadline has not come are left out whatever is asked: a sum that grows would
 * tell that somebody gave a deposit (rule S06).
 */
public final class DepositFiguresRepository {
    private static final Organisation OWNER = ORGANISATION.as("owner");
    private static final org.gongping.core.db.jooq.tables.DepositEvent OTHER = DEPOSIT_EVENT.as("other");
    private static final org.gongping.core.db.jooq.tables.DepositEvent LATER = DEPOSIT_EVENT.as("later");
    private static final String SECURED = "secured";

    /**
     * Every record that the reader may see: an authority those of the tenders that it supervises, others all.
     *
     * @param now records of tenders whose deadline is later are left out
     */
    List<DepositRecord> records(Transaction tx, Actor actor, Instant now) {
        Condition scope = TENDER_PROJECT.BID_DEADLINE.le(now);
        boolean all =
                actor.has(Role.AUDITOR) || actor.has(Role.VENUE_OPERATOR) || actor.has(Role.PLATFORM_ADMINISTRATOR);
        if (!all) {
            scope = scope.and(MemberRepository.isMember(actor, TENDER_PROJECT.ID));
        }
        List<DepositRecord> records = new ArrayList<>(waived(tx, scope));
        records.addAll(released(tx, scope));
        return records;
    }

    /**
     * Waivers that spared somebody something: of bids on the list of the opening that their bidder neither withdrew nor had
     * revoked by its own cause, where what was left to give was given and verified.
     */
    private static List<DepositRecord> waived(Transaction tx, Condition scope) {
        return tx.dsl()
                .select(Stream.of(
                                DEPOSIT.fields(),
                                DEPOSIT_EVENT.fields(),
                                TENDER_PROJECT.fields(),
                                LOT.fields(),
                                ORGANISATION.fields(),
                                OWNER.fields(),
                                new Field<?>[] {BID.STATE, given().as(SECURED)})
                        .flatMap(Stream::of)
                        .toList())
                .from(DEPOSIT)
                .join(DEPOSIT_EVENT)
                .on(DEPOSIT_EVENT.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(DEPOSIT_EVENT.DEPOSIT_ID.eq(DEPOSIT.ID))
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(DEPOSIT.PROJECT_ID))
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(LOT.ID.eq(DEPOSIT.LOT_ID))
                .join(BIDDER_REGISTRATION)
                .on(BIDDER_REGISTRATION.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(BIDDER_REGISTRATION.ID.eq(DEPOSIT.REGISTRATION_ID))
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                .join(OWNER)
                .on(OWNER.ID.eq(TENDER_PROJECT.OWNER_ID))
                .join(BID)
                .on(BID.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(BID.LOT_ID.eq(DEPOSIT.LOT_ID))
                .and(BID.CREDIT_CODE.eq(ORGANISATION.CREDIT_CODE))
                .where(scope)
                .and(DEPOSIT_EVENT.KIND.eq(DepositEvent.Kind.WAIVED.name()))
                .and(BID.STATE.ne(Bid.State.NOT_OPENED_BIDDER_CAUSE.name()))
                .and(DEPOSIT.DUE
                        .eq(BigDecimal.ZERO)
                        .or(happened(DepositEvent.Kind.VERIFIED, noLater(DepositEvent.Kind.TAKEN_BACK))))
                .andNot(happened(DepositEvent.Kind.REPLACED, DSL.noCondition()))
                .andNot(happened(DepositEvent.Kind.WITHDRAWN, noLater(DepositEvent.Kind.REINSTATED)))
                .orderBy(DEPOSIT.ID)
                .fetch(row -> record(
                        row,
                        DepositRecord.Kind.WAIVED,
                        "w-" + row.get(DEPOSIT.ID),
                        LegalPeriod.day(row.get(TENDER_PROJECT.BID_DEADLINE)),
                        null,
                        1));
    }

    private static Condition happened(DepositEvent.Kind kind, Condition so) {
        return DSL.exists(DSL.selectOne()
                .from(OTHER)
                .where(OTHER.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(OTHER.DEPOSIT_ID.eq(DEPOSIT.ID))
                .and(OTHER.KIND.eq(kind.name()))
                .and(so));
    }

    /** In the event {@code OTHER} that happened. */
    private static Condition noLater(DepositEvent.Kind kind) {
        return DSL.notExists(DSL.selectOne()
                .from(LATER)
                .where(LATER.PROJECT_ID.eq(OTHER.PROJECT_ID))
                .and(LATER.DEPOSIT_ID.eq(OTHER.DEPOSIT_ID))
                .and(LATER.KIND.eq(kind.name()))
                .and(LATER.NO.gt(OTHER.NO)));
    }

    /** What was given last, and not taken back: what was verified, where something was. */
    private static Field<BigDecimal> given() {
        return DSL.coalesce(
                DSL.field(DSL.select(OTHER.AMOUNT)
                        .from(OTHER)
                        .where(OTHER.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                        .and(OTHER.DEPOSIT_ID.eq(DEPOSIT.ID))
                        .and(OTHER.KIND.eq(DepositEvent.Kind.LODGED.name()))
                        .and(noLater(DepositEvent.Kind.TAKEN_BACK))
                        .orderBy(OTHER.NO.desc())
                        .limit(1)),
                BigDecimal.ZERO);
    }

    /** Money that went back, less what came back. Papers that were returned are no money. */
    private static List<DepositRecord> released(Transaction tx, Condition scope) {
        return tx.dsl()
                .select()
                .from(DEPOSIT)
                .join(DEPOSIT_EVENT)
                .on(DEPOSIT_EVENT.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(DEPOSIT_EVENT.DEPOSIT_ID.eq(DEPOSIT.ID))
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(DEPOSIT.PROJECT_ID))
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(LOT.ID.eq(DEPOSIT.LOT_ID))
                .join(BIDDER_REGISTRATION)
                .on(BIDDER_REGISTRATION.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(BIDDER_REGISTRATION.ID.eq(DEPOSIT.REGISTRATION_ID))
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                .join(OWNER)
                .on(OWNER.ID.eq(TENDER_PROJECT.OWNER_ID))
                .where(scope)
                .and(DEPOSIT.FORM.eq(DepositForm.TRANSFER.name()))
                .and(DEPOSIT_EVENT.KIND.in(DepositEvent.Kind.REFUNDED.name(), DepositEvent.Kind.RETURNED.name()))
                .orderBy(DEPOSIT.ID, DEPOSIT_EVENT.NO)
                .fetch(row -> record(
                        row,
                        DepositRecord.Kind.RELEASED,
                        "r-" + row.get(DEPOSIT.ID) + "-" + row.get(DEPOSIT_EVENT.NO),
                        LegalPeriod.day(row.get(DEPOSIT_EVENT.AT)),
                        startedOn(Json.read(row.get(DEPOSIT_EVENT.BODY))),
                        row.get(DEPOSIT_EVENT.KIND).equals(DepositEvent.Kind.RETURNED.name()) ? -1 : 1));
    }

    private static LocalDate startedOn(JsonNode body) {
        String at = body.path("dueFrom").asText("");
        return at.isEmpty() ? null : LegalPeriod.day(Instant.parse(at));
    }

    private static DepositRecord record(
            Record row, DepositRecord.Kind kind, String key, LocalDate day, LocalDate startedOn, int sign) {
        JsonNode stored = Json.read(row.get(DEPOSIT.RELIEF));
        JsonNode relief = stored == null ? MissingNode.getInstance() : stored;
        boolean isWaiver = kind == DepositRecord.Kind.WAIVED;
        BigDecimal factor = BigDecimal.valueOf(sign);
        return new DepositRecord(
                kind,
                key,
                row.get(DEPOSIT.ID),
                row.get(DEPOSIT.PROJECT_ID),
                row.get(DEPOSIT.LOT_ID),
                row.get(TENDER_PROJECT.CODE),
                row.get(TENDER_PROJECT.TITLE),
                row.get(LOT.NO),
                row.get(ORGANISATION.NAME),
                row.get(ORGANISATION.CREDIT_CODE),
                row.get(OWNER.CREDIT_CODE).substring(2, 8),
                row.get(TENDER_PROJECT.PROJECT_TYPE),
                row.get(DEPOSIT.FORM),
                stored == null
                        ? null
                        : relief.path("policySet").asText() + "/"
                                + relief.path("policyId").asText(),
                isWaiver ? relief.path("basisZh").textValue() : null,
                isWaiver ? relief.path("creditClass").textValue() : null,
                isWaiver ? relief.path("base").textValue() : null,
                isWaiver ? relief.path("rate").textValue() : null,
                isWaiver ? relief.path("askedRounding").textValue() : null,
                isWaiver ? row.get(DEPOSIT.ASKED).toPlainString() : null,
                isWaiver ? relief.path("percent").textValue() : null,
                isWaiver ? relief.path("rounding").textValue() : null,
                isWaiver ? row.get(DEPOSIT.DUE).toPlainString() : null,
                isWaiver ? row.get(SECURED, BigDecimal.class).setScale(2).toPlainString() : null,
                isWaiver ? row.get(BID.STATE) : null,
                day,
                startedOn,
                row.get(DEPOSIT_EVENT.AMOUNT).multiply(factor),
                counted(row, DEPOSIT_EVENT.INTEREST, DepositEvent.OWED_INTEREST).multiply(factor),
                counted(row, DEPOSIT_EVENT.FEE, DepositEvent.OWED_FEE).multiply(factor));
    }

    /** No more than was owed: what an owner pays or reports beyond it is no interest and no fee. */
    private static BigDecimal counted(Record row, Field<BigDecimal> paid, String owedMember) {
        String owed = Json.read(row.get(DEPOSIT_EVENT.BODY)).path(owedMember).textValue();
        return owed == null ? row.get(paid) : row.get(paid).min(new BigDecimal(owed));
    }
}
