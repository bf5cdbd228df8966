package org.gongping.draw.calling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.core.rule.Regime;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Stratum;

/** A tender with a draw that is done, its people, a database of its own, and the parts of the calling over it. */
final class Hall implements AutoCloseable {
    static final String TITLE = "泉港区工业园区道路照明改造工程";
    static final String TENDER = "QG-2026-E-0425";
    static final String BIDDER = "福建远大照明有限公司";
    static final String VENUE = "市公共资源交易中心三楼评标区";
    static final Invitation.Terms TERMS =
            new Invitation.Terms("市公共资源交易中心", "每半日500元，由招标人支付", "提供工作餐，外地专家统一安排住宿", "0595-12345678");

    private static final String AUTHORITY = "11350000003591037R";
    private static final String AGENT = "91350100M000100Y43";
    private static final String CENTRE = "12350000003591037X";

    final TestPostgres.TestDatabase database = TestPostgres.freshDatabase();
    final Database rows = Database.open(
            database.url(),
            database.application().user(),
            database.application().password(),
            Database.Limits.ofPool(4));
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T05:41:08.123Z"));
    final UUID projectId = UUID.randomUUID();
    final List<Sent> sent = new ArrayList<>();
    final SampleDraws draws;
    final ProjectAccess access;
    final Officers officers;
    final PersonalData personalData;
    final ProjectLaw laws;
    final RosterMoment moment;

    private final Lead lead;
    private final AuditLog audit;
    private final Ids ids;
    CallingParts parts;
    CallSeats calls;
    ReachExpert reach;
    boolean channelDown;

    /** A clock that stands still until it is moved. */
    static final class MovableClock implements InstantSource {
        private volatile Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void move(Duration by) {
            now = now.plus(by);
        }

        void moveTo(Instant to) {
            now = to;
        }
    }

    /** What a channel was given. */
    record Sent(UUID expert, String text, String ref) {}

    /** Takes what it is given, as a gateway does; what is said over the wire is the matter of the channels' own tests. */
    private final class Outbox implements Channel {
        @Override
        public String name() {
            return "sms";
        }

        @Override
        public boolean reaches(Contact contact) {
            return true;
        }

        @Override
        public void send(Contact contact, Invitation invitation, String ref, Instant answerBefore) throws Unreached {
            if (channelDown) {
                throw new Unreached("down");
            }
            sent.add(new Sent(
                    contact.expertId(), invitation.zh(answerBefore, "") + invitation.en(answerBefore, ""), ref));
        }

        @Override
        public void cancel(Contact contact, Instant day, Invitation.Terms terms) {
            sent.add(new Sent(
                    contact.expertId(), Invitation.cancellation(day, terms).zh(), ""));
        }
    }

    static Hall of(int experts, Stratum... strata) {
        return new Hall(Regime.ENGINEERING, experts, List.of(strata), experts);
    }

    /** @param employers among whom the experts are, one after the other; a committee may have one of each */
    Hall(Regime regime, int experts, List<Stratum> strata, int employers) {
        RandomSource random = RandomSource.secure();
        this.ids = new Ids(clock, random);
        this.personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        this.audit = new AuditLog(new AuditRepository(), personalData, clock, random, ids);
        var projects = new ProjectRepository(new OrganisationRepository());
        var members = new MemberRepository();
        this.access = new ProjectAccess(projects, members);
        this.officers = new Officers(access, projects, members);
        var book = new LawBook(new LawRepository(), clock);
        rows.transact(tx -> {
            book.loadShipped(tx);
            return null;
        });
        this.laws = new ProjectLaw(book);
        this.moment = new RosterMoment(Duration.ofMinutes(60), laws);
        List<SampleDraws.Person> people = arrange(regime, experts, strata, employers);
        this.draws = new SampleDraws(projectId, TENDER, regime, people, strata, 1);
        rows.transact(tx -> audit.append(
                tx,
                AuditStep.inTender(AuditKind.DRAW_RESULT, Actor.SERVER, CallSeats.SIDE, projectId, TENDER)
                        .with("draw_id", TENDER + "/1")
                        .with(
                                "result_hash",
                                Octets.hex(
                                        draws.result(tx, draws.key()).result().hash()))));
        this.lead = Lead.tryTake(
                        new DatabaseLogin(
                                database.url(),
                                database.application().user(),
                                database.application().password()),
                        71)
                .orElseThrow();
        start();
    }

