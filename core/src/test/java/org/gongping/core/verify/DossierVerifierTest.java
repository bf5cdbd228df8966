package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.gongping.core.verify.SampleDossier.Draft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dossiers: a good one passes, and each rule that is broken is named with file and index. */
class DossierVerifierTest {
    private static final byte[] DOCUMENT = "tender document".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final SampleDossier dossier = new SampleDossier();

    private Report verify() {
        Path file = folder.resolve("dossier.zip");
        dossier.write(file);
        return verifier().verify(file.toString());
    }

    private Verifier verifier() {
        Path policy = folder.resolve("policy");
        SampleLog.put(policy, dossier.log.policy().getBytes(StandardCharsets.UTF_8));
        return new Verifier(policy, folder.resolve("state.json"), Limits.usual());
    }

    private void assertOnly(FindingCode code, String file) {
        Report report = verify();
        assertThat(report.findings()).extracting(Finding::code).containsExactly(code);
        assertThat(report.findings().getFirst().file()).isEqualTo(file);
        assertThat(report.exitCode()).isEqualTo(code.isFailure() ? 1 : 2);
    }

    private void assertOnly(FindingCode code, int number) {
        assertOnly(code, SampleDossier.name(dossier.indexes.get(number)));
    }

    /** Two bidders' chains beside the tender's, joined by its third record; one document. */
    private void sample() {
        String first = dossier.add(Draft.after("").with(SampleDossier.docs(DOCUMENT)));
        String bidder = dossier.add(Draft.after(""));
        String second = dossier.add(Draft.after(first));
        String other = dossier.add(Draft.after(""));
        String bidderAgain = dossier.add(Draft.after(bidder));
        String third = dossier.add(Draft.after(second).with(SampleDossier.joins(bidderAgain, other)));
        dossier.add(Draft.after(third));
        dossier.addDocument(DOCUMENT);
        dossier.seal();
    }

    private void replaceText(String name, String from, String to) {
        String text = new String(dossier.files.get(name), StandardCharsets.UTF_8);
        dossier.files.put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goodDossierPasses() {
        sample();
        Report report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.kind()).isEqualTo(Report.Kind.DOSSIER);
        assertThat(report.counts())
                .containsEntry(Report.Counted.RECORDS, 7L)
                .containsEntry(Report.Counted.CHAINS, 3L)
                .containsEntry(Report.Counted.DOCUMENTS, 1L)
                .containsEntry(Report.Counted.FILES, 9L);
    }

    @Test
    void fileThatIsNotListedIsNamed() {
        sample();
        dossier.files.put("more.txt", new byte[1]);
        assertOnly(FindingCode.FILE_UNLISTED, "more.txt");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        sample();
        String name = "documents/" + SampleDossier.sha256(DOCUMENT);
        dossier.files.remove(name);
        assertThat(verify().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FILE_MISSING, FindingCode.DOCUMENT_MISSING);
    }

    @Test
    void changedDocumentIsNamed() {
        sample();
        String name = "documents/" + SampleDossier.sha256(DOCUMENT);
        dossier.files.put(name, "Tender document".getBytes(StandardCharsets.UTF_8));
        assertThat(verify().findings())
                .extracting(Finding::code)
                .containsExactly(FindingCode.FILE_HASH, FindingCode.DOCUMENT_HASH);
        dossier.list();
        assertOnly(FindingCode.DOCUMENT_HASH, name);
    }

