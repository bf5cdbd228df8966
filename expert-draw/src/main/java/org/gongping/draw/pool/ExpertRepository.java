package org.gongping.draw.pool;

import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_EMPLOYMENT;
import static org.gongping.core.db.jooq.Tables.EXPERT_QUALIFICATION;
import static org.gongping.core.db.jooq.Tables.EXPERT_RELATION;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Ids;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.ExpertEmploymentRecord;
import org.gongping.core.db.jooq.tables.records.ExpertQualificationRecord;
import org.gongping.core.db.jooq.tables.records.ExpertRecord;
import org.gongping.core.db.jooq.tables.records.ExpertRelationRecord;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/** The rows of the pool with employments, qualifications and relations. */
public final class ExpertRepository {
    private final Ids ids;

    public ExpertRepository(Ids ids) {
        this.ids = ids;
    }

    /** A row as it is written. */
    public record Entry(Expert expert, List<String> specialtyPath, byte[] refSalt) {}

    /** Who has an identity. */
    public record Bearer(UUID id, String poolNo, String library, Expert.State state, Optional<UUID> duplicateOf) {}

    /** Lets one after the other add people or change who they are, so that what was looked up stays true until the end. */
    public void queueWriters(Transaction tx) {
        tx.dsl().execute("SELECT pg_advisory_xact_lock(hashtext('expert_pool'))");
    }

    public Optional<Expert> find(Transaction tx, UUID id) {
        return read(tx, EXPERT.ID.eq(id), false).stream().findFirst();
    }

    /** Holds the row until the transaction ends. */
    public Optional<Expert> lock(Transaction tx, UUID id) {
        return read(tx, EXPERT.ID.eq(id), true).stream().findFirst();
    }

    public Optional<Expert> findByAccount(Transaction tx, String account) {
        return read(tx, EXPERT.ACCOUNT.eq(account), false).stream().findFirst();
    }

    /** Those of these numbers that exist. Locked, in the order of their numbers, where they are to be changed. */
    public List<Expert> byNumbers(Transaction tx, Collection<String> poolNos, boolean lock) {
        return read(tx, isAmong(EXPERT.POOL_NO, poolNos.toArray(String[]::new)), lock);
    }

    /** By digest: whoever has the same identity number. */
    public Map<String, List<Bearer>> byIdentities(Transaction tx, Collection<String> digests) {
        byte[][] wanted = digests.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        return tx.dsl()
                .select(EXPERT.IDENTITY, EXPERT.ID, EXPERT.POOL_NO, EXPERT.LIBRARY, EXPERT.STATE, EXPERT.DUPLICATE_OF)
                .from(EXPERT)
                .where(isAmong(EXPERT.IDENTITY, wanted))
                .orderBy(EXPERT.REGISTERED_AT, EXPERT.ID)
                .fetchGroups(
                        row -> HexFormat.of().formatHex(row.get(EXPERT.IDENTITY)),
                        row -> new Bearer(
                                row.get(EXPERT.ID),
                                row.get(EXPERT.POOL_NO),
                                row.get(EXPERT.LIBRARY),
                                Expert.State.valueOf(row.get(EXPERT.STATE)),
                                Optional.ofNullable(row.get(EXPERT.DUPLICATE_OF))));
    }

    /** Numbers of the experts who have these logins. */
    public Map<String, String> byAccounts(Transaction tx, Collection<String> accounts) {
        return tx.dsl()
                .select(EXPERT.ACCOUNT, EXPERT.POOL_NO)
                .from(EXPERT)
                .where(isAmong(EXPERT.ACCOUNT, accounts.toArray(String[]::new)))
                .fetchMap(EXPERT.ACCOUNT, EXPERT.POOL_NO);
    }