    /** The server starts, as it does after it was ended: nothing of its memory is left. */
    void start() {
        if (parts != null) {
            parts.rosters().close();
        }
        parts = new CallingParts(
                draws,
                new HeldRosters(UUID.randomUUID()),
                new CallingRepository(),
                new CallRepository(),
                new ReplacementRepository(),
                new HalfRepository(),
                new CalledExpertRepository(),
                audit,
                (tx, project) -> {},
                clock,
                RandomSource.secure(),
                ids);
        reach = new ReachExpert(parts, List.of(new Outbox()), TERMS);
        calls = new CallSeats(parts, reach);
        calls.begin(leading());
    }

    private CallSeats.Leading leading() {
        return lead::transact;
    }

    void run() {
        calls.run(leading());
    }

    void unlock() {
        done(rows.transact(tx ->
                new UnlockCalling(parts, officers).execute(tx, platform(), projectId, 1, draws.openedByPlatform())));
        done(rows.transact(tx -> new UnlockCalling(parts, officers)
                .execute(tx, supervisor(), projectId, 1, draws.openedBySupervisor())));
        run();
    }

    Board board() {
        return board(agent());
    }

    Board board(Actor actor) {
        return rows.read(tx -> done(new ReadBoard(parts, officers, moment).execute(tx, actor, projectId)))
                .orElseThrow();
    }

    /** The pseudonym that is being called; empty when nobody is. */
    Optional<String> ringing() {
        return board().seats().stream()
                .flatMap(place -> place.call().stream())
                .map(Board.Ringing::pid)
                .findFirst();
    }

    Outcome<?> answer(boolean accepts) {
        return answer(sent.getLast().ref(), accepts);
    }

    Outcome<?> answer(String ref, boolean accepts) {
        return rows.transact(
                tx -> new AnswerCall(parts)
                        .execute(
                                tx,
                                new AnswerCall.Answer(
                                        ref,
                                        accepts,
                                        accepts ? Optional.empty() : Optional.of(SeatCall.Reason.TIME),
                                        "sms")),
                outcome -> outcome instanceof Outcome.Done<?>);
    }

    /** Everybody who is called says so until nobody is. */
    void acceptAll() {
        while (ringing().isPresent()) {
            answer(true);
            run();
        }
    }