    @Test
    void documentLongerThanListedIsNotReadToItsEnd() {
        sample();
        String name = "documents/" + SampleDossier.sha256(DOCUMENT);
        dossier.files.put(name, new byte[50_000_000]);
        Report report = verify();
        assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.FILE_SIZE);
        assertThat(report.findings().getFirst().en()).doesNotContain("50000000");
    }

    @Test
    void documentThatNoRecordKnowsIsNamed() {
        dossier.add(Draft.after(""));
        dossier.addDocument(DOCUMENT);
        dossier.seal();
        assertOnly(FindingCode.DOCUMENT_UNRECORDED, "documents/" + SampleDossier.sha256(DOCUMENT));
    }

    @Test
    void documentOfAnotherSizeThanRecordedIsNamed() {
        dossier.add(Draft.after("").with(SampleDossier.docs(DOCUMENT).replace("15}", "16}")));
        dossier.addDocument(DOCUMENT);
        dossier.seal();
        assertOnly(FindingCode.DOCUMENT_SIZE, 0);
    }

    @Test
    void documentUnderAnotherHashIsNotChecked() {
        dossier.add(Draft.after("").with(SampleDossier.docs(DOCUMENT).replace("sha256", "sm3")));
        dossier.seal();
        assertOnly(FindingCode.DOCUMENT_ALGORITHM, 0);
    }

    @Test
    void receiptUnderAnotherNameIsNamed() {
        sample();
        String name = SampleDossier.name(dossier.indexes.getLast());
        byte[] last = dossier.files.remove(name);
        dossier.files.put(SampleDossier.name(99), last);
        dossier.list();
        assertOnly(FindingCode.RECEIPT_NAME, SampleDossier.name(99));
    }

    @Test
    void receiptOfAnotherCheckpointIsNamed() {
        sample();
        String name = SampleDossier.name(dossier.indexes.getLast());
        dossier.files.put(
                name,
                dossier.receipt(6)
                        .replace(dossier.log.cosigned(), dossier.log.signed())
                        .getBytes(StandardCharsets.UTF_8));
        dossier.list();
        assertOnly(FindingCode.RECEIPT_CHECKPOINT, name);
    }

    @Test
    void changedRecordIsNamed() {
        sample();
        String name = SampleDossier.name(dossier.indexes.getLast());
        // Another letter in the middle of the record.
        String line = dossier.receipt(6).lines().skip(1).findFirst().orElseThrow();
        byte[] extra = Base64.getDecoder().decode(line.substring("extra ".length()));
        extra[60] ^= 1;
        replaceText(name, line, "extra " + Base64.getEncoder().encodeToString(extra));
        dossier.list();
        assertOnly(FindingCode.RECEIPT_INCLUSION, name);
    }

    @Test
    void checkpointOfTheTableIsThatOfTheLog() {
        sample();
        dossier.contents = dossier.contents.replace("\"checkpointSize\":24", "\"checkpointSize\":25");
        assertOnly(FindingCode.DOSSIER_CONTENTS, "contents.json");
    }

    @Test
    void recordThatHasBeenLeftOutIsNamed() {
        sample();
        dossier.files.remove(SampleDossier.name(dossier.indexes.get(2)));
        dossier.list();
        assertThat(verify().findings())
                .extracting(Finding::code, Finding::file)
                .contains(tuple(FindingCode.CHAIN_GAP, SampleDossier.name(dossier.indexes.get(5))));
    }

    @Test
    void twoRecordsAfterOneAreNamed() {
        String first = dossier.add(Draft.after(""));
        dossier.add(Draft.after(first));
        dossier.add(Draft.after(first));
        dossier.seal();
        assertOnly(FindingCode.CHAIN_FORK, 2);
    }

    @Test
    void bidderChainThatTheJoiningRecordLeavesOutIsNamed() {
        String first = dossier.add(Draft.after(""));
        String bidder = dossier.add(Draft.after(""));
        dossier.add(Draft.after(""));
        dossier.add(Draft.after(first).with(SampleDossier.joins(bidder)));
        dossier.seal();
        assertOnly(FindingCode.CHAIN_UNJOINED, 2);
    }

    @Test
    void joinedCommitmentThatIsNoHeadIsNamed() {
        String first = dossier.add(Draft.after(""));
        String bidder = dossier.add(Draft.after(""));
        String head = dossier.add(Draft.after(bidder));
        dossier.add(Draft.after(first).with(SampleDossier.joins(bidder, head)));
        dossier.seal();
        assertOnly(FindingCode.CHAIN_JOIN, 3);
    }

    @Test
    void chainThatGrowsAfterItWasJoinedIsNamed() {
        String first = dossier.add(Draft.after(""));
        String bidder = dossier.add(Draft.after(""));
        dossier.add(Draft.after(first).with(SampleDossier.joins(bidder)));
        dossier.add(Draft.after(bidder));
        dossier.seal();
        assertOnly(FindingCode.CHAIN_JOINED, 3);
    }

    @Test
    void clockMayGoBackFiveSecondsAndNoMore() {
        String first = dossier.add(Draft.after("").at("2026-03-01T01:00:05.000Z"));
        String second = dossier.add(Draft.after(first).at("2026-03-01T01:00:00.000Z"));
        dossier.seal();
        assertThat(verify().findings()).isEmpty();
        dossier.add(Draft.after(second).at("2026-03-01T00:59:54.999Z"));
        dossier.seal();
        assertOnly(FindingCode.RECORD_TIME, 2);
    }

    /** What stands under the checkpoint was written before the witness cosigned it, at 01:02:00. */
    @Test
    void clockMayRunAheadOfTheWitnessByFiveMinutesAndNoMore() {
        String first = dossier.add(Draft.after("").at("2026-03-01T01:07:00.000Z"));
        dossier.seal();
        assertThat(verify().findings()).isEmpty();
        dossier.add(Draft.after(first).at("2026-03-01T01:07:00.001Z"));
        dossier.seal();
        assertOnly(FindingCode.RECORD_AFTER_WITNESS, 1);
        assertThat(verify().findings().getFirst().en()).contains("2026-03-01T01:07:00.001Z", "2026-03-01T01:02:00Z");
        assertThat(rehearsed().findings()).isEmpty();
    }

    /** What does not stand under a checkpoint that was seen before was written after its cosignature. */
    @Test
    void clockMayBeFiveMinutesBehindTheCheckpointLastSeenAndNoMore() {
        dossier.log.write(folder.resolve("log"));
        long seen = dossier.log.leaves.size();
        assertThat(verifier().verify(folder.resolve("log").toString()).findings())
                .isEmpty();
        String first = dossier.add(Draft.after("").at("2026-03-01T00:57:00.000Z"));
        dossier.seal();
        assertThat(verify().findings()).isEmpty();
        dossier.add(Draft.after(first).at("2026-03-01T00:56:59.999Z"));
        dossier.seal();
        assertOnly(FindingCode.RECORD_BEFORE_WITNESS, 1);
        assertThat(verify().findings().getFirst().en())
                .contains("2026-03-01T00:56:59.999Z", "2026-03-01T01:02:00Z", seen + " entries");
        assertThat(rehearsed().findings()).isEmpty();
    }

    private Report rehearsed() {
        return verifier().ofRehearsal().verify(folder.resolve("dossier.zip").toString());
    }

    @Test
    void sameIdTwiceIsNamed() {
        String first = dossier.add(Draft.after("").id("x"));
        dossier.add(Draft.after(first).id("x"));
        dossier.seal();
        assertOnly(FindingCode.RECORD_ID, 1);
    }

    @Test
    void recordOfAnotherTenderIsNamed() {
        dossier.add(Draft.after(""));
        dossier.seal();
        dossier.contents = dossier.contents.replace(SampleDossier.TENDER, "GP-2026-002");
        assertOnly(FindingCode.RECORD_TENDER, 0);
    }

    @Test
    void recordWithAMemberTwiceIsNamed() {
        dossier.addRaw("{\"v\":1,\"v\":1}");
        dossier.seal();
        assertOnly(FindingCode.RECORD_MALFORMED, 0);
    }

    @Test
    void tableThatIsNoneIsNamed() {
        sample();
        for (String table : List.of(
                "[]",
                "{",
                dossier.contents.replace("dossier/1", "dossier/2"),
                dossier.contents.replace("\"path\":\"log/checkpoint\"", "\"path\":\"contents.json\""))) {
            dossier.contents = table;
            assertOnly(FindingCode.DOSSIER_CONTENTS, "contents.json");
        }
    }

    @Test
    void archiveThatIsCutIsNamed() throws IOException {
        sample();
        verify();
        Path file = folder.resolve("dossier.zip");
        byte[] bytes = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        Report report =
                new Verifier(folder.resolve("policy"), folder.resolve("s"), Limits.usual()).verify(cut.toString());
        assertThat(report.findings()).extracting(Finding::code).containsExactly(FindingCode.DOSSIER_MALFORMED);
    }
}
