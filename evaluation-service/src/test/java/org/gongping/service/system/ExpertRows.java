package org.gongping.service.system;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes experts into the pool's tables as an import would have left them: eligible unless a call says otherwise. */
final class ExpertRows {
    private final Rows rows;
    private final AtomicInteger numbers = new AtomicInteger();
    private final UUID source = UUID.randomUUID();

    ExpertRows(Rows rows) {
        this.rows = rows;
        execute("INSERT INTO specialty (code, parent, zh, source, loaded_at) VALUES ('A', NULL, '工程', 't', now()),"
                + " ('A08', 'A', '公路', 't', now()), ('A0802', 'A08', '路面', 't', now()), ('B01', NULL, '经济', 't', now())"
                + " ON CONFLICT DO NOTHING");
        execute(
                "INSERT INTO expert_import (id, kind, state, file_name, sha256, size, format, library, rows, uploaded_by,"
                        + " uploaded_at) VALUES (?, 'AFFILIATIONS', 'CONFIRMED', 'a.csv', repeat('0', 64), 1, 'CSV', 'zj', 1,"
                        + " 'pool', now())",
                source);
    }

    private void execute(String sql, Object... arguments) {
        try (var connection = rows.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    UUID add() {
        return add("zj", null, null);
    }

    UUID employedBy(String creditCode) {
        return add("zj", creditCode, null);
    }

    /** The same person in another pool. */
    UUID duplicateOf(UUID first) {
        return add("fj", null, first);
    }

    private UUID add(String library, String employer, UUID duplicateOf) {
        UUID id = UUID.randomUUID();
        int number = numbers.incrementAndGet();
        execute(
                "INSERT INTO expert (id, pool_no, library, state, name, phone, identity, duplicate_of, region, specialties,"
                        + " specialty_path, employer, field_since, title, title_level, ref_salt, registered_at, changed_at)"
                        + " VALUES (?, ?, ?, 'ACTIVE', ?, '13900000000', sha256(?::text::bytea), ?, '330300', '{A08}',"
                        + " '{A,A08}', ?, '2000-01-01', '高级工程师', 'SENIOR', sha256(?::text::bytea), now(), now())",
                id,
                "ZJ%06d".formatted(number),
                library,
                "专家" + number,
                id.toString(),
                duplicateOf,
                employer,
                id.toString());
        return id;
    }

    /** @param value as SQL */
    UUID with(String column, String value) {
        UUID id = add();
        execute("UPDATE expert SET " + column + " = " + value + " WHERE id = ?", id);
        return id;
    }

    void employed(UUID expert, String creditCode, String kind, String from, String until) {
        execute(
                "INSERT INTO expert_employment (expert_id, id, credit_code, organisation, kind, valid_from, valid_until)"
                        + " VALUES (?, ?, ?, '某单位', ?, ?::date, ?::date)",
                expert,
                UUID.randomUUID(),
                creditCode,
                kind,
                from,
                until);
    }

    /** An employment of which only the name is known. */
    void employedUnder(UUID expert, String name, String from, String until) {
        execute(
                "INSERT INTO expert_employment (expert_id, id, organisation, kind, valid_from, valid_until)"
                        + " VALUES (?, ?, ?, 'EMPLOYEE', ?::date, ?::date)",
                expert,
                UUID.randomUUID(),
                name,
                from,
                until);
    }

    void related(UUID expert, String kind, String creditCode) {
        execute(
                "INSERT INTO expert_relation (expert_id, id, kind, credit_code, organisation) VALUES (?, ?, ?, ?, '某单位')",
                expert,
                UUID.randomUUID(),
                kind,
                creditCode);
    }

    void affiliated(String holder, String held, String kind, String share) {
        execute(
                "INSERT INTO affiliation (id, holder, held, kind, share, valid_from, evidence, import_id)"
                        + " VALUES (?, ?, ?, ?, ?::numeric, '2020-01-01', '企业信用信息公示', ?)",
                UUID.randomUUID(),
                holder,
                held,
                kind,
                share,
                source);
    }

    void suspended(UUID expert, String from, String until) {
        execute(
                "INSERT INTO expert_suspension (expert_id, id, starts_at, ends_at, reason, decided_by, document_sha256,"
                        + " recorded_at) VALUES (?, ?, ?::timestamptz, ?::timestamptz, '违规', '监督部门', repeat('0', 64), now())",
                expert,
                UUID.randomUUID(),
                shanghai(from),
                shanghai(until));
    }

    void away(UUID expert, String from, String until) {
        execute(
                "INSERT INTO expert_unavailable (expert_id, id, starts_at, ends_at) VALUES (?, ?, ?::timestamptz,"
                        + " ?::timestamptz)",
                expert,
                UUID.randomUUID(),
                shanghai(from),
                shanghai(until));
    }

    void engaged(UUID expert, String from, String until, String outcome) {
        execute(
                "INSERT INTO expert_engagement (expert_id, id, starts_at, ends_at, outcome) VALUES (?, ?, ?::timestamptz,"
                        + " ?::timestamptz, ?)",
                expert,
                UUID.randomUUID(),
                shanghai(from),
                shanghai(until),
                outcome);
    }

    private static String shanghai(String local) {
        return local == null ? null : local + "+08";
    }

    /** The digest by which the register of holders names the person. */
    String identity(UUID expert) {
        return rows.query("SELECT encode(identity, 'hex') AS identity FROM expert WHERE id = ?", expert)
                .getFirst()
                .get("identity");
    }

    String poolNo(UUID expert) {
        return rows.query("SELECT pool_no FROM expert WHERE id = ?", expert)
                .getFirst()
                .get("pool_no");
    }

    /** Very many experts of 2,000 employers. */
    void crowd(int size) {
        execute(
                "INSERT INTO expert (id, pool_no, library, state, name, phone, identity, region, specialties, specialty_path,"
                        + " employer, field_since, title, title_level, ref_salt, registered_at, changed_at)"
                        + " SELECT gen_random_uuid(), 'C' || n, 'crowd', 'ACTIVE', '专家', '13900000000',"
                        + " sha256(('c' || n)::bytea), '330300', '{A0802}', '{A,A08,A0802}',"
                        + " '91330300M' || lpad((n % 2000)::text, 9, '0'), '2000-01-01', '高级工程师', 'SENIOR',"
                        + " sha256(n::text::bytea), now(), now() FROM generate_series(1, ?) AS n",
                size);
        execute("ANALYZE expert");
    }

    void disperse() {
        execute("DELETE FROM expert WHERE library = 'crowd'");
    }
}
