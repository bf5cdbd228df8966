package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.gongping.core.verify.Limits;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.Verifier;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Excerpts of a trail: checked by the verifier, and of nothing that their maker could not read. */
class ExcerptTest {
    @TempDir
    private Path folder;

    private WitnessedHall witnessed;
    private Hall hall;

    @BeforeEach
    void open() throws IOException {
        witnessed = new WitnessedHall(folder);
        hall = witnessed.hall;
    }

    @AfterEach
    void close() throws IOException {
        witnessed.close();
    }

    private Report verify(Path archive) {
        return new Verifier(witnessed.policy, folder.resolve("verify.json"), Limits.usual()).verify(archive.toString());
    }

    private Path export(Person by, Tender tender, String query, String file) throws IOException {
        Answer answer = hall.get(by, tender.path() + "/audit/excerpt?" + query).expect(200);
        assertThat(answer.header("Content-Type")).contains("application/zip");
        return Files.write(folder.resolve(file), answer.response().body());
    }

    private static String q(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void anExcerptVerifiesOfflineAndIsNamedForWhatItIs() throws IOException {
        Tender tender = Play.engineering(hall);
        witnessed.sealed();
        Path excerpt = export(hall.supervisor, tender, q("唱标") + "&group=OPENING", "excerpt.zip");
        Report report = verify(excerpt);
        assertThat(report.findings()).isEmpty();
        assertThat(report.kind()).isEqualTo(Report.Kind.EXCERPT);
        assertThat(report.counts().get(Report.Counted.RECORDS)).isGreaterThanOrEqualTo(3);
        // The records of an uploaded document, without the document.
        assertThat(verify(export(hall.supervisor, tender, "group=DOCUMENT", "documents.zip"))
                        .findings())
                .isEmpty();
        assertThat(hall.rows.query("SELECT record FROM audit_entry WHERE kind = 'audit.export'"))
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row.get("record")).contains("\"entries\":").doesNotContain("唱标"));
    }

    @Test
    void theSameQueryUnderTheSameCheckpointGivesTheSameBytes() throws IOException {
        Tender tender = Play.engineering(hall);
        witnessed.sealed();
        Path first = export(hall.supervisor, tender, "group=AWARD", "first.zip");
        Path again = export(hall.supervisor, tender, "group=AWARD", "again.zip");
        // The export itself goes on record, so the second may stand under a later checkpoint; its records are the same.
        try (ZipFile one = new ZipFile(first.toFile());
                ZipFile two = new ZipFile(again.toFile())) {
            assertThat(two.stream().map(ZipEntry::getName))
                    .containsExactlyElementsOf(
                            one.stream().map(ZipEntry::getName).toList());
            boolean sameCheckpoint = content(one, "log/checkpoint").equals(content(two, "log/checkpoint"));
            if (sameCheckpoint) {
                assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(first));
            }
        }
    }

    private static String content(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anExcerptPassesForNoDossier() throws IOException {
        Tender tender = Play.engineering(hall);
        witnessed.sealed();
        Path excerpt = export(hall.supervisor, tender, "group=AWARD", "excerpt.zip");
        Path forged = folder.resolve("forged.zip");
        try (ZipFile zip = new ZipFile(excerpt.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(forged))) {
            for (ZipEntry entry : zip.stream().toList()) {
                String text = content(zip, entry.getName());
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        text.replace("gongping.excerpt/1", "gongping.dossier/1").getBytes(StandardCharsets.UTF_8));
                to.closeEntry();
            }
        }
        assertThat(verify(forged).findings())
                .extracting(finding -> finding.code().code())
                .contains("chain.gap");
    }

    @Test
    void untilTheDeadlineAnExcerptHoldsNothingOfTheBidders() throws IOException {
        Tender tender = Tender.publishedHighway(hall);
        hall.clock.set("2026-03-11 10:00");
        tender.registers(2);
        witnessed.sealed();
        assertThat(hall.get(hall.supervisor, tender.path() + "/audit/excerpt?group=BID")
                        .expect(409)
                        .code())
                .isEqualTo("nothing-covered");
        Path all = export(hall.supervisor, tender, "", "all.zip");
        assertThat(verify(all).findings()).isEmpty();
        try (ZipFile zip = new ZipFile(all.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                assertThat(content(zip, entry.getName())).doesNotContain("bid.register");
            }
            assertThat(zip.stream()
                            .filter(entry -> entry.getName().startsWith("records/"))
                            .count())
                    .isEqualTo(hall.rows.count(
                            "SELECT count(*) FROM audit_entry JOIN audit_seq ON entry_id = id WHERE project_id = '"
                                    + tender.id
                                    + "' AND stream NOT LIKE '%/bidder/%' AND kind <> 'audit.export'"));
        }
    }

    @Test
    void thoseWhoReadTheTrailGetItAndNobodyElse() {
        Tender tender = Tender.publishedHighway(hall);
        witnessed.sealed();
        String path = tender.path() + "/audit/excerpt";
        for (Person person : List.of(hall.agent, hall.ownersClerk, hall.supervisor, hall.auditor)) {
            hall.get(person, path).expect(200);
        }
        hall.get(null, path).expect(401);
        hall.get(hall.bidderPeople.getFirst(), path).expect(403);
        hall.get(hall.expert, path).expect(403);
        hall.get(hall.strangeAgent, path).expect(404);
        hall.get(hall.strangeSupervisor, path).expect(404);
        assertThat(hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'audit.export'"))
                .isEqualTo(4);
    }
}
