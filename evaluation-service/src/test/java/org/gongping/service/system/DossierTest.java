package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.gongping.core.verify.Finding;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.cli.DossierCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The dossier of a tender played on a running server, made by the operator and over HTTP, checked by the verifier. */
class DossierTest {
    @TempDir
    private Path folder;

    private WitnessedHall witnessed;
    private Hall hall;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void open() throws IOException {
        witnessed = new WitnessedHall(folder);
        hall = witnessed.hall;
    }

    @AfterEach
    void close() throws IOException {
        witnessed.close();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new DossierCommand(hall.clock))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private int export(Tender tender, String file, String... more) {
        String[] args = new String[5 + more.length];
        args[0] = code(tender);
        args[1] = "--config";
        args[2] = witnessed.configuration().toString();
        args[3] = "--out";
        args[4] = folder.resolve(file).toString();
        System.arraycopy(more, 0, args, 5, more.length);
        return run(args);
    }

    private static String code(Tender tender) {
        return (String) tender.input.get("code");
    }

    private Report verify(Path dossier) {
        return new Verifier(witnessed.policy, folder.resolve("verify.json"), Limits.usual()).verify(dossier.toString());
    }

    private byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    private Set<String> codes(Path dossier) {
        Set<String> codes = new HashSet<>();
        for (Finding finding : verify(dossier).findings()) {
            codes.add(finding.code().code());
        }
        return codes;
    }

    /** The archive with the files changed whose names begin so. */
    private Path falsified(String file, String prefix, UnaryOperator<byte[]> change) throws IOException {
        Path copy = folder.resolve("falsified.zip");
        try (ZipFile zip = new ZipFile(folder.resolve(file).toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            boolean done = false;
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                boolean falsifies = !done && entry.getName().startsWith(prefix);
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(falsifies ? change.apply(content) : content);
                to.closeEntry();
                done |= falsifies;
            }
            assertThat(done).isTrue();
        }
        return copy;
    }

