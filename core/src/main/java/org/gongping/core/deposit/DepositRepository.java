package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.DEPOSIT;
import static org.gongping.core.db.jooq.Tables.DEPOSIT_EVENT;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.organisation.OrganisationRepository;
import org.jooq.Condition;
import org.jooq.Record;

/** Deposits and the events of their ledgers. Events are added and never changed. */
public final class DepositRepository {
    /** Of one lot, oldest first. */
    public List<Deposit> ofLot(Transaction tx, UUID projectId, UUID lotId) {
        return select(tx, DEPOSIT.PROJECT_ID.eq(projectId).and(DEPOSIT.LOT_ID.eq(lotId)));
    }

    /** Of one bidder in one lot, oldest first. */
    public List<Deposit> ofBidder(Transaction tx, UUID projectId, UUID lotId, UUID registrationId) {
        return select(
                tx,
                DEPOSIT.PROJECT_ID
                        .eq(projectId)
                        .and(DEPOSIT.LOT_ID.eq(lotId))
                        .and(DEPOSIT.REGISTRATION_ID.eq(registrationId)));
    }

    public Optional<Deposit> find(Transaction tx, UUID projectId, UUID id) {
        return select(tx, DEPOSIT.PROJECT_ID.eq(projectId).and(DEPOSIT.ID.eq(id))).stream()
                .findFirst();
    }

    /** Whose account number this is. */
    public Optional<Deposit> byVirtualAccount(Transaction tx, String number) {
        return select(tx, DEPOSIT.VIRTUAL_ACCOUNT.eq(number)).stream().findFirst();
    }

    /** Whose certificate this token opens. */
    public Optional<Deposit> byToken(Transaction tx, String token) {
        return select(tx, DEPOSIT.TOKEN.eq(token)).stream().findFirst();
    }

    /** The deposit as it stands, its ledger locked until the transaction ends. */
    public Optional<Deposit> lock(Transaction tx, UUID projectId, UUID id) {
        tx.dsl()
                .select(DEPOSIT.EVENTS)
                .from(DEPOSIT)
                .where(DEPOSIT.PROJECT_ID.eq(projectId))
                .and(DEPOSIT.ID.eq(id))
                .forUpdate()
                .fetch();
        return find(tx, projectId, id);
    }

    void insert(Transaction tx, Deposit deposit) {
        tx.dsl()
                .insertInto(DEPOSIT)
                .set(DEPOSIT.PROJECT_ID, deposit.projectId())
                .set(DEPOSIT.ID, deposit.id())
                .set(DEPOSIT.LOT_ID, deposit.lotId())
                .set(DEPOSIT.REGISTRATION_ID, deposit.registrationId())
                .set(DEPOSIT.FORM, deposit.form().name())
                .set(DEPOSIT.ASKED, deposit.asked())
                .set(DEPOSIT.WAIVED, deposit.waived())
                .set(DEPOSIT.DUE, deposit.due())
                .set(DEPOSIT.RELIEF, Json.write(deposit.relief()))
                .set(DEPOSIT.INSTRUMENT, Json.write(json(deposit.instrument())))
                .set(DEPOSIT.ACCOUNT, Json.write(json(deposit.account())))
                .set(DEPOSIT.VIRTUAL_ACCOUNT, deposit.virtualAccount())
                .set(DEPOSIT.TOKEN, deposit.token())
                .set(DEPOSIT.CREATED_AT, deposit.createdAt())
                .execute();
    }

    /** Adds an event that the ledger admits. The caller holds the lock of the deposit, or has just made it. */
    Deposit append(Transaction tx, Deposit deposit, DepositEvent event) {
        Ledger ledger = deposit.ledger().plus(event);
        int no = ledger.events().size();
        tx.dsl()
                .update(DEPOSIT)
                .set(DEPOSIT.EVENTS, no)
                .where(DEPOSIT.PROJECT_ID.eq(deposit.projectId()))
                .and(DEPOSIT.ID.eq(deposit.id()))
                .execute();
        tx.dsl()
                .insertInto(DEPOSIT_EVENT)
                .set(DEPOSIT_EVENT.PROJECT_ID, deposit.projectId())
                .set(DEPOSIT_EVENT.DEPOSIT_ID, deposit.id())
                .set(DEPOSIT_EVENT.NO, no)
                .set(DEPOSIT_EVENT.KIND, event.kind().name())
                .set(DEPOSIT_EVENT.AT, event.at())
                .set(DEPOSIT_EVENT.AMOUNT, event.amount())
                .set(DEPOSIT_EVENT.INTEREST, event.interest())
                .set(DEPOSIT_EVENT.FEE, event.fee())
                .set(DEPOSIT_EVENT.BODY, Json.write(event.body()))
                .execute();
        return deposit.with(ledger);
    }

