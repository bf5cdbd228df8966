package org.gongping.service.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.Stratum;

/**
 * A plain table of experts and one of the bidders' affiliates, and the condition of exclusion over them twice: in memory,
 * with a reason for each expert, and in SQL, as a query that picks at random would have it.
 */
final class BenchLibrary implements AutoCloseable {
    private static final int BIDDERS = 50;
    private static final int AFFILIATES = 20;
    private static final int MOST_DRAWS = 3;
    private static final int FETCHED = 10_000;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static final String CREATE = """
            CREATE OR REPLACE FUNCTION pick(i bigint, kind int, size bigint) RETURNS bigint IMMUTABLE PARALLEL SAFE
              LANGUAGE sql AS $$ SELECT (hashint8extended(i, kind) & 9007199254740991) %% size $$;
            DROP TABLE IF EXISTS bench_expert, bench_affiliate;
            CREATE TABLE bench_expert AS SELECT i AS id,
                CASE WHEN pick(i, 1, 4) = 0 THEN ARRAY['A0' || 1 + pick(i, 2, 9), 'A10']
                     ELSE ARRAY['A0' || 1 + pick(i, 2, 9)] END AS specialties,
                '350' || 1 + pick(i, 3, 9) || '00' AS region,
                'E' || pick(i, 4, %1$d) AS employer,
                CASE WHEN pick(i, 5, 5) = 0 THEN 'E' || pick(i, 6, %1$d) END AS former_employer,
                date '2025-06-01' + pick(i, 7, 1500)::int AS qualified_until,
                CASE WHEN pick(i, 8, 50) = 0 THEN date '2026-01-01' + pick(i, 9, 365)::int END AS suspended_until,
                pick(i, 10, 20) = 0 AS unavailable,
                pick(i, 11, 4)::int AS draws
              FROM generate_series(1, %2$d) AS i;
            ALTER TABLE bench_expert ADD PRIMARY KEY (id);
            CREATE TABLE bench_affiliate (code text PRIMARY KEY);
            INSERT INTO bench_affiliate SELECT DISTINCT 'E' || pick(i, 12, %1$d) FROM generate_series(1, %3$d) AS i;
            ANALYZE bench_expert, bench_affiliate;
            """;

    private static final String RANDOM = """
            SELECT e.id FROM bench_expert e
             WHERE e.specialties && ?::text[]
               AND NOT EXISTS (SELECT FROM bench_affiliate a WHERE a.code = e.employer)
               AND NOT EXISTS (SELECT FROM bench_affiliate a WHERE a.code = e.former_employer)
               AND (e.suspended_until IS NULL OR e.suspended_until < ?)
               AND e.qualified_until >= ? AND NOT e.unavailable AND e.draws < ?
             ORDER BY random()""";

    private final Connection connection;

    /** Creates and fills both tables; of so many experts there are a third as many employers. */
    BenchLibrary(String url, int experts) throws SQLException {
        connection = DriverManager.getConnection(url, "postgres", "postgres");
        try (var statement = connection.createStatement()) {
            statement.execute(CREATE.formatted(experts / 3, experts, BIDDERS * AFFILIATES));
        }
        connection.setAutoCommit(false);
    }

    /** What the exclusion of one expert depends on. */
    record Row(
            long id,
            List<String> specialties,
            String region,
            String employer,
            String formerEmployer,
            LocalDate suspendedUntil,
            LocalDate qualifiedUntil,
            boolean unavailable,
            int draws) {
        /** The seam: whoever screens real tables answers the same question. */
        Optional<Exclusion.Reason> excluded(Set<String> affiliates) {
            if (affiliates.contains(employer)) {
                return Optional.of(Exclusion.Reason.CONFLICT_EMPLOYER);
            }
            if (formerEmployer != null && affiliates.contains(formerEmployer)) {
                return Optional.of(Exclusion.Reason.CONFLICT_PAST_3Y);
            }
            if (suspendedUntil != null && !suspendedUntil.isBefore(DAY)) {
                return Optional.of(Exclusion.Reason.SUSPENDED);
            }
            if (qualifiedUntil.isBefore(DAY)) {
                return Optional.of(Exclusion.Reason.QUALIFICATION_EXPIRED);
            }
            if (unavailable) {
                return Optional.of(Exclusion.Reason.UNAVAILABLE);
            }
            return draws < MOST_DRAWS ? Optional.empty() : Optional.of(Exclusion.Reason.FREQUENCY_CAP);
        }
    }

    Set<String> affiliates() throws SQLException {
        Set<String> affiliates = new HashSet<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT code FROM bench_affiliate")) {
            while (rows.next()) {
                affiliates.add(rows.getString(1));
            }
        }
        return affiliates;
    }

    List<Row> rows() throws SQLException {
        List<Row> all = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows =
                    statement.executeQuery("SELECT id, array_to_string(specialties, ','), region, employer,"
                            + " former_employer, suspended_until - date '1970-01-01', qualified_until - date '1970-01-01',"
                            + " unavailable, draws FROM bench_expert")) {
                while (rows.next()) {
                    Integer suspended = (Integer) rows.getObject(6);
                    all.add(new Row(
                            rows.getLong(1),
                            List.of(rows.getString(2).split(",")),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            suspended == null ? null : LocalDate.ofEpochDay(suspended),
                            LocalDate.ofEpochDay(rows.getInt(7)),
                            rows.getBoolean(8),
                            rows.getInt(9)));
                }
            }
        }
        return all;
    }

    /** What a centre would write today: for each stratum, all who are eligible in random order, or the first of them. */
    int pickAtRandom(List<Stratum> strata, boolean whole) throws SQLException {
        int found = 0;
        for (Stratum stratum : strata) {
            try (var query = connection.prepareStatement(RANDOM + (whole ? "" : " LIMIT " + stratum.seats()))) {
                query.setFetchSize(FETCHED);
                query.setArray(
                        1,
                        connection.createArrayOf("text", stratum.specialties().toArray()));
                query.setObject(2, DAY);
                query.setObject(3, DAY);
                query.setInt(4, MOST_DRAWS);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        found++;
                    }
                }
            }
        }
        connection.commit();
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
