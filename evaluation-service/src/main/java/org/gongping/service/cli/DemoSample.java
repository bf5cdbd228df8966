package org.gongping.service.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreateOrganisation;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.rehearsal.Accounts;
import org.gongping.service.rehearsal.Api;
import org.gongping.service.rehearsal.CaseResult;
import org.gongping.service.rehearsal.Programs;
import org.gongping.service.rehearsal.Rehearsal;
import org.gongping.service.rehearsal.ShippedCases;
import org.gongping.service.rehearsal.Tokens;

/** What a demo has before anybody has done anything: the organisations of its accounts, and two tenders to look at. */
final class DemoSample {
    private static final Actor ADMINISTRATOR =
            new Actor("demo", "admin", "demo", Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));

    private DemoSample() {}

    /** As the platform administrator would; a second time changes nothing. */
    static void registerOrganisations(ServerConfig.Database config) {
        InstantSource clock = InstantSource.system();
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        var personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        var audit = new AuditLog(new AuditRepository(), personalData, clock, random, ids);
        var organisations = new OrganisationRepository();
        var create = new CreateOrganisation(organisations, audit, clock, ids);
        try (Database database =
                Database.open(config.url(), config.user(), config.password(), Database.Limits.ofPool(1))) {
            database.transact(tx -> {
                documents().forEach(document -> register(tx, organisations, create, document));
                return null;
            });
        }
    }

    static boolean hasTenders(ServerConfig.Database config) {
        try (Database database =
                Database.open(config.url(), config.user(), config.password(), Database.Limits.ofPool(1))) {
            return !database.read(new ProjectRepository(new OrganisationRepository())::isEmpty);
        }
    }

    /** Over the HTTP API, as the demo's own accounts. */
    static void playTenders(URI server, URI keycloak) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI tokens = keycloak.resolve("/realms/gongping/protocol/openid-connect/token");
            var accounts = new Accounts(Map.of(), Map.of(), Map.of());
            var api = new Api(http, server, new Tokens(http, tokens, "gongping-rehearsal", accounts));
            CaseResult result = Rehearsal.play(
                    api, Programs.none("the sample tenders hold none"), new ShippedCases().sampleTenders(), step -> {});
            if (!result.passed()) {
                throw new StartupFailure(
                        "the sample tenders were refused: " + result.steps().getLast());
            }
        }
    }

    private static void register(
            Transaction tx, OrganisationRepository organisations, CreateOrganisation create, JsonNode document) {
        String creditCode = document.path("creditCode").asText();
        if (organisations.findByCreditCode(tx, creditCode).isEmpty()) {
            create.execute(
                    tx,
                    ADMINISTRATOR,
                    document.path("name").asText(),
                    Organisation.Kind.valueOf(document.path("kind").asText()),
                    creditCode);
        }
    }

    private static JsonNode documents() {
        try (var stream = DemoSample.class.getResourceAsStream("/deploy/demo/organisations.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
