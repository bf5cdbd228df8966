package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a dossier, {@code gongping.dossier/1}: that its table of contents and its files agree, that every record is in
 * the log under the one cosigned checkpoint, that the records keep their order, that none is missing from its chain, and
 * that every document is one that a record vouches for. An excerpt, {@code gongping.excerpt/1}, leaves out records and
 * documents as its maker chose: of it everything else is checked, and the report names it for what it is.
 */
final class DossierVerifier {
    static final String CHECKPOINT = "log/checkpoint";

    private static final Pattern RECORD = Pattern.compile("records/\\d{12}\\.tlog-proof");
    private static final Pattern DOCUMENT = Pattern.compile("documents/[0-9a-f]{64}");
    private static final String DOCUMENTS = "documents/";

    private final DossierArchive archive;
    private final Policy policy;
    private final Memory memory;
    private final Times times;
    private final Progress progress;
    private final Map<String, Long> documentSizes = new HashMap<>();

    DossierVerifier(DossierArchive archive, Policy policy, Memory memory, Times times, Progress progress) {
        this.times = times;
        this.archive = archive;
        this.policy = policy;
        this.memory = memory;
        this.progress = progress;
    }

    /** Answers what the archive is. */
    Report.Kind verify() throws Refused {
        byte[] table = archive.read(DossierContents.NAME, DossierContents.MAX_BYTES);
        if (table.length > DossierContents.MAX_BYTES) {
            throw new Refused(Finding.of(FindingCode.TOO_LARGE, DossierContents.NAME, DossierContents.MAX_BYTES));
        }
        DossierContents contents = DossierContents.parse(table);
        Report.Kind kind = contents.isExcerpt() ? Report.Kind.EXCERPT : Report.Kind.DOSSIER;
        compareNames(contents);
        SealedCheckpoint sealed = policy.check(archive.read(CHECKPOINT, SignedNote.MAX_BYTES), CHECKPOINT);
        progress.sealed(sealed);
        recall(memory, sealed, CHECKPOINT, progress);
        if (contents.checkpointSize() != sealed.checkpoint().size()) {
            progress.add(Finding.of(FindingCode.DOSSIER_CONTENTS, DossierContents.NAME, "checkpointSize"));
        }
        List<TenderRecord> records = new ArrayList<>();
        for (Map.Entry<String, DossierContents.Listed> file : contents.files().entrySet()) {
            progress.requireTime();
            if (progress.isFull()) {
                return kind;
            }
            if (archive.names().contains(file.getKey())) {
                take(file.getKey(), file.getValue(), sealed).ifPresent(records::add);
            }
        }
        // Names are of equal length: the order of the table is the order of the log.
        RecordRules.check(records, contents.project(), progress);
        if (!contents.isExcerpt()) {
            RecordChains.check(records, progress);
        }
        WitnessTimes witnessed = new WitnessTimes(times.known(sealed, policy, memory));
        records.forEach(record -> witnessed.check(record, progress));
        compareDocuments(records, contents.isExcerpt());
        return kind;
    }

    /** A log seen with the same size and another root has shown two histories. */
    static void recall(Memory memory, SealedCheckpoint sealed, String file, Progress progress) throws Refused {
        Optional<Checkpoint> last = memory.last(sealed.checkpoint().origin());
        if (last.isPresent()) {
            Recall.fork(last.get(), sealed.checkpoint(), file).ifPresent(progress::add);
        }
    }

    private void compareNames(DossierContents contents) {
        for (String name : contents.files().keySet()) {
            if (!archive.names().contains(name)) {
                progress.add(Finding.of(FindingCode.FILE_MISSING, name));
            }
        }
        for (String name : archive.names()) {
            if (!name.equals(DossierContents.NAME) && !contents.files().containsKey(name)) {
                progress.add(Finding.of(FindingCode.FILE_UNLISTED, name));
            }
        }
    }

    private Optional<TenderRecord> take(String name, DossierContents.Listed listed, SealedCheckpoint sealed)
            throws Refused {
        progress.count(Report.Counted.FILES, 1);
        if (RECORD.matcher(name).matches()) {
            byte[] bytes = archive.read(name, Receipt.MAX_BYTES);
            String hash = HexFormat.of().formatHex(Sha256.of(bytes));
            compare(name, listed, new DossierArchive.Found(hash, bytes.length));
            return open(name, bytes, sealed);
        }
        DossierArchive.Found found = archive.digest(name, listed.size(), progress);
        compare(name, listed, found);
        if (DOCUMENT.matcher(name).matches()) {
            progress.count(Report.Counted.DOCUMENTS, 1);
            documentSizes.put(name.substring(DOCUMENTS.length()), found.size());
            if (!name.endsWith(found.sha256())) {
                progress.add(Finding.of(FindingCode.DOCUMENT_HASH, name));
            }
        }
        return Optional.empty();
    }

    private void compare(String name, DossierContents.Listed listed, DossierArchive.Found found) {
        if (found.size() != listed.size()) {
            progress.add(Finding.of(FindingCode.FILE_SIZE, name, listed.size(), found.size()));
        } else if (!found.sha256().equals(listed.sha256())) {
            progress.add(Finding.of(FindingCode.FILE_HASH, name));
        }
    }

    private Optional<TenderRecord> open(String name, byte[] bytes, SealedCheckpoint sealed) {
        try {
            Receipt receipt = Receipt.parse(bytes, name);
            if (!name.equals(nameOf(receipt.index()))) {
                throw new Refused(Finding.at(FindingCode.RECEIPT_NAME, name, receipt.index(), receipt.index()));
            }
            if (!Arrays.equals(receipt.note(), sealed.note())) {
                throw new Refused(Finding.at(FindingCode.RECEIPT_CHECKPOINT, name, receipt.index()));
            }
            OpenedRecord opened = OpenedRecord.prove(receipt, sealed.checkpoint(), name);
            progress.count(Report.Counted.RECORDS, 1);
            return Optional.of(TenderRecord.parse(opened, name));
        } catch (Refused e) {
            progress.add(e.finding());
            return Optional.empty();
        }
    }

    static String nameOf(long index) {
        return String.format(Locale.ROOT, "records/%012d.tlog-proof", index);
    }

    private void compareDocuments(List<TenderRecord> records, boolean mayLack) {
        Set<String> recorded = new HashSet<>();
        for (TenderRecord record : records) {
            for (TenderRecord.Document document : record.documents()) {
                if (!mayLack || documentSizes.containsKey(document.hash())) {
                    compare(record, document);
                }
                recorded.add(document.hash());
            }
        }
        documentSizes.keySet().stream()
                .filter(hash -> !recorded.contains(hash))
                .sorted()
                .forEach(hash -> progress.add(Finding.of(FindingCode.DOCUMENT_UNRECORDED, DOCUMENTS + hash)));
    }

    private void compare(TenderRecord record, TenderRecord.Document document) {
        if (!document.algorithm().equals("sha256")) {
            progress.add(Finding.at(
                    FindingCode.DOCUMENT_ALGORITHM,
                    record.file(),
                    record.index(),
                    document.algorithm(),
                    document.hash()));
            return;
        }
        Long size = documentSizes.get(document.hash());
        if (size == null) {
            progress.add(Finding.at(FindingCode.DOCUMENT_MISSING, record.file(), record.index(), document.hash()));
        } else if (size != document.size()) {
            progress.add(Finding.at(
                    FindingCode.DOCUMENT_SIZE, record.file(), record.index(), document.hash(), document.size(), size));
        }
    }
}
