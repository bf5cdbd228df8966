package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.identity.Role;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.ceremony.ReferenceVerifier;
import org.gongping.draw.party.AttemptStart;
import org.gongping.draw.party.DrawServer;
import org.gongping.draw.party.EscrowHolder;
import org.gongping.draw.party.PartyClient;
import org.gongping.draw.party.PartyFolder;
import org.gongping.draw.party.RosterOfficer;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.verify.DrawReport;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.Pins;
import org.gongping.draw.verify.SealedStart;
import org.gongping.draw.vrf.SoftwareVrfKey;
import org.gongping.service.TestServer;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;

/** A tender past its deadline, a log under a witness, and the four parties of a draw with a key folder each. */
final class DrawHall implements AutoCloseable {
    static final List<String> PARTIES = List.of("agent", "outside", "platform", "supervisor");

    final Path folder;
    final LogHall log;
    final Hall hall;
    final Tender tender;
    final Map<String, Person> people = new LinkedHashMap<>();
    final Map<String, PartyFolder> folders = new LinkedHashMap<>();
    final Map<String, PartyClient> clients = new LinkedHashMap<>();

    /** Where the evaluation takes place; the platform is its own. */
    final Firm centre;
    /** Of another region: it holds shares. */
    final Firm otherCentre;

    private final UnaryOperator<ServerConfig> change;
    private final Optional<DrawInputs> inputs;

    DrawHall(Path folder) throws IOException {
        this(folder, UnaryOperator.identity());
    }

    /** @param change of the server's configuration, beside log and draws */
    DrawHall(Path folder, UnaryOperator<ServerConfig> change) throws IOException {
        this(folder, change, Optional.of(new FixedPool()));
    }

    /** A hall in which the plan that was approved is drawn out of the library that was imported. */
    static DrawHall planned(Path folder) throws IOException {
        return new DrawHall(folder, UnaryOperator.identity(), Optional.empty());
    }

    private DrawHall(Path folder, UnaryOperator<ServerConfig> change, Optional<DrawInputs> inputs) throws IOException {
        this.folder = folder;
        this.change = change;
        this.inputs = inputs;
        this.log = new LogHall(
                folder, (documents, config, clock) -> server(folder, TestPostgres.freshDatabase(), clock, config));
        this.hall = log.hall;
        centre = hall.firm("江州市公共资源交易中心", "TRADING_CENTRE");
        otherCentre = hall.firm("海州市公共资源交易中心", "TRADING_CENTRE");
        tender = Tender.publishedHighway(hall);
        tender.admits("venue_operator", centre).expect(201);
        tender.admits("venue_operator", otherCentre).expect(201);
        logIn();
        for (String party : PARTIES) {
            folders.put(party, PartyFolder.open(folder.resolve("party-" + party), new SecureRandom()));
            clients.put(party, client(party));
        }
    }

    private TestServer server(
            Path folder, TestPostgres.TestDatabase database, StoppedClock clock, UnaryOperator<ServerConfig> config) {
        Path documents = folder.resolve("documents");
        UnaryOperator<ServerConfig> all =
                given -> change.apply(config.apply(given).with(draw(folder)));
        return inputs.map(own -> TestServer.drawing(documents, database, clock, all, own))
                .orElseGet(() -> TestServer.on(documents, database, clock, all));
    }

    /** The power goes and comes back; everybody logs in again. */
    void restart() throws IOException {
        restart(() -> {});
    }

    /** @param meanwhile what happens while there is no server */
    void restart(Runnable meanwhile) throws IOException {
        hall.server.close();
        meanwhile.run();
        hall.server = server(folder, hall.server.database, hall.clock, log::withLog);
        logIn();
        for (String party : PARTIES) {
            clients.put(party, client(party));
        }
    }

    /** Who works where the evaluation takes place. */
    Person venue() {
        return hall.person("venue", Role.VENUE_OPERATOR, centre);
    }

    private void logIn() {
        people.put("agent", hall.person("agent", Role.TENDER_AGENT, hall.agency));
        people.put("outside", hall.person("outside", Role.VENUE_OPERATOR, otherCentre));
        people.put("platform", hall.person("admin", Role.PLATFORM_ADMINISTRATOR, centre));
        people.put("supervisor", hall.person("supervisor", Role.SUPERVISOR, hall.authority));
    }

    static ServerConfig.Draw draw(Path folder) {
        return new ServerConfig.Draw(Optional.of(folder.resolve("platform/vrf.key")));
    }

    PartyClient client(String party) throws IOException {
        return client(party, hall.clock);
    }

    /** The agent's, who begins attempts. */
    AttemptStart starter() {
        return new AttemptStart(new DrawServer(
                hall.server.uri(""), tender.id, () -> people.get("agent").token()));
    }

    /** @param clock the party's own */
    PartyClient client(String party, InstantSource clock) throws IOException {
        var server = new DrawServer(
                hall.server.uri(""), tender.id, () -> people.get(party).token());
        return new PartyClient(
                server,
                party,
                folders.get(party),
                policy(),
                Map.of(),
                new EscrowHolder(server, party, folders.get(party), clock),
                new SecureRandom());
    }

    Policy policy() throws IOException {
        try {
            Path file = log.folder.resolve("policy");
            return PolicyReader.read(Files.readAllBytes(file), file.toString());
        } catch (Refused e) {
            throw new IOException(e);
        }
    }

    /** All keys logged, 24 hours gone by, the deadline over. */
    void readyToStart() throws Exception {
        hall.clock.set("2026-03-28 09:00");
        advance(PARTIES);
        hall.clock.set("2026-03-30 10:00");
    }