    /**
     * Holds where the column has one of the values. A join, not {@code = ANY}: a plan that was made when the pool was empty goes
     * through all rows, and would compare each with all values.
     */
    private static <T> Condition isAmong(TableField<?, T> column, T[] values) {
        var wanted = DSL.unnest(DSL.val(values)).as("wanted", "value");
        return column.in(DSL.select(wanted.field("value", column.getDataType())).from(wanted));
    }

    private List<Expert> read(Transaction tx, Condition condition, boolean lock) {
        var select = tx.dsl().selectFrom(EXPERT).where(condition).orderBy(EXPERT.POOL_NO);
        List<ExpertRecord> rows = lock ? select.forUpdate().fetch() : select.fetch();
        UUID[] found = rows.stream().map(ExpertRecord::getId).toArray(UUID[]::new);
        var employments = children(tx, EXPERT_EMPLOYMENT, EXPERT_EMPLOYMENT.EXPERT_ID, found);
        var qualifications = children(tx, EXPERT_QUALIFICATION, EXPERT_QUALIFICATION.EXPERT_ID, found);
        var relations = children(tx, EXPERT_RELATION, EXPERT_RELATION.EXPERT_ID, found);
        return rows.stream()
                .map(row -> expert(
                        row,
                        employments.getOrDefault(row.getId(), List.of()),
                        qualifications.getOrDefault(row.getId(), List.of()),
                        relations.getOrDefault(row.getId(), List.of())))
                .toList();
    }

    private static <R extends Record> Map<UUID, List<R>> children(
            Transaction tx, Table<R> table, TableField<R, UUID> owner, UUID[] experts) {
        return tx.dsl().selectFrom(table).where(isAmong(owner, experts)).fetch().stream()
                .collect(Collectors.groupingBy(row -> row.get(owner)));
    }

    private static Expert expert(
            ExpertRecord row,
            List<ExpertEmploymentRecord> employments,
            List<ExpertQualificationRecord> qualifications,
            List<ExpertRelationRecord> relations) {
        ExpertContent content = new ExpertContent(
                row.getPoolNo(),
                row.getLibrary(),
                HexFormat.of().formatHex(row.getIdentity()),
                row.getName(),
                row.getPhone(),
                row.getEmail(),
                row.getAccount(),
                row.getRegion(),
                List.of(row.getSpecialties()),
                row.getEmployer(),
                row.getEmployerName(),
                row.getFieldSince(),
                row.getTitle(),
                TitleLevel.valueOf(row.getTitleLevel()),
                row.getSanctioned(),
                employments.stream()
                        .map(each -> new ExpertContent.Employment(
                                each.getCreditCode(),
                                each.getOrganisation(),
                                ExpertContent.Office.valueOf(each.getKind()),
                                each.getValidFrom(),
                                each.getValidUntil()))
                        .toList(),
                qualifications.stream()
                        .map(each -> new ExpertContent.Qualification(
                                each.getName(), each.getNumber(), each.getIssuedOn(), each.getExpiresOn()))
                        .toList(),
                relations.stream()
                        .map(each -> new ExpertContent.Relation(
                                ExpertContent.RelationKind.valueOf(each.getKind()),
                                each.getPerson(),
                                each.getCreditCode(),
                                each.getOrganisation(),
                                each.getPosition(),
                                each.getValidFrom(),
                                each.getValidUntil()))
                        .toList());
        return new Expert(
                row.getId(),
                content,
                Expert.State.valueOf(row.getState()),
                Optional.ofNullable(row.getDuplicateOf()),
                PersonalData.ref("expert", row.getRefSalt(), row.getPoolNo()),
                row.getVersion(),
                row.getRegisteredAt(),
                row.getChangedAt());
    }

    /** @throws org.jooq.exception.DataAccessException when a number, identity or login was taken in the meantime */
    public void insert(Transaction tx, List<Entry> entries) {
        tx.dsl()
                .batchInsert(entries.stream().map(ExpertRepository::row).toList())
                .execute();
        insertChildren(tx, entries);
    }