    private JsonNode contents(String file) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve(file).toFile())) {
            return new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("contents.json")));
        }
    }

    @Test
    void sameProjectAndCheckpointGiveTheSameBytesWhichVerifyOffline() throws IOException {
        Tender tender = Play.engineering(hall);
        long size = witnessed.sealed();
        assertThat(export(tender, "first.zip")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("first.zip", "under the checkpoint of size " + size);
        Answer overHttp =
                hall.get(hall.supervisor, tender.path() + "/dossier?at=" + size).expect(200);
        assertThat(overHttp.header("Content-Disposition").orElseThrow()).contains(code(tender) + "-" + size + ".zip");
        assertThat(overHttp.response().body()).isEqualTo(bytes("first.zip"));

        Answer beyond = hall.get(hall.supervisor, tender.path() + "/dossier?at=9007199254740991")
                .expect(409);
        assertThat(beyond.code()).isEqualTo("beyond-log");
        assertThat(beyond.json().path("detail").asText()).contains("最大可用 ");
        assertThat(hall.get(hall.supervisor, tender.path() + "/dossier?at=all")
                        .expect(400)
                        .json()
                        .at("/errors/0/message")
                        .asText())
                .contains("100");

        // What happens later changes nothing of what stands under the earlier checkpoint.
        tender.uploads("合同.pdf", "CONTRACT", Tender.PDF.clone()).expect(201);
        assertThat(witnessed.sealed()).isGreaterThan(size);
        assertThat(export(tender, "again.zip", "--at", Long.toString(size)))
                .as(err.toString())
                .isZero();
        assertThat(bytes("again.zip")).isEqualTo(bytes("first.zip"));

        Report report = verify(folder.resolve("first.zip"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.counts().get(Report.Counted.CHAINS)).isEqualTo(4);

        assertThat(export(tender, "later.zip")).isZero();
        assertThat(bytes("later.zip")).isNotEqualTo(bytes("first.zip"));
        assertThat(verify(folder.resolve("later.zip")).exitCode()).isZero();
        assertThat(folder.resolve("documents/incoming")).isEmptyDirectory();
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".dossier"));
        }
        System.out.printf(
                "dossier of a played tender: %,d bytes, %s%n",
                Files.size(folder.resolve("first.zip")), report.counts());
    }

    @Test
    void theTableOfContentsSaysWhatTheArchiveIsAndHowItWasChecked() throws IOException {
        Tender tender = Play.engineering(hall);
        long size = witnessed.sealed();
        export(tender, "dossier.zip");
        JsonNode contents = contents("dossier.zip");
        JsonNode project = tender.project();
        assertThat(contents.path("project").asText()).isEqualTo(code(tender));
        assertThat(contents.path("title").asText()).isEqualTo("江州绕城公路施工招标（第二次修改）");
        assertThat(contents.path("checkpointSize").asLong()).isEqualTo(size);
        assertThat(contents.path("parties").findValuesAsText("name"))
                .containsExactly(hall.owner.name(), hall.agency.name(), hall.authority.name());
        assertThat(contents.path("parties").findValuesAsText("creditCode"))
                .containsAll(hall.bidders.subList(0, 3).stream()
                        .map(Firm::creditCode)
                        .toList());
        assertThat(contents.path("ruleSet").path("digest").asText()).hasSize(64);
        assertThat(contents.path("lots").findValuesAsText("methodDigest"))
                .containsExactlyElementsOf(project.path("lots").findValuesAsText("methodDigest"));
        assertThat(contents.path("steps").findValuesAsText("title")).contains("开始开标", "定标", "登记合同");
        assertThat(contents.path("records").path("count").asLong())
                .isEqualTo(hall.rows.count(
                        "SELECT count(*) FROM audit_entry WHERE kind <> 'dossier.export' AND project_id = '" + tender.id
                                + "'"));
        JsonNode items = contents.path("fourPropertyCheck").path("items");
        assertThat(new HashSet<>(items.findValuesAsText("property")))
                .containsExactlyInAnyOrder("真实性", "完整性", "可用性", "安全性");
        assertThat(new HashSet<>(items.findValuesAsText("result"))).containsExactlyInAnyOrder("通过", "未由机器检测");
        Map<String, String> titles = new TreeMap<>();
        contents.path("files")
                .forEach(file -> titles.put(
                        file.path("title").asText(), file.path("kind").asText()));
        assertThat(titles).containsEntry("招标文件.pdf", "招标文件").containsEntry("草图.txt", "其他文件");
        assertThat(contents.toString()).doesNotContain(Play.PERSONS);
    }

    @Test
    void whateverIsChangedInTheArchiveIsFoundAndNamed() throws IOException {
        Tender tender = Play.engineering(hall);
        witnessed.sealed();
        export(tender, "dossier.zip");
        assertThat(codes(falsified("dossier.zip", "documents/", DossierTest::flipLast)))
                .containsExactlyInAnyOrder("file.hash", "document.hash");
        assertThat(codes(falsified("dossier.zip", "records/", DossierTest::otherSalt)))
                .contains("file.hash", "receipt.inclusion");
        assertThat(codes(falsified(
                        "dossier.zip",
                        "contents.json",
                        table -> replace(table, "\"sha256\" : \"", "\"sha256\" : \"0"))))
                .containsExactly("dossier.contents");
        assertThat(codes(falsified("dossier.zip", "contents.json", table -> replace(table, code(tender), "OTHER-1"))))
                .containsExactly("record.tender");
        assertThat(codes(falsified("dossier.zip", "log/checkpoint", DossierTest::flipLast)))
                .isNotEmpty();
    }

    private static byte[] flipLast(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length - 3] ^= 1;
        return changed;
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.UTF_8).replaceFirst(from, to).getBytes(StandardCharsets.UTF_8);
    }

    /** The first character of the salt, in base64. */
    private static byte[] otherSalt(byte[] receipt) {
        byte[] changed = receipt.clone();
        int at = new String(receipt, StandardCharsets.ISO_8859_1).indexOf("extra ") + 6;
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        return changed;
    }

    @Test
    void nobodyGetsADossierBeforeTheDeadline() {
        Tender tender = Tender.readyHighway(hall);
        witnessed.sealed();
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("draft");
        tender.publishes().expect(200);
        tender.registers(1);
        witnessed.sealed();
        hall.clock.set("2026-03-30 09:29:59");
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("No dossier before the bid deadline");
        assertThat(folder.resolve("dossier.zip")).doesNotExist();
        Answer refused = hall.get(hall.supervisor, tender.path() + "/dossier").expect(409);
        assertThat(refused.code()).isEqualTo("before-deadline");
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'dossier.export'"))
                .isZero();
        hall.clock.set("2026-03-30 09:30");
        assertThat(export(tender, "dossier.zip")).as(err.toString()).isZero();
        assertThat(verify(folder.resolve("dossier.zip")).findings()).isEmpty();
    }

    @Test
    void aDocumentWhoseStoredBytesWereAlteredStopsTheExport() throws IOException {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        witnessed.sealed();
        String sha256 =
                hall.rows.query("SELECT sha256 FROM tender_document").getFirst().get("sha256");
        Path stored = folder.resolve("documents/" + sha256.substring(0, 2) + "/" + sha256.substring(2));
        Files.write(stored, flipLast(Tender.PDF));
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("招标文件.pdf", "altered", sha256);
        assertThat(folder.resolve("dossier.zip")).doesNotExist();
        Answer refused = hall.get(hall.agent, tender.path() + "/dossier").expect(409);
        assertThat(refused.code()).isEqualTo("document-altered");
        assertThat(refused.text()).contains("招标文件.pdf");
        Files.delete(stored);
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("招标文件.pdf", "missing");
        assertThat(folder.resolve("documents/incoming")).isEmptyDirectory();
    }

    @Test
    void aRecordThatWasAlteredInTheDatabaseStopsTheExport() {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        witnessed.sealed();
        hall.rows.execute("SET gongping.audit_ddl = 'a test'; ALTER TABLE audit_entry DISABLE TRIGGER USER;"
                + " UPDATE audit_entry SET record = replace(record, '江州', '汉州') WHERE kind = 'project.create'");
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("is not what the log holds");
        hall.rows.execute("DELETE FROM audit_entry WHERE kind = 'project.create'");
        assertThat(export(tender, "dossier.zip")).isEqualTo(1);
        assertThat(err.toString()).contains("is missing before record");
    }

    @Test
    void thoseWhoTakePartGetItAndThatTheyDidGoesOnRecord() {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        witnessed.sealed();
        String path = tender.path() + "/dossier";
        for (Person person : List.of(hall.agent, hall.ownersClerk, hall.supervisor, hall.auditor)) {
            long before = hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'dossier.export'");
            assertThat(hall.get(person, path).expect(200).header("Content-Type"))
                    .contains("application/zip");
            assertThat(hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'dossier.export'"))
                    .isEqualTo(before + 1);
        }
        hall.get(hall.bidderPeople.getFirst(), path).expect(403);
        hall.get(hall.expert, path).expect(403);
        hall.get(hall.strangeAgent, path).expect(404);
        hall.get(hall.strangeSupervisor, path).expect(404);
    }

    @Test
    void anExportOnTheHostGoesOnRecordAndNamesNobodyInIt() throws IOException {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        long size = witnessed.sealed();
        assertThat(export(tender, "first.zip", "--by", "王监督")).isZero();
        String record = hall.rows
                .query("SELECT record FROM audit_entry WHERE kind = 'dossier.export'")
                .getFirst()
                .get("record");
        assertThat(record)
                .contains("\"role\":\"host_operator\"", "\"checkpointSize\":" + size)
                .doesNotContain("王监督", System.getProperty("user.name"));
        assertThat(hall.rows.count(
                        "SELECT count(*) FROM personal_datum WHERE value = ?",
                        "os:" + System.getProperty("user.name") + " 王监督"))
                .isOne();
        // Its own record stands after the checkpoint: the archive is the same.
        assertThat(witnessed.sealed()).isEqualTo(size + 1);
        assertThat(export(tender, "again.zip", "--at", Long.toString(size))).isZero();
        assertThat(bytes("again.zip")).isEqualTo(bytes("first.zip"));

        String login = hall.server.database.application().user();
        hall.rows.execute("ALTER ROLE " + login + " SET default_transaction_read_only = on");
        try {
            long before = hall.rows.count("SELECT count(*) FROM audit_entry");
            assertThat(export(tender, "third.zip", "--at", Long.toString(size))).isZero();
            assertThat(err.toString()).contains("not on record");
            assertThat(bytes("third.zip")).isEqualTo(bytes("first.zip"));
            assertThat(hall.rows.count("SELECT count(*) FROM audit_entry")).isEqualTo(before);
        } finally {
            hall.rows.execute("ALTER ROLE " + login + " RESET default_transaction_read_only");
        }
    }

    @Test
    void saysWhyThereIsNone() throws IOException {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-30 09:30");
        witnessed.sealed();
        assertThat(export(tender, "dossier.zip", "--at", "123456")).isEqualTo(1);
        assertThat(err.toString()).contains("so there is no checkpoint of 123456");
        String config = witnessed.configuration().toString();
        assertThat(run("NO-SUCH", "--config", config)).isEqualTo(1);
        assertThat(err.toString()).contains("there is no project NO-SUCH");
        assertThat(run("NO-SUCH", "--config", config, "--at", "-1")).isEqualTo(2);
        Files.writeString(Path.of(config), Files.readString(Path.of(config)).replaceAll("(?m)^log\\..*\n", ""));
        assertThat(run(code(tender), "--config", config)).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("gongping: the configuration has no log.folder: there is nothing to prove");
    }
}
