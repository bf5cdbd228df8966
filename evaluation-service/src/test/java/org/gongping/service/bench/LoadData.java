package org.gongping.service.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.gongping.core.audit.CanonicalJson;

/** The projects that are read: drafts with two lots and three members each, under identifiers that can be counted. */
final class LoadData {
    static final int PROJECTS = 2_000;
    static final String AGENCY_CODE = "91110000MA01AAAA0A";
    static final String AGENCY_ID = "018f0000-0000-7000-8000-00000000a001";
    static final String OWNER_ID = "018f0000-0000-7000-8000-00000000a002";
    static final String AUTHORITY_ID = "018f0000-0000-7000-8000-00000000a003";
    static final List<String> ORGANISATIONS = List.of(AGENCY_ID, OWNER_ID, AUTHORITY_ID);

    /** What a step of the write adds rows to. */
    static final List<String> WRITTEN_TABLES = List.of(
            "tender_project", "project_member", "personal_datum", "audit_entry", "audit_stream", "command_answer");

    private static final String ID_START = "018f0000-0000-7000-8000-";

    private LoadData() {}

    static String projectId(int number) {
        return ID_START + "%012d".formatted(number);
    }

    static void load(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO organisation (id, name, kind, credit_code, created_at) VALUES
                      ('%s', '某某招标代理有限公司', 'TENDER_AGENT', '%s', now()),
                      ('%s', '某市水务集团有限公司', 'PROJECT_OWNER', '91110000MA01AAAA1A', now()),
                      ('%s', '某市住房和城乡建设局', 'SUPERVISORY_AUTHORITY', '91110000MA01AAAA2A', now())
                    """.formatted(AGENCY_ID, AGENCY_CODE, OWNER_ID, AUTHORITY_ID));
            statement.execute("""
                    INSERT INTO tender_project (id, code, title, regime, project_type, procurement_kind,
                        must_tender_by_law, description, budget, owner_id, agent_id, authority_id, bid_deadline,
                        opening_time, opening_place, bid_validity_days, created_at)
                    SELECT %s, 'READ-' || n, '某市第' || n || '水厂扩建工程施工招标', 'ENGINEERING', 'WATER', 'WORKS', true,
                        '新建日处理十万立方米净水构筑物及配套管网。', 86000000, '%s', '%s', '%s', '2031-03-20T01:30:00Z',
                        '2031-03-20T01:30:00Z', '市公共资源交易中心第三开标室', 90, now()
                    FROM generate_series(1, %d) n
                    """.formatted(id(ID_START), OWNER_ID, AGENCY_ID, AUTHORITY_ID, PROJECTS));
            statement.execute("""
                    INSERT INTO project_member (project_id, id, role, organisation_id, since)
                    SELECT %s, gen_random_uuid(), side.role, side.organisation, now()
                    FROM generate_series(1, %d) n,
                         (VALUES ('tender_agent', uuid '%s'), ('project_owner', uuid '%s'), ('supervisor', uuid '%s'))
                             AS side (role, organisation)
                    """.formatted(id(ID_START), PROJECTS, AGENCY_ID, OWNER_ID, AUTHORITY_ID));
        }
        String method = method();
        try (var insert = connection.prepareStatement("""
                INSERT INTO lot (project_id, id, no, name, ceiling_price, method, method_digest, phase)
                SELECT %s, gen_random_uuid(), no, '第' || no || '标段', 42000000, ?::jsonb,
                    encode(sha256(?), 'hex'), 'DRAFT'
                FROM generate_series(1, %d) n, generate_series(1, 2) no
                """.formatted(id(ID_START), PROJECTS))) {
            insert.setString(1, method);
            insert.setBytes(2, method.getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    /** A uuid whose last twelve digits are the decimal number n. */
    private static String id(String start) {
        return "cast('" + start + "' || lpad(cast(n AS text), 12, '0') AS uuid)";
    }

    private static String method() {
        try (InputStream in = LoadData.class.getResourceAsStream("/methods/e-f2-highway.json")) {
            return new String(
                    CanonicalJson.bytesWithNull(CanonicalJson.parse(in.readAllBytes())), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
