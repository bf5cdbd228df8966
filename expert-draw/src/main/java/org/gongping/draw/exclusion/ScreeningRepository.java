package org.gongping.draw.exclusion;

import static org.gongping.core.db.jooq.Tables.AFFILIATION;
import static org.gongping.core.db.jooq.Tables.BID;
import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_EMPLOYMENT;
import static org.gongping.core.db.jooq.Tables.EXPERT_ENGAGEMENT;
import static org.gongping.core.db.jooq.Tables.EXPERT_MANUAL_EXCLUSION;
import static org.gongping.core.db.jooq.Tables.EXPERT_RELATION;
import static org.gongping.core.db.jooq.Tables.EXPERT_SUSPENSION;
import static org.gongping.core.db.jooq.Tables.EXPERT_UNAVAILABLE;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;
import static org.gongping.core.db.jooq.Tables.SPECIALTY;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The statements that screen a library: each reads one kind of fact of all experts at once. */
final class ScreeningRepository {
    private static final int ROWS_A_FETCH = 20_000;
    private static final List<String> TAKEN = List.of("CONFIRMED", "SERVED");

    /** An expert as the library has them. */
    record Row(
            UUID id,
            String library,
            String region,
            String specialties,
            String employer,
            String state,
            UUID duplicateOf,
            LocalDate fieldSince,
            String titleLevel,
            LocalDate qualifiedUntil,
            boolean sanctioned) {}

    /**
     * That an expert has to do with an organisation.
     *
     * @param source EMPLOYER, EMPLOYMENT, RELATION or HOLDING
     * @param organisation credit code; the name where the library has no code; {@code person:…} of a holding
     * @param kind of employment or relation; empty else
     * @param until last day; null while it lasts
     * @param row id of the row that says so; null of EMPLOYER and HOLDING, which stand in the expert's own
     */
    record Tie(UUID expertId, String source, String organisation, String kind, LocalDate until, UUID row) {}

    /** That an expert is not free. {@code what} is SUSPENDED, UNAVAILABLE or TIME_CLASH. */
    record Busy(UUID expertId, String what, UUID row, Instant from, Instant until) {}

    /** A person's decision. */
    record Manual(UUID expertId, String reason, String side, Instant at) {}

    /** Credit code and name of everybody who bid or registered to bid. */
    Map<String, String> bidders(Transaction tx, UUID projectId) {
        Map<String, String> names = new HashMap<>();
        tx.dsl()
                .select(BID.CREDIT_CODE, BID.BIDDER_NAME)
                .from(BID)
                .where(BID.PROJECT_ID.eq(projectId))
                .union(DSL.select(ORGANISATION.CREDIT_CODE, ORGANISATION.NAME)
                        .from(BIDDER_REGISTRATION)
                        .join(ORGANISATION)
                        .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                        .where(BIDDER_REGISTRATION.PROJECT_ID.eq(projectId)))
                .forEach(row -> names.put(row.value1(), row.value2()));
        return names;
    }

    Affiliates.Graph graph(Transaction tx, LocalDate day) {
        return new Affiliates.Graph() {
            @Override
            public List<Affiliates.Edge> holdersOf(Collection<String> held) {
                return edges(tx, AFFILIATION.HELD, held, day);
            }

            @Override
            public List<Affiliates.Edge> heldBy(Collection<String> holders) {
                return edges(tx, AFFILIATION.HOLDER, holders, day);
            }
        };
    }

    private static List<Affiliates.Edge> edges(
            Transaction tx, Field<String> end, Collection<String> nodes, LocalDate day) {
        return tx.dsl()
                .select(AFFILIATION.HOLDER, AFFILIATION.HELD, AFFILIATION.KIND, AFFILIATION.SHARE, AFFILIATION.EVIDENCE)
                .from(AFFILIATION)
                .where(end.eq(DSL.any(nodes.toArray(String[]::new))))
                .and(AFFILIATION.VALID_FROM.le(day))
                .and(AFFILIATION.VALID_UNTIL.isNull().or(AFFILIATION.VALID_UNTIL.ge(day)))
                .orderBy(AFFILIATION.HOLDER, AFFILIATION.HELD, AFFILIATION.KIND)
                .fetch(row -> new Affiliates.Edge(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4() == null
                                ? BigDecimal.valueOf(100)
                                : row.value4().movePointRight(2),
                        row.value5()));
    }

