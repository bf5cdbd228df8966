package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.identity.Role;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.ceremony.ReferenceVerifier;
import org.gongping.draw.party.AttemptStart;
import org.gongping.draw.party.DrawServer;
import org.gongping.draw.party.EscrowHolder;
import org.gongping.draw.party.PartyClient;
import org.gongping.draw.party.PartyFolder;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.verify.DrawReport;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.Pins;
import org.gongping.draw.verify.SealedStart;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random parameters of sealed tenders: in escrow before the deadline, drawn once the decryption has closed for all. */
class ParameterDrawTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant DEADLINE = StoppedClock.at("2026-03-30 09:30");
    private static final List<String> PARTIES = List.of("agent", "outside", "platform", "supervisor");
    private static final List<String> CONTRIBUTORS = List.of("agent", "supervisor", "platform");

    @TempDir
    private Path folder;

    private LogHall log;
    private Hall hall;
    private Tender tender;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, PartyFolder> folders = new LinkedHashMap<>();
    private final List<SealingBidder> bidders = new ArrayList<>();

    /** A published tender with three sealed bids, its parties' keys logged and old enough. */
    @BeforeEach
    void open() throws Exception {
        log = new LogHall(
                folder,
                (documents, config, clock) -> TestServer.on(
                        documents, clock, given -> config.apply(given).with(DrawHall.draw(folder))));
        hall = log.hall;
        tender = Tender.readyHighway(hall);
        Firm centre = hall.firm("江州市公共资源交易中心", "TRADING_CENTRE");
        Firm otherCentre = hall.firm("海州市公共资源交易中心", "TRADING_CENTRE");
        SealedTenders.plans(tender, List.of("technical", "price"), 0, List.of()).expect(200);
        tender.publishes().expect(200);
        tender.admits("venue_operator", otherCentre).expect(201);
        people.put("agent", hall.agent);
        people.put("outside", hall.person("outside", Role.VENUE_OPERATOR, otherCentre));
        people.put("platform", hall.person("admin", Role.PLATFORM_ADMINISTRATOR, centre));
        people.put("supervisor", hall.supervisor);
        for (String party : PARTIES) {
            folders.put(party, PartyFolder.open(folder.resolve("party-" + party), new SecureRandom()));
            client(party).advance(false);
        }
        for (int i = 0; i < 3; i++) {
            hall.clock.set("2026-03-09 10:0" + i);
            tender.registers(hall.bidderPeople.get(i), "联系人", "13900000001").expect(201);
            SealingBidder bidder = new SealingBidder(hall, i, folder);
            bidders.add(bidder);
            bidder.seals(tender, String.valueOf(9_000_000 + i), Tender.PDF).submits(tender);
        }
        hall.clock.set("2026-03-20 09:00");
    }

    @AfterEach
    void close() throws IOException {
        bidders.forEach(SealingBidder::close);
        log.close();
    }

    private DrawServer server(String party) {
        return new DrawServer(
                hall.server.uri(""),
                tender.id,
                Optional.of(tender.lots.getFirst()),
                () -> people.get(party).token());
    }

    private PartyClient client(String party) throws IOException {
        DrawServer server = server(party);
        return new PartyClient(
                server,
                party,
                folders.get(party),
                policy(),
                Map.of(),
                new EscrowHolder(server, party, folders.get(party), hall.clock),
                new SecureRandom());
    }

    private Policy policy() throws IOException {
        try {
            Path file = log.folder.resolve("policy");
            return PolicyReader.read(Files.readAllBytes(file), file.toString());
        } catch (Refused e) {
            throw new IOException(e);
        }
    }

    private String path() {
        return tender.lotPath(0) + "/parameter-draw";
    }

    private JsonNode view(Person person) {
        return hall.get(person, path()).expect(200).json();
    }

    private JsonNode current() {
        return view(hall.supervisor).path("current");
    }

    private String state() {
        return current().path("state").asText();
    }

    private void advance(List<String> parties) throws Exception {
        for (String party : parties) {
            client(party).advance(false);
        }
    }

    private void starts() throws Exception {
        assertThat(new AttemptStart(server("agent")).begin()).isInstanceOf(AttemptStart.Answer.Begun.class);
    }

    /** All contributions in escrow, the platform's checked by two holders. */
    private void inEscrow() throws Exception {
        starts();
        advance(CONTRIBUTORS);
        LogHall.await(() -> current().has("k1"));
        advance(CONTRIBUTORS);
        advance(List.of("outside", "supervisor", "outside"));
        assertThat(state()).isEqualTo("SEALED");
    }

    private JsonNode opening(Person person) {
        return hall.get(person, tender.lotPath(0) + "/opening/hall").expect(200).json();
    }

    private void reachesDeadline() {
        hall.clock.set(DEADLINE);
        LogHall.await(() -> opening(hall.agent).path("stage").asText().equals("DECRYPTING"));
    }

    private void decrypts(SealingBidder bidder) throws Exception {
        List<Map<String, Object>> keys =
                SealedTenders.contentKeys(opening(bidder.person).path("ownHeaders"), bidder.secretKey);
        bidder.server.post(bidder.path(tender) + "/decryption", JSON.valueToTree(Map.of("keys", keys)));
    }

    private void allDecrypt() throws Exception {
        for (SealingBidder bidder : bidders) {
            decrypts(bidder);
        }
        assertThat(opening(hall.agent).path("stage").asText()).isEqualTo("READING");
    }

    private Map<String, String> drawnInOpening(Person person) {
        JsonNode drawn = hall.get(person, tender.lotPath(0) + "/opening")
                .expect(200)
                .json()
                .path("drawn");
        return JSON.convertValue(drawn, JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    }

    private List<String> records(String kind) {
        return hall.rows.query("SELECT record FROM audit_entry WHERE kind = '" + kind + "'").stream()
                .map(row -> row.get("record"))
                .toList();
    }

    private byte[] contribution(String party) throws IOException {
        try (var files = Files.list(folder.resolve("party-" + party))) {
            Path file = files.filter(each -> each.toString().endsWith(".contribution"))
                    .findFirst()
                    .orElseThrow();
            return HexFormat.of().parseHex(Files.readString(file).strip().substring(128));
        }
    }

    private byte[] pins() {
        ObjectNode pins = JsonNodeFactory.instance.objectNode();
        ObjectNode keys = pins.putObject("keys");
        JsonNode view = view(hall.supervisor);
        view.path("keys")
                .forEach(key -> keys.put(
                        key.path("party").asText(), key.path("signingKey").asText()));
        pins.put("vrf_pk", view.path("vrfKey").asText()).put("verifier", ReferenceVerifier.hash());
        return pins.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void requireVerified(byte[] transcript) throws Exception {
        DrawReport report =
                new DrawVerifier(policy(), Pins.read(pins()), false).verify(new ByteArrayInputStream(transcript));
        assertThat(report.results().stream()
                        .flatMap(result -> result.failure().stream())
                        .map(failure -> failure.code() + " " + failure.detail()))
                .isEmpty();
        assertThat(report.verdict()).isEqualTo("PASS");
        Path file = Files.write(folder.resolve("draw.ved1.json"), transcript);
        Path keys = Files.write(folder.resolve("keys.json"), pins());
        Process process = new ProcessBuilder(
                        "python3",
                        Path.of("../docs/verify/ved1_verify.py").toString(),
                        file.toString(),
                        "--policy",
                        log.folder.resolve("policy").toString(),
                        "--keys",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() + " " + output).startsWith("0 ");
    }

    /** What the list of draws says of it to a party; empty where it says nothing. */
    private String listed(Person person) {
        JsonNode items = hall.get(person, "/draws").expect(200).json().path("items");
        for (JsonNode item : items) {
            if (item.has("lot")) {
                assertThat(item.path("projectId").asText()).isEqualTo(tender.id.toString());
                return item.path("party").asText() + " " + item.path("stage").asText()
                        + (item.path("mine").asBoolean() ? " mine" : "")
                        + (item.path("done").asBoolean() ? " done" : "");
            }
        }
        return "";
    }

    private String listed(String party) {
        return listed(people.get(party));
    }

    private Answer publicly() {
        return hall.send(Step.read("", null, "/public/draws/" + tender.input.get("code") + ".param.1/1"));
    }

    private void endsOpening() {
        hall.take(tender.write(
                        "askConfirmation",
                        hall.agent,
                        "POST",
                        tender.lotPath(0) + "/opening/confirmation-window",
                        null))
                .expect(200);
        hall.clock.set(DEADLINE.plus(Duration.ofHours(3)));
        tender.endsOpening(0).expect(200);
    }

    @Test
    void whoeverIsToActFindsItInTheList() throws Exception {
        assertThat(listed("platform")).isEmpty();
        starts();
        assertThat(listed("platform")).isEqualTo("platform COMMITTING mine");
        assertThat(listed("outside")).isEqualTo("outside COMMITTING");
        Person stranger = hall.person("stranger", Role.VENUE_OPERATOR, hall.firm("泉州市公共资源交易中心", "TRADING_CENTRE"));
        assertThat(listed(stranger)).isEmpty();
        advance(CONTRIBUTORS);
        LogHall.await(() -> current().has("k1"));
        advance(CONTRIBUTORS);
        assertThat(listed("outside")).isEqualTo("outside CHECKING mine");
        assertThat(listed("platform")).isEqualTo("platform CHECKING");
        advance(List.of("outside", "supervisor", "outside"));
        assertThat(listed("platform")).isEqualTo("platform SEALED");
        reachesDeadline();
        allDecrypt();
        LogHall.await(() -> state().equals("REVEALING"));
        assertThat(listed("agent")).isEqualTo("agent REVEALING mine");
        advance(List.of("agent", "supervisor", "platform"));
        LogHall.await(() -> current().has("k2"));
        assertThat(listed("outside")).isEqualTo("outside DRAWN done");
    }

    @Test
    void inEscrowBeforeTheDeadlineDrawnAfterTheDecryption() throws Exception {
        assertThat(view(hall.bidderPeople.getFirst()).path("byProtocol").asBoolean())
                .isTrue();
        inEscrow();
        assertThat(current().path("drawId").asText()).isEqualTo(tender.input.get("code") + ".param.1/1");
        assertThat(new AttemptStart(server("agent")).begin()).isInstanceOf(AttemptStart.Answer.Nothing.class);

        // The right contribution, signed: before the decryption has closed it is not taken, and no client gives it.
        advance(PARTIES);
        assertThat(revealsByHand("agent").expect(409).code()).isEqualTo("wrong-phase");
        reachesDeadline();
        decrypts(bidders.get(0));
        decrypts(bidders.get(1));
        advance(PARTIES);
        assertThat(revealsByHand("agent").expect(409).code()).isEqualTo("wrong-phase");
        assertThat(current().path("waitsFor")).extracting(JsonNode::asText).containsExactly("opening");
        assertThat(tender.draws(0, "reduction", "0.05").expect(409).code()).isEqualTo("drawn-by-protocol");
        decrypts(bidders.get(2));

        LogHall.await(() -> state().equals("REVEALING"));
        advance(List.of("agent", "supervisor"));
        assertThat(drawnInOpening(hall.agent)).isEmpty();
        assertThat(current().has("seed")).isFalse();
        assertThat(hall.get(people.get("platform"), path() + "/attempts/1/final")
                        .status())
                .as("nobody knows before the last reveal")
                .isEqualTo(409);
        assertThat(tender.endsOpening(0).expect(409).code()).isIn("not-confirmed", "parameters-undrawn");
        advance(List.of("platform"));
        assertThat(state()).isEqualTo("DRAWN");
        String value = current().path("result").get(0).path("value").asText();
        assertThat(drawnInOpening(hall.bidderPeople.getFirst())).isEqualTo(Map.of("reduction", value));
        assertThat(tender.draws(0, "reduction", "0.05").expect(409).code()).isEqualTo("drawn-by-protocol");
        assertThat(records("open.parameters").getFirst()).contains(".param.1/1", value);

        LogHall.await(() -> current().has("k2"));
        publicly().expect(404);
        byte[] transcript = hall.get(hall.bidderPeople.getFirst(), path() + "/attempts/1/transcript")
                .expect(200)
                .response()
                .body();
        requireVerified(transcript);
        endsOpening();
        assertThat(publicly().expect(200).response().body()).isEqualTo(transcript);
        // Another value is none that the seed gives.
        ObjectNode forged = (ObjectNode) JSON.readTree(transcript);
        ((ObjectNode) forged.path("result").get(0)).put("value", value.equals("0.03") ? "0.04" : "0.03");
        assertThat(new DrawVerifier(policy(), Pins.read(pins()), false)
                        .verify(new ByteArrayInputStream(forged.toString().getBytes(StandardCharsets.UTF_8)))
                        .passed())
                .isFalse();
    }

    private Answer revealsByHand(String party) throws Exception {
        byte[] r = contribution(party);
        DrawId draw = DrawId.parse(current().path("drawId").asText()).orElseThrow();
        Map<String, String> body = Map.of(
                "party", party,
                "r", HexFormat.of().formatHex(r),
                "sig", Base64.getEncoder().encodeToString(folders.get(party).sign(SignedStep.reveal(draw, party, r))));
        return hall.send(Step.write("", people.get(party), "POST", path() + "/attempts/1/reveals", body));
    }

    /** The agent reveals, and the platform and its key are gone: two holders finish, and the record names who did not. */
    @Test
    void whoeverWithholdsIsFinishedByEscrowAndNamed() throws Exception {
        inEscrow();
        reachesDeadline();
        allDecrypt();
        LogHall.await(() -> state().equals("REVEALING"));
        advance(List.of("agent"));
        for (int step = 1; step <= 3; step++) {
            for (String holder : List.of("outside", "agent", "outside", "agent")) {
                assertThat(client(holder).advance(true).did())
                        .as("not before the time is over")
                        .isEmpty();
            }
            hall.clock.set(DEADLINE.plus(Duration.ofMinutes(10L * step)));
            for (String holder : List.of("outside", "agent", "outside", "agent")) {
                client(holder).advance(true);
            }
        }
        assertThat(state()).isEqualTo("DRAWN");
        assertThat(current().path("parties").findValuesAsText("escrowed"))
                .containsExactlyInAnyOrder("false", "true", "true");
        assertThat(drawnInOpening(hall.agent)).hasSize(1);
        assertThat(records("draw.escrow_open"))
                .hasSize(3)
                .anyMatch(each -> each.contains("\"party\":\"supervisor\""))
                .anyMatch(each -> each.contains("\"party\":\"platform\""));
        LogHall.await(() -> current().has("k2"));
        requireVerified(hall.get(hall.agent, path() + "/attempts/1/transcript")
                .expect(200)
                .response()
                .body());
    }

    @Test
    void whatIsNotInEscrowAtTheDeadlineIsDrawnByHandOnRecord() throws Exception {
        starts();
        advance(CONTRIBUTORS);
        LogHall.await(() -> current().has("k1"));
        advance(List.of("agent", "platform"));
        reachesDeadline();
        LogHall.await(() -> state().equals("ABORTED"));
        assertThat(current().path("reason").asText()).isEqualTo("DEADLINE");
        assertThat(current().path("missing")).extracting(JsonNode::asText).containsExactly("supervisor");
        advance(PARTIES);
        assertThat(tender.draws(0, "reduction", "0.05").expect(409).code())
                .as("not while bidders can still decide")
                .isEqualTo("not-closed");
        allDecrypt();
        tender.draws(0, "reduction", "0.05").expect(200);
        assertThat(records("open.parameters_enter").getFirst())
                .contains("\"protocol\":\"" + tender.input.get("code") + ".param.1/1\"");
        assertThat(records("open.parameters")).isEmpty();
        tender.witnesses(0, "reduction", "0.05", null).expect(200);
        endsOpening();
    }

    @Test
    void withoutADrawTheRecordSaysSo() throws Exception {
        reachesDeadline();
        allDecrypt();
        assertThatThrownBy(this::starts).isInstanceOf(AttemptStart.Impossible.class);
        tender.draws(0, "reduction", "0.05").expect(200);
        assertThat(records("open.parameters_enter").getFirst()).contains("\"protocol\":\"none\"");
    }

    /** Of two envelopes the first closing is not the one that lets parties reveal: the prices are still sealed. */
    @Test
    void whileThePricesAreSealedNobodyReveals() throws Exception {
        hall.rows.execute("UPDATE opening_plan SET two_envelopes = true");
        inEscrow();
        reachesDeadline();
        allDecrypt();
        log.awaitAllPublished();
        acts(hall.agent, "askConfirmation", "/confirmation-window", null);
        for (SealingBidder bidder : bidders) {
            acts(bidder.person, "confirmReading", "/confirmations", null);
        }
        acts(hall.agent, "adjournOpening", "/adjournment", null);
        advance(PARTIES);
        assertThat(current().has("closing")).isFalse();
        assertThat(revealsByHand("agent").expect(409).code()).isEqualTo("wrong-phase");

        Instant resumes = DEADLINE.plus(Duration.ofHours(5));
        List<Map<String, Object>> results = new ArrayList<>();
        opening(hall.agent)
                .path("bids")
                .forEach(bid -> results.add(Map.of("bidId", bid.path("bidId").asText(), "passed", true)));
        acts(hall.agent, "lockFirstStage", "/first-stage", Map.of("results", results, "resumesAt", resumes.toString()));
        hall.clock.set(resumes);
        LogHall.await(() -> opening(hall.agent).path("stage").asText().equals("DECRYPTING"));
        assertThat(state()).isEqualTo("SEALED");
        allDecrypt();
        LogHall.await(() -> state().equals("REVEALING"));
        assertThat(current().path("closing").path("record").path("body").has("later"))
                .isFalse();
    }

    private void acts(Person by, String operation, String path, Object body) {
        hall.take(tender.write(operation, by, "POST", tender.lotPath(0) + "/opening" + path, body))
                .expect(200);
    }

    /** A server that says the decryption has closed gets nothing: a party looks for the record under the log by itself. */
    @Test
    void aClientBelievesNoClosingThatTheLogDoesNotHave() throws Exception {
        inEscrow();
        reachesDeadline();
        allDecrypt();
        LogHall.await(() -> state().equals("REVEALING"));
        ObjectNode shown = (ObjectNode) current();
        SealedStart start = SealedStart.check((String) tender.input.get("code"), shown, policy());
        String lot = tender.lots.getFirst().toString();
        assertThat(start.closing(shown, lot, policy())).isEqualTo(DEADLINE);
        assertThatThrownBy(() -> start.closing(shown, tender.id.toString(), policy()))
                .isInstanceOf(SealedStart.Untrue.class);
        ((ObjectNode) shown.path("closing").path("record")).put("kind", "open.start");
        assertThatThrownBy(() -> start.closing(shown, lot, policy())).isInstanceOf(SealedStart.Untrue.class);
        shown.remove("closing");
        assertThatThrownBy(() -> start.closing(shown, lot, policy())).isInstanceOf(SealedStart.Untrue.class);
    }
}