    static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError(outcome);
    }

    Actor supervisor() {
        return actor("s-1", AUTHORITY, Role.SUPERVISOR);
    }

    Actor platform() {
        return new Actor("p-1", "p-1", "p-1", Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));
    }

    Actor agent() {
        return actor("a-1", AGENT, Role.TENDER_AGENT);
    }

    Actor venue() {
        return actor("v-1", CENTRE, Role.VENUE_OPERATOR);
    }

    Actor operator() {
        return actor("o-1", CENTRE, Role.EXPERT_POOL_OPERATOR);
    }

    private static Actor actor(String name, String organisation, Role role) {
        return new Actor(name, name, name, Optional.of(organisation), Set.of(role));
    }

    /** Records of these kinds, in their order. */
    List<JsonNode> records(String... kinds) {
        List<JsonNode> records = new ArrayList<>();
        for (Map<String, Object> row : query("SELECT kind, record FROM audit_entry ORDER BY inserted")) {
            if (kinds.length == 0 || List.of(kinds).contains(row.get("kind"))) {
                try {
                    records.add(new ObjectMapper().readTree((String) row.get("record")));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return records;
    }

    List<Map<String, Object>> query(String sql) {
        List<Map<String, Object>> found = new ArrayList<>();
        try (Connection connection = superuser();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var columns = result.getMetaData();
            while (result.next()) {
                Map<String, Object> row = new java.util.LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), result.getObject(i));
                }
                found.add(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return found;
    }

    /** As the database's administrator, whom no right stops. */
    void asSuperuser(String sql) throws SQLException {
        try (Connection connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                database.url(),
                database.superuser().user(),
                database.superuser().password());
    }

    void execute(String sql, Object... values) {
        try (Connection connection = superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** How far the tender is. */
    void phase(String phase) {
        execute(
                "UPDATE lot SET phase = ?, evaluation_ended_at = now(), report_received_at = now(), notice_at = now(),"
                        + " notice_ends_at = now(), winner_bid_id = gen_random_uuid(), decided_at = now(), awarded_at = now()",
                phase);
    }

    /** A bid in the one lot; its number is that of the bids before it. */
    UUID bid(String creditCode, String state) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO bid (project_id, lot_id, id, no, bidder_name, credit_code, state, price, read_at)"
                        + " SELECT project_id, id, ?, 1 + (SELECT count(*) FROM bid), ?, ?, ?, 1, now() FROM lot",
                id,
                BIDDER,
                creditCode,
                state);
        return id;
    }

    private List<SampleDraws.Person> arrange(Regime regime, int experts, List<Stratum> strata, int employers) {
        UUID owner = organisation("招标人", "PROJECT_OWNER", "91350000158142711F");
        UUID agent = organisation("招标代理", "TENDER_AGENT", AGENT);
        UUID authority = organisation("监督部门", "SUPERVISORY_AUTHORITY", AUTHORITY);
        UUID centre = organisation("交易中心", "TRADING_CENTRE", CENTRE);
        execute(
                "INSERT INTO tender_project (id, code, title, regime, project_type, procurement_kind, must_tender_by_law,"
                        + " owner_id, agent_id, authority_id, rule_set, issued_at, created_at)"
                        + " VALUES (?, ?, ?, ?, 'MUNICIPAL', 'WORKS', true, ?, ?, ?, ?, '2026-11-02 09:00+08', now())",
                projectId,
                TENDER,
                TITLE,
                regime.name(),
                owner,
                agent,
                authority,
                regime == Regime.ENGINEERING ? "cn-e-2025.1" : "cn-g-2026.1");
        execute(
                "INSERT INTO lot (project_id, id, no, name, phase, opened_at, opening_ended_at) VALUES (?, ?, 1, '标段一',"
                        + " 'EVALUATING', now(), now())",
                projectId,
                UUID.randomUUID());
        member(Role.TENDER_AGENT, agent);
        member(Role.SUPERVISOR, authority);
        member(Role.VENUE_OPERATOR, centre);
        execute(
                "INSERT INTO specialty (code, parent, zh, en, source, loaded_at) VALUES ('A', NULL, '工程类', 'Works', 't', now())");
        for (Stratum stratum : strata) {
            for (String specialty : stratum.specialties()) {
                execute(
                        "INSERT INTO specialty (code, parent, zh, source, loaded_at) VALUES (?, 'A', ?, 't', now())",
                        specialty,
                        "专业" + specialty);
            }
        }
        execute(
                "INSERT INTO draw_key_set (project_id, no, keys, vrf_key, entry_id, logged_at) VALUES (?, 1, '{}', ?, ?, now())",
                projectId,
                new byte[32],
                UUID.randomUUID());
        execute(
                "INSERT INTO draw_attempt (project_id, attempt, draw_id, key_set, plan, rules, pool_root, experts, claims, library,"
                        + " library_digest, excluded, strata, half_platform, half_supervisor, roster_check, employer_salt,"
                        + " started_at) VALUES (?, 1, ?, 1, ?::jsonb, '{}', ?, ?, '[]', '{}', ?, '[]', '[]', ?, ?, ?, ?, now())",
                projectId,
                TENDER + "/1",
                SampleDraws.plan(regime, strata, 1).json().toString(),
                new byte[32],
                experts,
                new byte[32],
                new byte[1],
                new byte[1],
                new byte[1],
                new byte[1]);
        List<SampleDraws.Person> people = new ArrayList<>();
        for (int i = 0; i < experts; i++) {
            people.add(expert(i, strata.get(i % strata.size()).specialties().getFirst(), "employer-" + i % employers));
        }
        return people;
    }

    private SampleDraws.Person expert(int i, String specialty, String employer) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO expert (id, pool_no, library, state, name, phone, email, identity, region, specialties,"
                        + " specialty_path, employer_name, field_since, title, title_level, ref_salt, registered_at,"
                        + " changed_at) VALUES (?, ?, 'city', 'ACTIVE', ?, ?, ?, ?, '350505', ARRAY[?], ARRAY[?], ?, '2000-01-01',"
                        + " '高级工程师', 'SENIOR', ?, now(), now())",
                id,
                "ZJ" + (700_100 + i),
                NAMES.get(i % NAMES.size()) + (char) ('甲' + i),
                "1386" + (7_100_000 + i * 37),
                "expert" + (9_000 + i) + "@mail.example",
                ("identity-" + i + "-".repeat(32))
                        .substring(0, 32)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                specialty,
                specialty,
                "某某设计院" + i,
                new byte[32]);
        return new SampleDraws.Person(id, specialty, employer);
    }

    private static final List<String> NAMES = List.of("欧阳", "诸葛", "司徒", "慕容", "尉迟", "令狐");

    private UUID organisation(String name, String kind, String code) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO organisation (id, name, kind, credit_code, created_at) VALUES (?, ?, ?, ?, now())",
                id,
                name,
                kind,
                code);
        return id;
    }

    private void member(Role role, UUID organisation) {
        execute(
                "INSERT INTO project_member (project_id, id, role, organisation_id, since) VALUES (?, ?, ?, ?, now())",
                projectId,
                UUID.randomUUID(),
                role.token(),
                organisation);
    }

    @Override
    public void close() {
        parts.rosters().close();
        lead.close();
        rows.close();
    }
}
