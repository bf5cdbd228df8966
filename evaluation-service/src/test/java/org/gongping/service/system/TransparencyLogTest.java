package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.db.TestPostgres;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Ports;
import org.gongping.service.log.WitnessServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a running server: cosigned by a witness, open to everybody, and silent about what it holds. */
class TransparencyLogTest {
    private static final String ORIGIN = "log.example/gongping/2026";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SoftwareSigner witnessKey =
            SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
    private VerifierKey logKey;
    private WitnessFolder memory;
    private HttpServer witness;
    private Hall hall;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("signer"));
        logKey = SoftwareSigner.readOrGenerate(
                        folder.resolve("signer/key"), ORIGIN, SignatureType.ED25519, new SecureRandom())
                .verifierKey();
        memory = new WitnessFolder(folder.resolve("witness"));
        witness = new WitnessServer(
                        vertx,
                        new Witness(witnessKey, List.of(logKey), memory, InstantSource.system()),
                        memory,
                        witnessKey.verifierKey())
                .listen("127.0.0.1", Ports.free())
                .await();
        Files.writeString(
                folder.resolve("policy"),
                "log " + logKey.text() + "\nwitness venue "
                        + witnessKey.verifierKey().text() + " http://127.0.0.1:" + witness.actualPort()
                        + "\nquorum venue\n");
        hall = new Hall(Files.createDirectory(folder.resolve("documents")), this::withLog);
    }

    @AfterEach
    void close() throws IOException {
        hall.server.close();
        witness.close().await();
        memory.close();
        vertx.close().await();
    }

    private ServerConfig withLog(ServerConfig config) {
        TestPostgres.Login login = TestPostgres.sequencer();
        var log = new ServerConfig.Log(
                folder.resolve("log"),
                ORIGIN,
                folder.resolve("signer"),
                new ServerConfig.Login(login.user(), login.password()),
                Optional.of(folder.resolve("policy")),
                ServerConfig.Log.USUAL_SILENCE,
                Optional.empty(),
                ServerConfig.Log.Cover.NONE);
        return config.with(log);
    }

    private Answer open(String path) {
        return hall.server.send(hall.server.request("GET", path, Optional.empty()));
    }

    private JsonNode health() {
        return open("/api/v1/log-health").expect(200).json();
    }

    /** Waits for what happens five times a second. */
    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private long rows() {
        return hall.rows.count("SELECT count(*) FROM audit_entry");
    }

    private void awaitAllPublished() {
        await(() -> health().path("publishedSize").asLong() == rows());
    }

    private Checkpoint published() {
        SignedNote note =
                SignedNote.parse(open("/log/checkpoint").expect(200).text()).orElseThrow();
        assertThat(note.signedBy(List.of(logKey, witnessKey.verifierKey())))
                .containsExactlyInAnyOrder(logKey, witnessKey.verifierKey());
        return Checkpoint.parse(note.text()).orElseThrow();
    }

    @Test
    void sayWhereTheyLookThatThePublicCheckpointIsDamaged() throws IOException {
        Tender.publishedHighway(hall);
        awaitAllPublished();
        Files.writeString(folder.resolve("log/checkpoint"), "garbage");
        JsonNode health = health();
        assertThat(health.path("damage").asText()).isEqualTo("checkpoint is no signed note");
        assertThat(health.at("/damageReasons/0/code").asText()).isEqualTo("checkpoint.note");
    }

    @Test
    void everyRecordComesIntoThePublicLogUnderACosignedCheckpoint() {
        Tender.publishedHighway(hall);
        awaitAllPublished();
        Checkpoint checkpoint = published();
        assertThat(checkpoint.size()).isEqualTo(rows());
        byte[] tile = open("/log/tile/0/000.p/" + checkpoint.size())
                .expect(200)
                .response()
                .body();
        byte[][] hashes = new byte[(int) checkpoint.size()][32];
        for (int i = 0; i < hashes.length; i++) {
            System.arraycopy(tile, i * 32, hashes[i], 0, 32);
        }
        assertThat(Merkle.root(hashes, 0, hashes.length)).isEqualTo(checkpoint.root());
    }

    @Test
    void thePublicFilesTellNothingButCommitments() throws IOException {
        Tender tender = Tender.publishedHighway(hall);
        tender.registers(3);
        awaitAllPublished();
        var whole = new StringBuilder();
        try (var files = Files.walk(folder.resolve("log"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                whole.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        byte[] bundle = open("/log/tile/entries/000.p/" + published().size())
                .expect(200)
                .response()
                .body();
        for (int at = 0; at < bundle.length; ) {
            int length = (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            assertThat(new String(bundle, at + 2, length, StandardCharsets.UTF_8))
                    .matches("\\{\"c\":\"[0-9a-f]{64}\",\"v\":1}");
            at += 2 + length;
        }
        assertThat(whole)
                .doesNotContain("bid.register", tender.id.toString(), "投标人", "HIGHWAY", "agent")
                .doesNotContain(tender.project().path("code").asText());
    }

    @Test
    void aReceiptIsGivenToThoseWhoMaySeeTheRecordAndToNobodyElse() {
        Tender tender = Tender.publishedHighway(hall);
        tender.registers(1);
        awaitAllPublished();
        JsonNode entry = hall.get(hall.supervisor, tender.path() + "/audit")
                .expect(200)
                .json()
                .path("items")
                .get(0);
        String path = tender.path() + "/audit/" + entry.path("id").asText() + "/receipt";
        JsonNode receipt = hall.get(hall.supervisor, path).expect(200).json();
        assertThat(receipt.path("index").asLong()).isEqualTo(entry.path("index").asLong());
        assertThat(receipt.path("receipt").asText())
                .startsWith("c2sp.org/tlog-proof@v1\nextra ")
                .contains("\n" + ORIGIN + "\n");
        hall.get(hall.strangeSupervisor, path).expect(404);
        hall.get(hall.bidderPeople.get(1), path).expect(404);
        String bidders = hall.rows
                .query("SELECT id FROM audit_entry WHERE kind = 'bid.register'")
                .getFirst()
                .get("id");
        hall.get(hall.supervisor, tender.path() + "/audit/" + bidders + "/receipt")
                .expect(404);
    }

    @Test
    void aWitnessThatIsDownDelaysTheSealAndTurnsNobodyAway() {
        awaitAllPublished();
        int port = witness.actualPort();
        witness.close().await();
        long sealed = health().path("publishedSize").asLong();
        hall.firm("又一建设集团有限公司", "BIDDER");
        await(() -> health().path("signedSize").asLong() == rows());
        assertThat(health().path("publishedSize").asLong()).isEqualTo(sealed);
        witness = new WitnessServer(
                        vertx,
                        new Witness(witnessKey, List.of(logKey), memory, InstantSource.system()),
                        memory,
                        witnessKey.verifierKey())
                .listen("127.0.0.1", port)
                .await();
        awaitAllPublished();
    }

    /** The database and the files of the log come back out of an old backup; the witness remembers more. */
    @Test
    void nothingIsAppendedToALogThatAWitnessKnowsToHaveBeenLonger() throws IOException {
        awaitAllPublished();
        var longer = new Checkpoint(ORIGIN, 1_000_000, Merkle.emptyRoot());
        SoftwareSigner key = SoftwareSigner.read(folder.resolve("signer/key"));
        var note = new SignedNote(
                longer.text(),
                List.of(key.sign(longer.text(), InstantSource.system().instant())));
        memory.exchange(ORIGIN, (last, keep) -> {
            keep.keep(note);
            return null;
        });
        hall.firm("又一建设集团有限公司", "BIDDER");
        await(() -> health().hasNonNull("halted"));
        assertThat(health().path("halted").asText()).contains("another history", "1000000");
        long signed = health().path("signedSize").asLong();
        long rows = rows();
        Step another = Step.write(
                "createOrganisation",
                hall.administrator,
                "POST",
                "/organisations",
                Map.of("name", "再一建设集团有限公司", "kind", "BIDDER", "creditCode", hall.creditCode()));
        assertThat(hall.send(another).expect(503).code()).isEqualTo("log-halted");
        assertThat(rows()).isEqualTo(rows);
        assertThat(health().path("signedSize").asLong()).isEqualTo(signed);
    }

    @Test
    void servesNoFileButThoseOfTheSpecification() {
        awaitAllPublished();
        for (String path : List.of(
                "/log/",
                "/log/lock",
                "/log/../signer/key",
                "/log/..%2Fsigner%2Fkey",
                "/log/tile/0/000.p/256",
                "/log/tile/64/000",
                "/log/tile/0/1",
                "/log/tile/entries",
                "/log/checkpoint.new")) {
            assertThat(open(path).status()).as(path).isIn(400, 404);
        }
        assertThat(open("/log/checkpoint").header("Cache-Control")).contains("no-cache");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        awaitAllPublished();
        long size = published().size();
        for (String path : List.of("/log/checkpoint", "/log/tile/0/000.p/" + size, "/log/tile/entries/000.p/" + size)) {
            Answer whole = open(path).expect(200);
            Answer head = hall.server.send(hall.server.request("HEAD", path, Optional.empty()));
            assertThat(head.expect(200).text()).as(path).isEmpty();
            for (String name : List.of("Content-Type", "Cache-Control", "Access-Control-Allow-Origin")) {
                assertThat(head.header(name)).as(path).isEqualTo(whole.header(name));
            }
            assertThat(head.header("Content-Length"))
                    .as(path)
                    .hasValue(String.valueOf(whole.response().body().length));
        }
        assertThat(hall.server
                        .send(hall.server.request("HEAD", "/log/tile/0/001", Optional.empty()))
                        .status())
                .isEqualTo(404);
    }
}
