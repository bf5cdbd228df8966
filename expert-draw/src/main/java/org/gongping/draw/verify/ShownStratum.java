package org.gongping.draw.verify;

import java.util.List;

/** The result of one stratum as the transcript shows it. */
record ShownStratum(String stratum, List<Selected> selected, List<String> alternates, List<Skipped> skipped) {
    /** Hex of key and leaf. */
    record Selected(String pid, String key, String leaf) {}

    record Skipped(String pid, String reason) {}
}
