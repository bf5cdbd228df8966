package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts: a good one opens its record, every forgery is refused for what it is. */
class ReceiptTest {
    private static final int INDEX = 137;
    private static final byte[] SALT = new byte[32];
    private static final byte[] RECORD = "{\"kind\":\"bid.received\",\"v\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private SampleLog log;
    private String receipt;

    @BeforeEach
    void sample() {
        log = SampleLog.of(INDEX, 3);
        byte[] label = "GP/entry\0".getBytes(StandardCharsets.US_ASCII);
        log.add(HexFormat.of().formatHex(NaiveTree.hash(label, SALT, RECORD)));
        log.grow(200, 4);
        receipt = log.receipt(INDEX, SALT, RECORD);
    }

    private Report verify(String text) {
        Path file = folder.resolve("r.tlog-proof");
        Path policy = folder.resolve("policy");
        SampleLog.put(file, text.getBytes(StandardCharsets.UTF_8));
        SampleLog.put(policy, log.policy().getBytes(StandardCharsets.UTF_8));
        return new Verifier(policy, folder.resolve("state.json"), Limits.usual()).verify(file.toString());
    }

    private void refuses(FindingCode code, String text) {
        Report report = verify(text);
        assertThat(report.findings()).extracting(Finding::code).containsExactly(code);
        assertThat(report.record()).isEmpty();
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void opensItsRecord() {
        Report report = verify(receipt);
        assertThat(report.findings()).isEmpty();
        assertThat(report.kind()).isEqualTo(Report.Kind.RECEIPT);
        assertThat(report.record()).contains(new String(RECORD, StandardCharsets.UTF_8));
        assertThat(report.checkpoint().orElseThrow().witnesses()).hasSize(1);
    }

    @Test
    void wrongIndexIsRefused() {
        refuses(FindingCode.RECEIPT_INCLUSION, receipt.replace("index 137\n", "index 136\n"));
        refuses(FindingCode.RECEIPT_INCLUSION, receipt.replace("index 137\n", "index 99999\n"));
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("index 137\n", "index 0137\n"));
    }

    @Test
    void otherCheckpointIsRefused() {
        SampleLog longer = new SampleLog(log.key, log.witness);
        longer.grow(400, 5);
        refuses(FindingCode.RECEIPT_INCLUSION, log.receipt(INDEX, SALT, RECORD, longer.cosigned()));
    }

    @Test
    void strippedCosignatureIsRefused() {
        refuses(FindingCode.NOTE_QUORUM, log.receipt(INDEX, SALT, RECORD, log.signed()));
    }

    @Test
    void checkpointOfAStrangerIsRefused() {
        SampleLog stranger = new SampleLog();
        stranger.entries.addAll(log.entries);
        stranger.leaves.addAll(log.leaves);
        refuses(FindingCode.NOTE_UNSIGNED, stranger.receipt(INDEX, SALT, RECORD));
    }

    @Test
    void otherRecordOrSaltIsRefused() {
        byte[] other =
                new String(RECORD, StandardCharsets.UTF_8).replace("bid", "bad").getBytes(StandardCharsets.UTF_8);
        byte[] salt = SALT.clone();
        salt[31] = 1;
        refuses(FindingCode.RECEIPT_INCLUSION, log.receipt(INDEX, SALT, other));
        refuses(FindingCode.RECEIPT_INCLUSION, log.receipt(INDEX, salt, RECORD));
    }

    @Test
    void receiptWithoutRecordProvesNothing() {
        refuses(FindingCode.RECEIPT_EXTRA, receipt.replaceFirst("extra .*\n", ""));
        refuses(FindingCode.RECEIPT_EXTRA, log.receipt(INDEX, SALT, new byte[0]));
    }

    @Test
    void everyHashOfTheProofCounts() {
        List<String> lines = receipt.lines().toList();
        for (int i = 3; !lines.get(i).isEmpty(); i++) {
            byte[] hash = Base64.getDecoder().decode(lines.get(i));
            hash[i] ^= 4;
            refuses(
                    FindingCode.RECEIPT_INCLUSION,
                    receipt.replace(lines.get(i), Base64.getEncoder().encodeToString(hash)));
            refuses(FindingCode.RECEIPT_INCLUSION, receipt.replace(lines.get(i) + "\n", ""));
        }
    }

    @Test
    void malformedReceiptsAreRefused() {
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("@v1\n", "@v1 \n"));
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("index 137\n", ""));
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("index 137\n", "index 137\nAAAA\n"));
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("extra ", "extra *"));
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.substring(0, receipt.indexOf("\n\n")));
        String zero = "A".repeat(43) + "=\n";
        refuses(FindingCode.RECEIPT_MALFORMED, receipt.replace("index 137\n", "index 137\n" + zero.repeat(60)));
    }

    @Test
    void logSeenWithAnotherRootOfThatSizeIsNamed() {
        SampleLog fork = new SampleLog(log.key, log.witness);
        fork.grow(log.entries.size(), 9);
        fork.write(folder.resolve("log"));
        Path policy = folder.resolve("policy");
        SampleLog.put(policy, log.policy().getBytes(StandardCharsets.UTF_8));
        Report seen = new Verifier(policy, folder.resolve("state.json"), Limits.usual())
                .verify(folder.resolve("log").toString());
        assertThat(seen.findings()).isEmpty();
        assertThat(verify(receipt).findings()).extracting(Finding::code).containsExactly(FindingCode.LOG_FORKED);
    }
}