    void advance(List<String> parties) throws Exception {
        for (String party : parties) {
            clients.get(party).advance(false);
        }
    }

    Answer starts() {
        return writes(people.get("agent"), "/attempts", Map.of());
    }

    Answer writes(Person by, String path, Object body) {
        return hall.send(Step.write("", by, "POST", tender.path() + "/draw" + path, body));
    }

    JsonNode view() {
        return view(people.get("supervisor"));
    }

    JsonNode view(Person by) {
        return hall.get(by, tender.path() + "/draw").expect(200).json();
    }

    String state() {
        return view().path("current").path("state").asText();
    }

    void awaitSeal(String name) {
        LogHall.await(() -> view().path("current").has(name));
    }

    /** Everybody takes turns until the attempt waits for nobody. */
    void play(List<String> parties) throws Exception {
        for (int round = 0; round < 12 && !state().equals("DRAWN"); round++) {
            advance(parties);
            JsonNode waits = view().path("current").path("waitsFor");
            if (waits.size() == 1 && waits.get(0).asText().equals("k1")) {
                awaitSeal("k1");
            }
        }
    }

    /** What somebody outside pins, taken from the KEYS record. */
    byte[] pins() {
        ObjectNode pins = JsonNodeFactory.instance.objectNode();
        ObjectNode keys = pins.putObject("keys");
        JsonNode view = view();
        view.path("keys")
                .forEach(key -> keys.put(
                        key.path("party").asText(), key.path("signingKey").asText()));
        pins.put("vrf_pk", view.path("vrfKey").asText()).put("verifier", ReferenceVerifier.hash());
        return pins.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The officer of the platform, or the supervisor, with the own half of the roster's key. */
    RosterOfficer officer(String party) {
        var server = new DrawServer(
                hall.server.uri(""), tender.id, () -> people.get(party).token());
        return new RosterOfficer(server, party, folders.get(party));
    }

    void unlock() throws Exception {
        officer("platform").unlock();
        officer("supervisor").unlock();
    }

    JsonNode board() {
        return hall.get(people.get("agent"), tender.path() + "/draw/board")
                .expect(200)
                .json()
                .path("board");
    }

    void awaitBoard(String state) {
        LogHall.await(() -> board().path("state").asText().equals(state));
    }

    /** Every record opened, as the supervisor has it while the roster is unlocked. */
    byte[] openTranscript() {
        int attempt = view().path("current").path("attempt").asInt();
        return hall.get(people.get("supervisor"), tender.path() + "/draw/attempts/" + attempt + "/transcript?view=open")
                .expect(200)
                .response()
                .body();
    }

    byte[] transcript() {
        int attempt = view().path("current").path("attempt").asInt();
        return hall.send(Step.read("", null, "/public/draws/" + tender.input.get("code") + "/" + attempt))
                .expect(200)
                .response()
                .body();
    }

    DrawReport verify(byte[] transcript) throws IOException {
        return new DrawVerifier(policy(), Pins.read(pins()), false).verify(new ByteArrayInputStream(transcript));
    }

    void requireVerified(byte[] transcript) throws IOException {
        DrawReport report = verify(transcript);
        assertThat(report.results().stream()
                        .flatMap(result -> result.failure().stream())
                        .map(failure -> failure.code() + " " + failure.detail()))
                .isEmpty();
        assertThat(report.passed()).isTrue();
    }

    /** The exit code and output of the published reference program. */
    String python(byte[] transcript) throws Exception {
        Path file = Files.write(folder.resolve("draw.ved1.json"), transcript);
        Path keys = Files.write(folder.resolve("keys.json"), pins());
        Path program = Path.of("../docs/verify/ved1_verify.py");
        Process process = new ProcessBuilder(
                        "python3",
                        program.toString(),
                        file.toString(),
                        "--policy",
                        log.folder.resolve("policy").toString(),
                        "--keys",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    DrawId draw(int attempt) {
        return new DrawId((String) tender.input.get("code"), attempt);
    }

    byte[] rulesHash() {
        return HexFormat.of().parseHex(view().path("current").path("rulesHash").asText());
    }

    byte[] poolRoot() {
        return HexFormat.of().parseHex(view().path("current").path("poolRoot").asText());
    }

    /** What a party keeps to itself until it reveals: read from its own folder, as nobody else can. */
    byte[] contribution(String party, int attempt) throws IOException {
        Path file = folder.resolve("party-" + party)
                .resolve(draw(attempt).toString().replace('/', '_') + ".contribution");
        return HexFormat.of().parseHex(Files.readString(file).strip().substring(128));
    }

    /** The seed that the contributions and the platform's key allow, and no other. */
    String onlySeed(int attempt) throws IOException {
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        for (String party : List.of("agent", "platform", "supervisor")) {
            contributions.put(party, contribution(party, attempt));
        }
        var key = new SoftwareVrfKey(HexFormat.of()
                .parseHex(Files.readString(folder.resolve("platform/vrf.key")).strip()));
        return HexFormat.of()
                .formatHex(Ceremony.of(draw(attempt), rulesHash(), poolRoot(), contributions, key)
                        .seed());
    }

    String signed(String party, byte[] message) {
        return Base64.getEncoder().encodeToString(folders.get(party).sign(message));
    }

    PartyClient.Progress advanced(String party) throws IOException, InterruptedException, SealedStart.Untrue {
        return clients.get(party).advance(false);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