    /** Writes everything but number, registration and salt. */
    public void update(Transaction tx, List<Entry> entries) {
        tx.dsl()
                .batchUpdate(entries.stream()
                        .map(entry -> {
                            ExpertRecord row = row(entry);
                            row.touched(EXPERT.POOL_NO, false);
                            row.touched(EXPERT.REGISTERED_AT, false);
                            row.touched(EXPERT.REF_SALT, false);
                            return row;
                        })
                        .toList())
                .execute();
        UUID[] experts = entries.stream().map(entry -> entry.expert().id()).toArray(UUID[]::new);
        tx.dsl()
                .deleteFrom(EXPERT_EMPLOYMENT)
                .where(isAmong(EXPERT_EMPLOYMENT.EXPERT_ID, experts))
                .execute();
        tx.dsl()
                .deleteFrom(EXPERT_QUALIFICATION)
                .where(isAmong(EXPERT_QUALIFICATION.EXPERT_ID, experts))
                .execute();
        tx.dsl()
                .deleteFrom(EXPERT_RELATION)
                .where(isAmong(EXPERT_RELATION.EXPERT_ID, experts))
                .execute();
        insertChildren(tx, entries);
    }

    /** Points the row at the one of the same person that counts; null when it is this one. */
    public void setDuplicateOf(Transaction tx, UUID id, UUID counts) {
        tx.dsl()
                .update(EXPERT)
                .set(EXPERT.DUPLICATE_OF, counts)
                .where(EXPERT.ID.eq(id))
                .execute();
    }

    private static ExpertRecord row(Entry entry) {
        Expert expert = entry.expert();
        ExpertContent content = expert.content();
        ExpertRecord row = new ExpertRecord();
        row.setId(expert.id());
        row.setPoolNo(content.poolNo());
        row.setLibrary(content.library());
        row.setState(expert.state().name());
        row.setName(content.name());
        row.setPhone(content.phone());
        row.setEmail(content.email());
        row.setIdentity(HexFormat.of().parseHex(content.identity()));
        row.setDuplicateOf(expert.duplicateOf().orElse(null));
        row.setAccount(content.account());
        row.setRegion(content.region());
        row.setSpecialties(content.specialties().toArray(String[]::new));
        row.setSpecialtyPath(entry.specialtyPath().toArray(String[]::new));
        row.setEmployer(content.employer());
        row.setEmployerName(content.employerName());
        row.setFieldSince(content.fieldSince());
        row.setTitle(content.title());
        row.setTitleLevel(content.titleLevel().name());
        row.setQualifiedUntil(content.qualifiedUntil().orElse(null));
        row.setSanctioned(content.sanctioned());
        row.setRefSalt(entry.refSalt());
        row.setVersion(expert.version());
        row.setRegisteredAt(expert.registeredAt());
        row.setChangedAt(expert.changedAt());
        return row;
    }

    private void insertChildren(Transaction tx, List<Entry> entries) {
        List<TableRecord<?>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            UUID expert = entry.expert().id();
            ExpertContent content = entry.expert().content();
            content.employments()
                    .forEach(each -> rows.add(new ExpertEmploymentRecord(
                            expert,
                            ids.next(),
                            each.creditCode(),
                            each.organisation(),
                            each.kind().name(),
                            each.validFrom(),
                            each.validUntil())));
            content.qualifications()
                    .forEach(each -> rows.add(new ExpertQualificationRecord(
                            expert, ids.next(), each.name(), each.number(), each.issuedOn(), each.expiresOn())));
            content.relations()
                    .forEach(each -> rows.add(new ExpertRelationRecord(
                            expert,
                            ids.next(),
                            each.kind().name(),
                            each.person(),
                            each.creditCode(),
                            each.organisation(),
                            each.position(),
                            each.validFrom(),
                            each.validUntil())));
        }
        tx.dsl().batchInsert(rows).execute();
    }
}
