package org.gongping.core.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chains that the {@code prev} members of a tender's records form. Which chain a record belongs to is nowhere
 * written: it follows from the links. A chain grows only at its head; the tender's own chain takes up those of the
 * bidders by one record that lists their heads, and what has been taken up grows no more.
 */
final class RecordChains {
    private static final class Chain {
        private TenderRecord head;
        private TenderRecord joinedBy;
    }

    private final Progress progress;
    private final Map<String, TenderRecord> all = new HashMap<>();
    private final Map<String, Chain> chainOf = new HashMap<>();
    private final Map<String, TenderRecord> followers = new HashMap<>();
    private final Set<Chain> chains = new HashSet<>();

    private RecordChains(Progress progress) {
        this.progress = progress;
    }

    /** @param records in the order of the log */
    static void check(List<TenderRecord> records, Progress progress) {
        RecordChains chains = new RecordChains(progress);
        records.forEach(record -> chains.all.put(record.commitment(), record));
        records.forEach(chains::take);
        progress.count(Report.Counted.CHAINS, chains.chains.size());
    }

    private void take(TenderRecord record) {
        Chain chain = record.previous().isEmpty() ? open() : extended(record);
        chain.head = record;
        chainOf.put(record.commitment(), chain);
        if (!record.joined().isEmpty()) {
            join(record, chain);
        }
    }

    private Chain open() {
        Chain chain = new Chain();
        chains.add(chain);
        return chain;
    }

    private Chain extended(TenderRecord record) {
        Chain chain = chainOf.get(record.previous());
        if (chain == null) {
            TenderRecord later = all.get(record.previous());
            progress.add(
                    later == null
                            ? finding(FindingCode.CHAIN_GAP, record, record.previous())
                            : finding(FindingCode.CHAIN_ORDER, record, later.index()));
            return open();
        }
        TenderRecord other = followers.putIfAbsent(record.previous(), record);
        if (other != null) {
            progress.add(finding(FindingCode.CHAIN_FORK, record, other.index()));
            return open();
        }
        if (chain.joinedBy != null) {
            progress.add(finding(FindingCode.CHAIN_JOINED, record, chain.joinedBy.index()));
        }
        return chain;
    }

    private void join(TenderRecord record, Chain own) {
        for (String head : record.joined()) {
            Chain chain = chainOf.get(head);
            if (chain == null
                    || chain == own
                    || chain.joinedBy != null
                    || !chain.head.commitment().equals(head)) {
                progress.add(finding(FindingCode.CHAIN_JOIN, record, head));
            } else {
                chain.joinedBy = record;
            }
        }
        // Leaving a bidder's chain out would drop all that it holds without a trace.
        for (Chain chain : chains) {
            if (chain != own && chain.joinedBy == null) {
                progress.add(finding(FindingCode.CHAIN_UNJOINED, chain.head, record.index()));
            }
        }
    }

    private static Finding finding(FindingCode code, TenderRecord record, Object... details) {
        return Finding.at(code, record.file(), record.index(), details);
    }
}
