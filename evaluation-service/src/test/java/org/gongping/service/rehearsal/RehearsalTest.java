package org.gongping.service.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer;
import org.gongping.service.cli.DemoExperts;
import org.gongping.service.cli.RehearseCommand;
import org.gongping.service.config.ServerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against the whole product: what is shipped passes, what is altered fails with the exact difference. */
@Tag("database")
class RehearsalTest {
    @TempDir
    private static Path folder;

    private static WitnessedLog log;
    private static TestServer server;
    private static PasswordIssuer issuer;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        log = new WitnessedLog(folder.resolve("log"));
        server = TestServer.start(
                folder.resolve("documents"),
                config -> log.keptBy(config.asRehearsal())
                        .with(new ServerConfig.Draw(Optional.of(folder.resolve("draw/vrf.key")))));
        DemoExperts.load(server.pool, server.config.pool().orElseThrow());
        issuer = new PasswordIssuer(server);
        registerOrganisations(server);
    }

    private static void registerOrganisations(TestServer on) throws IOException {
        String admin = on.token("admin", Role.PLATFORM_ADMINISTRATOR);
        for (JsonNode each : organisations()) {
            var created = on.write(
                    "POST",
                    "/api/v1/organisations",
                    admin,
                    Map.of(
                            "name", each.path("name").asText(),
                            "kind", each.path("kind").asText(),
                            "creditCode", each.path("creditCode").asText()));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        issuer.close();
        server.close();
        log.close();
    }

    private static JsonNode organisations() throws IOException {
        try (var stream = RehearsalTest.class.getResourceAsStream("/deploy/demo/organisations.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }

    private static Run rehearse(String... options) {
        return rehearse(server, options);
    }

    private static Run rehearse(TestServer on, String... options) {
        var arguments = new ArrayList<>(List.of(
                "--url",
                on.uri("/").toString(),
                "--token-url",
                issuer.endpoint().toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new RehearseCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    commandLine.getErr().println(exception.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private static Path altered(String name, String from, String to) throws IOException {
        String text;
        try (var stream = RehearsalTest.class.getResourceAsStream("/rehearsal/" + name + ".json")) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).contains(from);
        Path file = folder.resolve("altered-" + name + ".json");
        Files.writeString(file, text.replace(from, to));
        return file;
    }

    /** The same case without its committee: a draw takes longer than all other steps. */
    private static Path undrawn(Path file) throws IOException {
        ObjectNode read = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        ArrayNode steps = read.putArray("steps");
        for (JsonNode step : new ObjectMapper().readTree(file.toFile()).path("steps")) {
            boolean draws = step.has("party")
                    || step.path("call").asText().matches(".*(Draw(?!n)|Roster|NextCall|CallOutcome).*");
            if (!draws) {
                steps.add(step);
            }
        }
        Files.writeString(file, read.toString());
        return file;
    }

    @Test
    void allShippedCasesPassTwiceOnOneServer() throws IOException {
        Run first = rehearse();
        assertThat(first.code()).as(first.out()).isZero();
        assertThat(first.out())
                .containsPattern("highway +passed")
                .containsPattern("procurement-sme +passed")
                .containsPattern("opening-with-failures +passed");

        Run second = rehearse("--json");
        assertThat(second.code()).as(second.out()).isZero();
        JsonNode report = new ObjectMapper().readTree(second.out());
        assertThat(report.path("passed").asBoolean()).isTrue();
        assertThat(report.path("cases")).hasSize(3);
        assertThat(report.at("/cases/0/steps/0/operation").asText()).isEqualTo("getMe");
        // Keys, the ceremony, two halves for the calls, for the identity check and for the publication.
        assertThat(report.at("/cases/0/steps").findValuesAsText("operation"))
                .filteredOn("(draw party)"::equals)
                .hasSize(5);
        assertThat(second.err()).containsPattern("highway +passed");
    }

    @Test
    void letsTheClockRunAgainAfterwards() {
        rehearse("--case", "procurement-sme");
        String before = now();
        server.clock.advance(java.time.Duration.ofSeconds(1));
        assertThat(now()).isGreaterThan(before);
    }

    private static String now() {
        return server.get("/api/v1/time", server.token("anybody"))
                .json()
                .path("now")
                .asText();
    }

    @Test
    void anAlteredScoreFailsWithTheExactDifference() throws IOException {
        Path file = undrawn(
                altered("highway", "\"/result/rows/2/score\": \"58.25\"", "\"/result/rows/2/score\": \"58.26\""));
        Run text = rehearse("--case", file.toString());
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out())
                .contains("computePriceScores, /result/rows/2/score: expected \"58.26\", found \"58.25\"")
                .containsPattern("highway +FAILED");

        Run json = rehearse("--json", "--case", file.toString());
        assertThat(json.code()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(json.out());
        assertThat(report.path("passed").asBoolean()).isFalse();
        JsonNode steps = report.at("/cases/0/steps");
        JsonNode last = steps.get(steps.size() - 1);
        assertThat(last.path("operation").asText()).isEqualTo("computePriceScores");
        assertThat(last.path("differences").toString())
                .isEqualTo("[{\"pointer\":\"/result/rows/2/score\",\"expected\":\"\\\"58.26\\\"\","
                        + "\"found\":\"\\\"58.25\\\"\",\"note\":\"\"}]");
    }

    @Test
    void thePublishersSlipIsFound() throws IOException {
        Path file = altered(
                "procurement-sme", "\"/result/rows/2/score\": \"25.06\"", "\"/result/rows/2/score\": \"27.84\"");
        Run run = rehearse("--case", file.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("/result/rows/2/score: expected \"27.84\", found \"25.06\"");
    }

    /** A fen more than the records come to is noticed. */
    @Test
    void theSumOfTheRecordsIsHeldExactly() throws IOException {
        Path file = altered(
                "opening-with-failures",
                "\"of\": \"amount\", \"is\": \"200000.00\"",
                "\"of\": \"amount\", \"is\": \"200000.01\"");
        Run run = rehearse("--case", file.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("listDepositRecords, /items: expected {\"$sum\":");
    }

    @Test
    void aGateThatOpensElsewhereIsFound() throws IOException {
        Path file =
                altered("procurement-sme", "\"/earliestAt\": \"${@20 00:00}\"", "\"/earliestAt\": \"${@20 00:01}\"");
        Run run = rehearse("--case", file.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("publishProject, /earliestAt: expected");
    }

    @Test
    void aPartyThatIsRefusedIsNamedWithWhatTheServerSaid() throws IOException {
        Path file = altered("highway", "\"platform\": \"admin\"", "\"platform\": \"supervisor\"");
        Run run = rehearse("--case", file.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "(draw party), /platform/exit: expected 0, found 1 (gongping: this login does not act for platform)")
                .containsPattern("highway +FAILED");
    }

    @Test
    void saysThatAServerWithoutALogHoldsNoDraw() throws IOException {
        try (var plain = TestServer.start(folder.resolve("plain"), ServerConfig::asRehearsal);
                var logins = new PasswordIssuer(plain)) {
            registerOrganisations(plain);
            Run run = run(
                    "--url",
                    plain.uri("/").toString(),
                    "--token-url",
                    logins.endpoint().toString(),
                    "--case",
                    "highway");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out())
                    .contains("(draw party), draw: expected a server on which a draw can be held, found none")
                    .contains("keeps no log");
        }
    }

    @Test
    void refusesAProductionServerBeforeAnyoneLogsIn() {
        try (var production = TestServer.start(folder.resolve("production"), config -> config)) {
            Run run = rehearse(production);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err().lines())
                    .containsExactly("http://127.0.0.1:" + production.server.port()
                            + " is a production server; a rehearsal needs one that was started with --rehearsal");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void saysInOneLineThatNobodyAnswers() {
        URI nowhere = URI.create("http://127.0.0.1:" + org.gongping.service.embedded.Ports.free());
        Run run = run("--url", nowhere.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("no Gongping server answers at " + nowhere);
    }

    @Test
    void saysWhichLoginIsRefused() {
        Run run = rehearse("--case", "procurement-sme", "--password", "purchaser=wrong");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("the login of account purchaser (purchaser) at ");
        assertThat(run.err()).doesNotContain("wrong");
    }

    @Test
    void namesItsCases() {
        Run run = run("--list");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("highway", "TRIM-HWY-03", "procurement-sme", "GP-SME-22", "opening-with-failures");
    }

    @Test
    void anUnknownCaseIsAMatterOfUsage() {
        Run run = rehearse("--case", "nothing");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no case is named nothing");
    }
}
