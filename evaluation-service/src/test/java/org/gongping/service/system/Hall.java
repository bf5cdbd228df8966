package org.gongping.service.system;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreditCode;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;

/** The whole server over its own database, on a clock that stands still, with organisations and people. */
final class Hall implements AutoCloseable {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    final StoppedClock clock = new StoppedClock(StoppedClock.at("2026-03-02 09:00"));
    /** Another one after a restart. */
    TestServer server;

    final Rows rows;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Watch> watches = new ArrayList<>();

    final Person administrator;
    final Person auditor;
    final Person expert;
    final Person venueOperator;
    final Person poolOperator;
    final Firm agency;
    final Firm owner;
    final Firm authority;
    final Person agent;
    final Person ownersClerk;
    final Person supervisor;
    /** Of other organisations than those above: they hold the roles and are members of nothing. */
    final Person strangeAgent;

    final Person strangeOwner;
    final Person strangeSupervisor;
    final List<Firm> bidders = new ArrayList<>();
    final List<Person> bidderPeople = new ArrayList<>();

    Hall(Path folder) {
        this(folder, UnaryOperator.identity());
    }

    Hall(Path folder, UnaryOperator<ServerConfig> change) {
        this(clock -> TestServer.on(folder, clock, change));
    }

    /** @param starting makes the server, on the hall's clock */
    Hall(Function<StoppedClock, TestServer> starting) {
        server = starting.apply(clock);
        rows = Rows.asSuperuser(server.database);
        administrator = person("admin", Role.PLATFORM_ADMINISTRATOR, null);
        auditor = person("auditor", Role.AUDITOR, null);
        expert = person("expert", Role.EXPERT, null);
        venueOperator = person("venue", Role.VENUE_OPERATOR, null);
        poolOperator = person("pool", Role.EXPERT_POOL_OPERATOR, null);
        agency = firm("公信招标代理有限公司", "TENDER_AGENT");
        owner = firm("江州市交通局", "PROJECT_OWNER");
        authority = firm("江州市公共资源交易监督管理局", "SUPERVISORY_AUTHORITY");
        agent = person("agent", Role.TENDER_AGENT, agency);
        ownersClerk = person("owner", Role.PROJECT_OWNER, owner);
        supervisor = person("supervisor", Role.SUPERVISOR, authority);
        strangeAgent = person("agent2", Role.TENDER_AGENT, firm("另一招标代理有限公司", "TENDER_AGENT"));
        strangeOwner = person("owner2", Role.PROJECT_OWNER, firm("另一业主", "PROJECT_OWNER"));
        strangeSupervisor = person("supervisor2", Role.SUPERVISOR, firm("另一监督部门", "SUPERVISORY_AUTHORITY"));
        for (int i = 1; i <= 5; i++) {
            Firm bidder = firm("投标人" + i + "建设集团有限公司", "BIDDER");
            bidders.add(bidder);
            bidderPeople.add(person("bidder" + i, Role.BIDDER, bidder));
        }
    }

    /** One person for each role, members of {@code tender} where their organisation is. */
    List<Person> oneOfEachRole() {
        return List.of(
                agent,
                ownersClerk,
                bidderPeople.getFirst(),
                expert,
                supervisor,
                venueOperator,
                poolOperator,
                administrator,
                auditor);
    }

    Person person(String account, Role role, Firm firm) {
        return person(account, firm, role);
    }

    Person person(String account, Firm firm, Role... roles) {
        Map<String, Object> claims = new HashMap<>(server.claims(account, roles));
        if (firm != null) {
            claims.put("organisation", firm.creditCode());
        }
        return new Person(account, roles[0], server.issuer.sign(server.issuer.mainKey(), claims));
    }

    Firm firm(String name, String kind) {
        String code = creditCode();
        Answer answer = send(Step.write(
                        "createOrganisation",
                        administrator,
                        "POST",
                        "/organisations",
                        Map.of("name", name, "kind", kind, "creditCode", code)))
                .expect(201);
        return new Firm(UUID.fromString(answer.json().path("id").asText()), name, kind, code);
    }

    /** A unified social credit code that nobody had before, its check character agreeing (GB 32100-2015, Annex A). */
    String creditCode() {
        String front = "91350100M%08d".formatted(numbers.incrementAndGet());
        return ALPHABET.chars()
                .mapToObj(c -> front + (char) c)
                .filter(CreditCode::isValid)
                .findFirst()
                .orElseThrow();
    }

    String code(String prefix) {
        return prefix + "-" + numbers.incrementAndGet();
    }

    void watch(Watch watch) {
        watches.add(watch);
    }

    void noWatch() {
        watches.clear();
    }

    /** Takes a step of the play, watched. */
    Answer take(Step step) {
        watches.forEach(watch -> watch.before(step));
        Answer answer = send(step);
        watches.forEach(watch -> watch.after(step, answer));
        return answer;
    }

    /** Sends a call, unwatched. */
    Answer send(Step step) {
        return server.send(request(step));
    }

    Answer get(Person by, String path) {
        return send(Step.read("", by, path));
    }

    HttpRequest.Builder request(Step step) {
        HttpRequest.Builder request = step.body() instanceof byte[] bytes
                ? HttpRequest.newBuilder(server.uri("/api/v1" + step.path()))
                        .method(step.method(), HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .header("Content-Type", "application/octet-stream")
                : server.request(
                        step.method(),
                        "/api/v1" + step.path(),
                        Optional.ofNullable(step.body()).map(TestServer::json));
        if (step.body() != null && !(step.body() instanceof byte[])) {
            request.header("Content-Type", "application/json");
        }
        if (step.by() != null) {
            request.header("Authorization", "Bearer " + step.by().token());
        }
        if (step.version() != null) {
            request.header("If-Match", "\"" + step.version() + "\"");
        }
        if (step.commandId() != null) {
            request.header("Idempotency-Key", step.commandId().toString());
        }
        return request;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        server.close();
    }
}