    /** Everything that ties experts to these organisations, by code, or by name where the library has no code. */
    List<Tie> ties(Transaction tx, Collection<String> codes, Collection<String> names) {
        String[] byCode = codes.toArray(String[]::new);
        String[] byName = names.toArray(String[]::new);
        return tx.dsl()
                .select(
                        EXPERT.ID,
                        DSL.inline("EMPLOYER"),
                        EXPERT.EMPLOYER,
                        DSL.inline(""),
                        DSL.inline(null, LocalDate.class),
                        DSL.inline(null, UUID.class))
                .from(EXPERT)
                .where(EXPERT.EMPLOYER.eq(DSL.any(byCode)))
                .unionAll(DSL.select(
                                EXPERT.ID,
                                DSL.inline("EMPLOYER"),
                                EXPERT.EMPLOYER_NAME,
                                DSL.inline(""),
                                DSL.inline(null, LocalDate.class),
                                DSL.inline(null, UUID.class))
                        .from(EXPERT)
                        .where(EXPERT.EMPLOYER.isNull())
                        .and(EXPERT.EMPLOYER_NAME.eq(DSL.any(byName))))
                .unionAll(DSL.select(
                                EXPERT_EMPLOYMENT.EXPERT_ID,
                                DSL.inline("EMPLOYMENT"),
                                DSL.coalesce(EXPERT_EMPLOYMENT.CREDIT_CODE, EXPERT_EMPLOYMENT.ORGANISATION),
                                EXPERT_EMPLOYMENT.KIND,
                                EXPERT_EMPLOYMENT.VALID_UNTIL,
                                EXPERT_EMPLOYMENT.ID)
                        .from(EXPERT_EMPLOYMENT)
                        .where(isOf(EXPERT_EMPLOYMENT.CREDIT_CODE, EXPERT_EMPLOYMENT.ORGANISATION, byCode, byName)))
                .unionAll(DSL.select(
                                EXPERT_RELATION.EXPERT_ID,
                                DSL.inline("RELATION"),
                                DSL.coalesce(EXPERT_RELATION.CREDIT_CODE, EXPERT_RELATION.ORGANISATION),
                                EXPERT_RELATION.KIND,
                                EXPERT_RELATION.VALID_UNTIL,
                                EXPERT_RELATION.ID)
                        .from(EXPERT_RELATION)
                        .where(isOf(EXPERT_RELATION.CREDIT_CODE, EXPERT_RELATION.ORGANISATION, byCode, byName)))
                .fetch(row ->
                        new Tie(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
    }

    private static Condition isOf(Field<String> code, Field<String> name, String[] codes, String[] names) {
        return code.eq(DSL.any(codes)).or(code.isNull().and(name.eq(DSL.any(names))));
    }

    /** Experts who are themselves among the holders, by the digest of their identity. */
    List<Tie> holdings(Transaction tx, Collection<String> persons) {
        byte[][] digests = persons.stream()
                .map(person -> HexFormat.of().parseHex(person.substring("person:".length())))
                .toArray(byte[][]::new);
        return tx.dsl()
                .select(EXPERT.ID, EXPERT.IDENTITY)
                .from(EXPERT)
                .where(EXPERT.IDENTITY.eq(DSL.any(digests)))
                .fetch(row -> new Tie(
                        row.value1(), "HOLDING", "person:" + HexFormat.of().formatHex(row.value2()), "", null, null));
    }

    /** Who is suspended now or then, away then, or, where engagements count, taken then. */
    List<Busy> busy(Transaction tx, Instant now, Instant from, Instant until, boolean withEngagements) {
        return tx.dsl()
                .select(
                        EXPERT_SUSPENSION.EXPERT_ID,
                        DSL.inline("SUSPENDED"),
                        EXPERT_SUSPENSION.ID,
                        EXPERT_SUSPENSION.STARTS_AT,
                        EXPERT_SUSPENSION.ENDS_AT)
                .from(EXPERT_SUSPENSION)
                .where(EXPERT_SUSPENSION.LIFTED_AT.isNull())
                .and(EXPERT_SUSPENSION.STARTS_AT.lt(until))
                .and(EXPERT_SUSPENSION.ENDS_AT.isNull().or(EXPERT_SUSPENSION.ENDS_AT.gt(now)))
                .unionAll(DSL.select(
                                EXPERT_UNAVAILABLE.EXPERT_ID,
                                DSL.inline("UNAVAILABLE"),
                                EXPERT_UNAVAILABLE.ID,
                                EXPERT_UNAVAILABLE.STARTS_AT,
                                EXPERT_UNAVAILABLE.ENDS_AT)
                        .from(EXPERT_UNAVAILABLE)
                        .where(EXPERT_UNAVAILABLE.STARTS_AT.lt(until))
                        .and(EXPERT_UNAVAILABLE.ENDS_AT.gt(from)))
                .unionAll(DSL.select(
                                EXPERT_ENGAGEMENT.EXPERT_ID,
                                DSL.inline("TIME_CLASH"),
                                EXPERT_ENGAGEMENT.ID,
                                EXPERT_ENGAGEMENT.STARTS_AT,
                                EXPERT_ENGAGEMENT.ENDS_AT)
                        .from(EXPERT_ENGAGEMENT)
                        .where(DSL.condition(withEngagements))
                        .and(EXPERT_ENGAGEMENT.STARTS_AT.lt(until))
                        .and(EXPERT_ENGAGEMENT.ENDS_AT.gt(from))
                        .and(EXPERT_ENGAGEMENT.OUTCOME.in(TAKEN)))
                .fetch(row -> new Busy(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /** Evaluations since that moment, of those who had at least so many; one person under two pools counts as two. */
    Map<UUID, Integer> engagements(Transaction tx, Instant since, int least) {
        return tx.dsl()
                .select(EXPERT_ENGAGEMENT.EXPERT_ID, DSL.count())
                .from(EXPERT_ENGAGEMENT)
                .where(EXPERT_ENGAGEMENT.STARTS_AT.ge(since))
                .and(EXPERT_ENGAGEMENT.OUTCOME.in(TAKEN))
                .groupBy(EXPERT_ENGAGEMENT.EXPERT_ID)
                .having(DSL.count().ge(least))
                .fetchMap(EXPERT_ENGAGEMENT.EXPERT_ID, DSL.count());
    }

    List<Manual> manual(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(EXPERT_MANUAL_EXCLUSION)
                .where(EXPERT_MANUAL_EXCLUSION.PROJECT_ID.eq(projectId))
                .fetch(row -> new Manual(row.getExpertId(), row.getReason(), row.getSide(), row.getDecidedAt()));
    }

    /** Code of each specialty to that of the one above it; to null at the top. */
    Map<String, String> specialties(Transaction tx) {
        Map<String, String> parents = new HashMap<>();
        tx.dsl()
                .select(SPECIALTY.CODE, SPECIALTY.PARENT)
                .from(SPECIALTY)
                .forEach(row -> parents.put(row.value1(), row.value2()));
        return parents;
    }

    /** The whole library in the order of the ids, row by row: a million of them are never records at once. */
    void scan(Transaction tx, Collection<String> libraries, Consumer<Row> take) {
        Condition wanted =
                libraries.isEmpty() ? DSL.noCondition() : EXPERT.LIBRARY.eq(DSL.any(libraries.toArray(String[]::new)));
        try (ResultSet rows = tx.dsl()
                .select(
                        EXPERT.ID,
                        EXPERT.LIBRARY,
                        EXPERT.REGION,
                        DSL.arrayToString(EXPERT.SPECIALTIES, DSL.inline(" ")),
                        EXPERT.EMPLOYER,
                        EXPERT.STATE,
                        EXPERT.DUPLICATE_OF,
                        EXPERT.FIELD_SINCE,
                        EXPERT.TITLE_LEVEL,
                        EXPERT.QUALIFIED_UNTIL,
                        EXPERT.SANCTIONED)
                .from(EXPERT)
                .where(wanted)
                .orderBy(EXPERT.ID)
                .fetchSize(ROWS_A_FETCH)
                .fetchResultSet()) {
            while (rows.next()) {
                take.accept(new Row(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getObject(7, UUID.class),
                        rows.getObject(8, LocalDate.class),
                        rows.getString(9),
                        rows.getObject(10, LocalDate.class),
                        rows.getBoolean(11)));
            }
        } catch (SQLException e) {
            throw new DataAccessException("the library could not be read", e);
        }
    }
}
