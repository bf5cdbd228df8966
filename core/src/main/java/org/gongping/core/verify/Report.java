package org.gongping.core.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a check has found.
 *
 * @param target as it was named
 * @param checkpoint the one that everything was checked against, when there is one that the policy accepts
 * @param record the text that a receipt opens, when that is proven
 * @param promise how what a log has promised stands, when the promise is genuine
 * @param continues the log that this log continues, when its first record says so
 * @param counts how many of what have been checked, in order
 * @param findings what is wrong, or could not be checked; empty when all is good
 */
public record Report(
        String target,
        Kind kind,
        Optional<SealedCheckpoint> checkpoint,
        Optional<String> record,
        Optional<Promise> promise,
        Optional<Continuation> continues,
        Map<Counted, Long> counts,
        List<Finding> findings,
        Duration elapsed) {
    private static final int ALL_GOOD = 0;
    private static final int FAILED = 1;
    private static final int NOT_CHECKED = 2;

    /** What the target is. */
    public enum Kind {
        LOG,
        DOSSIER,
        /** Some records of a tender: what it holds is proven, what it leaves out is not. */
        EXCERPT,
        RECEIPT,
        PROMISE,
        UNKNOWN
    }

    /** Whether a log has kept its word. */
    public enum Standing {
        /** The log has given its word; nobody has looked whether it has kept it. */
        PROMISED,
        /** Not in the log yet; its term is not over. */
        WAITING,
        IN_LOG,
        /** Not in the log, and its term is over. */
        BROKEN
    }

    /**
     * A promise.
     *
     * @param entryId of the record
     * @param time of the record
     * @param due when it has to stand in the log
     * @param index where it does
     */
    public record Promise(String entryId, Instant time, Instant due, Standing standing, OptionalLong index) {}

    /** What is counted. */
    public enum Counted {
        ENTRIES("entries", "条目"),
        BUNDLES("bundles", "条目束"),
        TILES("tiles", "瓦片"),
        RECEIPTS("receipts", "回执"),
        RECORDS("records", "记录"),
        CHAINS("chains", "记录链"),
        FILES("files", "文件"),
        DOCUMENTS("documents", "电子文件");

        private final String en;
        private final String zh;

        Counted(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        public String en() {
            return en;
        }

        public String zh() {
            return zh;
        }
    }

    /** 0 all good; 1 a check failed; 2 nothing failed, but something could not be checked. */
    public int exitCode() {
        if (findings.isEmpty()) {
            return ALL_GOOD;
        }
        return findings.stream().anyMatch(finding -> finding.code().isFailure()) ? FAILED : NOT_CHECKED;
    }
}
