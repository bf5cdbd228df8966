package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that continues another: its first record is held to its first entry, and the log before to the record. */
class ContinuationTest {
    private static final String NEXT = "log.example.org/gongping/2026-b";
    private static final byte[] SALT = new byte[32];

    @TempDir
    private Path folder;

    private final SampleLog before = SampleLog.of(300, 1);
    private final SampleLog next = new SampleLog(NEXT, TestKey.log(NEXT), before.witness);

    @BeforeEach
    void write() {
        before.write(folder.resolve("before"));
        String both = "log " + before.key.vkey() + "\n" + next.policy();
        SampleLog.put(folder.resolve("policy"), both.getBytes(StandardCharsets.UTF_8));
    }

    private String record(long size, String root) {
        return "{\"body\":{\"before\":\"" + SampleLog.ORIGIN + "\",\"beforeRoot\":\"" + root + "\",\"beforeSize\":"
                + size
                + ",\"by\":\"监督局\",\"lost\":2,\"origin\":\"" + NEXT
                + "\",\"reason\":\"磁盘损坏\"},\"kind\":\"log.origin\",\"t\":\"2026-03-02T01:00:00.000Z\"}";
    }

    private String rootOfBefore(int size) {
        return Texts.base64(NaiveTree.root(before.leaves.subList(0, size)));
    }

    private void begin(String record) {
        next.add(Entry.commitment(SALT, record.getBytes(StandardCharsets.UTF_8)));
        next.grow(20, 2);
        next.write(folder.resolve("next"));
        show(record);
    }

    private void show(String record) {
        String escaped = record.replace("\"", "\\\"");
        String file = "{\"salt\":\"" + HexFormat.of().formatHex(SALT) + "\",\"record\":\"" + escaped + "\"}";
        SampleLog.put(folder.resolve("next/origin.json"), file.getBytes(StandardCharsets.UTF_8));
    }

    private Report verify(String log, String beforeIt) {
        return new Verifier(folder.resolve("policy"), folder.resolve("state"), Limits.usual())
                .verify(
                        folder.resolve(log).toString(),
                        Optional.ofNullable(beforeIt)
                                .map(name -> folder.resolve(name).toString()));
    }

    private static List<String> found(Report report) {
        return report.findings().stream()
                .map(finding -> finding.code().code() + " " + finding.place())
                .toList();
    }

    @Test
    void theLogBeforeIsNamedAndVerified() {
        begin(record(300, rootOfBefore(300)));
        Report report = verify("next", "before");
        assertThat(found(report)).isEmpty();
        assertThat(report.continues())
                .contains(new Continuation(
                        SampleLog.ORIGIN, 300, rootOfBefore(300), "监督局", "磁盘损坏", "2026-03-02T01:00:00.000Z", 2));
        assertThat(report.counts()).containsEntry(Report.Counted.ENTRIES, 321L);
    }

    /** A log before that has grown beyond what was named is still the one: what is named is its beginning. */
    @Test
    void theBeginningOfALongerLogIsEnough() {
        begin(record(257, rootOfBefore(257)));
        assertThat(found(verify("next", "before"))).isEmpty();
    }

    @Test
    void anotherSizeOrRootThanNamedIsFound() {
        begin(record(300, rootOfBefore(299)));
        assertThat(found(verify("next", "before"))).containsExactly("before.root before/checkpoint");
    }

    @Test
    void aLogBeforeThatIsShorterThanNamedIsFound() {
        begin(record(301, rootOfBefore(300)));
        assertThat(found(verify("next", "before"))).containsExactly("before.short before/checkpoint");
    }

    @Test
    void whoHasSeenMoreOfTheLogBeforeFindsThatItIsForgotten() {
        assertThat(found(verify("before", null))).isEmpty();
        begin(record(299, rootOfBefore(299)));
        assertThat(found(verify("next", null))).containsExactly("origin.forgets origin.json #0");
    }

    @Test
    void aRecordThatWasChangedAfterwardsDoesNotOpenTheFirstEntry() throws IOException {
        begin(record(300, rootOfBefore(300)));
        show(record(299, rootOfBefore(299)));
        assertThat(found(verify("next", "before")))
                .containsExactly("origin.entry origin.json #0", "origin.none origin.json");
        Files.delete(folder.resolve("next/origin.json"));
        assertThat(found(verify("next", "before"))).containsExactly("origin.none origin.json");
        assertThat(found(verify("next", null))).isEmpty();
    }

    @Test
    void aRecordOfAnotherLogOrOfNoFormIsRefused() {
        begin(record(300, rootOfBefore(300)).replace(NEXT, "log.example.org/other"));
        assertThat(found(verify("next", null))).containsExactly("origin.name origin.json #0");
        SampleLog.put(folder.resolve("next/origin.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(found(verify("next", null))).containsExactly("origin.malformed origin.json #0");
    }

    @Test
    void anotherLogIsNotTheOneBefore() {
        begin(record(300, rootOfBefore(300)));
        assertThat(found(verify("next", "next"))).containsExactly("before.other before/checkpoint");
    }
}