    /** Two statements, however many deposits. */
    private static List<Deposit> select(Transaction tx, Condition condition) {
        List<Record> rows = tx
                .dsl()
                .select()
                .from(DEPOSIT)
                .join(BIDDER_REGISTRATION)
                .on(BIDDER_REGISTRATION.PROJECT_ID.eq(DEPOSIT.PROJECT_ID))
                .and(BIDDER_REGISTRATION.ID.eq(DEPOSIT.REGISTRATION_ID))
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                .where(condition)
                .orderBy(DEPOSIT.CREATED_AT, DEPOSIT.ID)
                .fetch()
                .stream()
                .map(row -> (Record) row)
                .toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<DepositEvent>> events = tx.dsl()
                .select(DEPOSIT_EVENT.fields())
                .from(DEPOSIT_EVENT)
                .join(DEPOSIT)
                .on(DEPOSIT.PROJECT_ID.eq(DEPOSIT_EVENT.PROJECT_ID))
                .and(DEPOSIT.ID.eq(DEPOSIT_EVENT.DEPOSIT_ID))
                .where(condition)
                .orderBy(DEPOSIT_EVENT.DEPOSIT_ID, DEPOSIT_EVENT.NO)
                .fetchGroups(DEPOSIT_EVENT.DEPOSIT_ID, DepositRepository::event);
        return rows.stream()
                .map(row -> deposit(row, events.getOrDefault(row.get(DEPOSIT.ID), List.of())))
                .toList();
    }

    private static DepositEvent event(Record row) {
        return new DepositEvent(
                DepositEvent.Kind.valueOf(row.get(DEPOSIT_EVENT.KIND)),
                row.get(DEPOSIT_EVENT.AT),
                row.get(DEPOSIT_EVENT.AMOUNT),
                row.get(DEPOSIT_EVENT.INTEREST),
                row.get(DEPOSIT_EVENT.FEE),
                (ObjectNode) Json.read(row.get(DEPOSIT_EVENT.BODY)));
    }

    private static Deposit deposit(Record row, List<DepositEvent> events) {
        return new Deposit(
                row.get(DEPOSIT.PROJECT_ID),
                row.get(DEPOSIT.ID),
                row.get(DEPOSIT.LOT_ID),
                row.get(DEPOSIT.REGISTRATION_ID),
                OrganisationRepository.read(row.into(ORGANISATION)),
                DepositForm.valueOf(row.get(DEPOSIT.FORM)),
                row.get(DEPOSIT.ASKED),
                row.get(DEPOSIT.WAIVED),
                row.get(DEPOSIT.DUE),
                Json.read(row.get(DEPOSIT.RELIEF)),
                instrument(Json.read(row.get(DEPOSIT.INSTRUMENT))),
                account(Json.read(row.get(DEPOSIT.ACCOUNT))),
                row.get(DEPOSIT.VIRTUAL_ACCOUNT),
                row.get(DEPOSIT.TOKEN),
                row.get(DEPOSIT.CREATED_AT),
                Ledger.of(row.get(DEPOSIT.ASKED), row.get(DEPOSIT.DUE), events));
    }

    private static ObjectNode json(Deposit.Instrument instrument) {
        return instrument == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("issuer", instrument.issuer())
                        .put("number", instrument.number())
                        .put("applicant", instrument.applicant())
                        .put("amount", instrument.amount().toPlainString())
                        .put("validUntil", instrument.validUntil().toString())
                        .put("documentSha256", instrument.documentSha256());
    }

    private static Deposit.Instrument instrument(JsonNode node) {
        return node == null
                ? null
                : new Deposit.Instrument(
                        node.path("issuer").textValue(),
                        node.path("number").textValue(),
                        node.path("applicant").textValue(),
                        new BigDecimal(node.path("amount").textValue()),
                        LocalDate.parse(node.path("validUntil").textValue()),
                        node.path("documentSha256").textValue());
    }

    private static ObjectNode json(Deposit.Account account) {
        return account == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("name", account.name())
                        .put("number", account.number())
                        .put("bank", account.bank());
    }

    private static Deposit.Account account(JsonNode node) {
        return node == null
                ? null
                : new Deposit.Account(
                        node.path("name").textValue(),
                        node.path("number").textValue(),
                        node.path("bank").textValue());
    }
}
