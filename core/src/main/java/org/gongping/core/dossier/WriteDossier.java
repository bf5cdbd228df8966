package org.gongping.core.dossier;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.db.Database;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.document.DocumentStore;

/**
 * Writes a dossier: {@code contents.json}, then documents, checkpoint and records by path. One project and one
 * checkpoint give the same bytes, whenever and wherever. Memory does not grow with records or documents' sizes; records
 * are read three times, documents twice, each time anew from where they are kept. No transaction is open while documents
 * are read.
 */
public final class WriteDossier {
    static final String CHECKPOINT = "log/checkpoint";

    private final Database database;
    private final AuditRepository trail;
    private final DocumentRepository documents;
    private final DocumentStore store;
    private final PublishedLog log;

    public WriteDossier(
            Database database,
            AuditRepository trail,
            DocumentRepository documents,
            DocumentStore store,
            PublishedLog log) {
        this.database = database;
        this.trail = trail;
        this.documents = documents;
        this.store = store;
        this.log = log;
    }

    /** @param bytes of the archive */
    public record Written(long checkpointSize, long records, int documents, long bytes) {}

    /**
     * Writes the archive. Refused when it would not prove itself, with the document or record that is to blame named;
     * what was written until then is of no use.
     *
     * @param out left open
     * @param spool an empty file to work in
     * @throws IOException when a file cannot be read or written
     */
    public Outcome<Written> execute(Scope scope, OutputStream out, Path spool) throws IOException {
        try {
            return Outcome.done(write(scope, out, spool));
        } catch (Stopped e) {
            return Outcome.refused(e.refusal());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Written write(Scope scope, OutputStream out, Path spool) throws IOException {
        Survey survey = new Survey();
        Map<String, String> mediaTypes = database.read(tx -> {
            trail.eachBelow(tx, scope.project().id(), scope.size(), survey::take);
            return documents.mediaTypes(tx, scope.project().id());
        });
        if (survey.isEmpty()) {
            throw new Stopped(
                    "nothing-covered",
                    "规模 " + scope.size() + " 的检查点之下没有本项目的记录",
                    "no record of the project stands under the checkpoint of size " + scope.size());
        }
        Map<String, DossierZip.Measured> measured = new HashMap<>();
        for (Survey.Document document : survey.documents().values()) {
            measured.put(document.sha256(), measure(document));
        }
        try (var contents = new Contents(new BufferedOutputStream(Files.newOutputStream(spool)))) {
            contents.about(scope, survey, mediaTypes);
            list(contents, scope, survey, mediaTypes);
        }
        var counting = new Counting(out);
        var zip = new DossierZip(new BufferedOutputStream(counting, 1 << 16));
        try (InputStream first = read(spool)) {
            DossierZip.Measured table = DossierZip.measure(first);
            try (InputStream second = read(spool)) {
                zip.add(Contents.NAME, table, second);
            }
        }
        for (Survey.Document document : survey.documents().values()) {
            try (InputStream in = open(document)) {
                requireSame(document, zip.add(pathOf(document), measured.get(document.sha256()), in));
            }
        }
        zip.add(CHECKPOINT, note(scope));
        eachReceipt(scope, (index, _, receipt) -> zip.add(pathOf(index), receipt));
        zip.finish();
        return new Written(scope.size(), survey.records(), survey.documents().size(), counting.bytes);
    }

    private void list(Contents contents, Scope scope, Survey survey, Map<String, String> mediaTypes)
            throws IOException {
        for (Survey.Document document : survey.documents().values()) {
            contents.document(pathOf(document), document, mediaTypes.get(document.sha256()));
        }
        contents.made(CHECKPOINT, DossierZip.measure(note(scope)), "日志检查点", "检查点");
        eachReceipt(
                scope,
                (index, kind, receipt) -> contents.made(
                        pathOf(index),
                        DossierZip.measure(receipt),
                        Titles.ofRecord(kind) + "（第 " + index + " 条）",
                        "审计记录"));
    }

    /** Takes the receipts one by one. */
    @FunctionalInterface
    interface ReceiptSink {
        void take(long index, String kind, byte[] receipt) throws IOException;
    }

    private void eachReceipt(Scope scope, ReceiptSink sink) {
        var receipts = new Receipts(log, scope.at());
        database.read(tx -> {
            trail.eachBelow(tx, scope.project().id(), scope.size(), placed -> {
                try {
                    sink.take(placed.index(), placed.entry().kind(), receipts.of(placed));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return null;
        });
    }

    private DossierZip.Measured measure(Survey.Document document) throws IOException {
        try (InputStream in = open(document)) {
            DossierZip.Measured found = DossierZip.measure(in);
            requireSame(document, found);
            return found;
        }
    }

    private static void requireSame(Survey.Document document, DossierZip.Measured found) {
        if (found.size() != document.size() || !found.sha256().equals(document.sha256())) {
            throw new Stopped(
                    "document-altered",
                    "文件“" + document.name() + "”（SHA-256 " + document.sha256() + "）存储的内容已被改动，与记录不符",
                    "the stored bytes of the document \"" + document.name() + "\" (SHA-256 " + document.sha256()
                            + ") were altered: they are not those that the record names");
        }
    }

    private InputStream open(Survey.Document document) throws IOException {
        Path file = store.find(document.sha256())
                .orElseThrow(() -> new Stopped(
                        "document-missing",
                        "存储中没有文件“" + document.name() + "”（SHA-256 " + document.sha256() + "）",
                        "the document \"" + document.name() + "\" (SHA-256 " + document.sha256()
                                + ") is missing from the store"));
        return read(file);
    }

    private static InputStream read(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    static byte[] note(Scope scope) {
        return scope.at().note().write().getBytes(StandardCharsets.UTF_8);
    }

    private static String pathOf(Survey.Document document) {
        return "documents/" + document.sha256();
    }

    static String pathOf(long index) {
        return String.format(Locale.ROOT, "records/%012d.tlog-proof", index);
    }

    /** Counts what passes. */
    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            out.write(buffer, from, length);
            bytes += length;
        }
    }
}
