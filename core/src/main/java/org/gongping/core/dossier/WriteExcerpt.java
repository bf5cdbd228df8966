package org.gongping.core.dossier;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.db.Database;
import org.gongping.core.trail.TrailQuery;

/**
 * Writes an excerpt of a trail: {@code contents.json}, the checkpoint, and each record with salt and proof. The same
 * query under the same checkpoint gives the same bytes. Records are read twice, each time anew; memory grows with the
 * table of contents alone, some 300 bytes a record.
 */
public final class WriteExcerpt {
    private static final String SCHEMA = "gongping.excerpt/1";
    private static final String WHAT_IT_IS = "审计摘录：只收符合查询条件的记录，不收文件正文。每条记录及其证明可独立核验；未收入的记录是否存在，本摘录不作证明";

    private final Database database;
    private final TrailRepository trail;
    private final PublishedLog log;

    public WriteExcerpt(Database database, TrailRepository trail, PublishedLog log) {
        this.database = database;
        this.trail = trail;
        this.log = log;
    }

    /**
     * Writes the archive. Refused when a record is not what the log holds; what was written until then is of no use.
     *
     * @param out left open
     * @return how many records it holds
     */
    public Outcome<Integer> execute(Excerpt excerpt, OutputStream out) throws IOException {
        try {
            byte[] contents = contents(excerpt);
            var zip = new DossierZip(new BufferedOutputStream(out, 1 << 16));
            zip.add(Contents.NAME, contents);
            zip.add(WriteDossier.CHECKPOINT, WriteDossier.note(excerpt.scope()));
            eachReceipt(excerpt, (index, _, receipt) -> zip.add(WriteDossier.pathOf(index), receipt));
            zip.finish();
            return Outcome.done(excerpt.records());
        } catch (Stopped e) {
            return Outcome.refused(e.refusal());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] contents(Excerpt excerpt) throws IOException {
        Scope scope = excerpt.scope();
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("project", scope.project().code());
            json.writeNumberField("checkpointSize", scope.size());
            json.writeStringField("note", WHAT_IT_IS);
            json.writeStringField("origin", scope.at().checkpoint().origin());
            json.writeStringField(
                    "root", HexFormat.of().formatHex(scope.at().checkpoint().root()));
            query(json, excerpt.query());
            json.writeNumberField("records", excerpt.records());
            json.writeArrayFieldStart("files");
            file(json, WriteDossier.CHECKPOINT, DossierZip.measure(WriteDossier.note(scope)), "日志检查点");
            eachReceipt(
                    excerpt,
                    (index, kind, receipt) -> file(
                            json,
                            WriteDossier.pathOf(index),
                            DossierZip.measure(receipt),
                            Titles.ofRecord(kind) + "（第 " + index + " 条）"));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void query(JsonGenerator json, TrailQuery query) throws IOException {
        json.writeObjectFieldStart("query");
        optional(json, "q", query.text());
        optional(json, "group", query.group());
        optional(json, "kind", query.kind());
        optional(json, "role", query.role());
        optional(json, "lot", query.lot());
        optional(json, "rule", query.rule());
        optional(json, "from", query.from());
        optional(json, "until", query.until());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String member, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(member, value.get().toString());
        }
    }

    private static void file(JsonGenerator json, String path, DossierZip.Measured measured, String title)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeStringField("sha256", measured.sha256());
        json.writeNumberField("size", measured.size());
        json.writeStringField("title", title);
        json.writeEndObject();
    }

    private void eachReceipt(Excerpt excerpt, WriteDossier.ReceiptSink sink) {
        var receipts = new Receipts(log, excerpt.scope().at());
        database.read(tx -> {
            trail.eachBelow(
                    tx,
                    excerpt.scope().project().id(),
                    excerpt.filter(),
                    excerpt.withBidderStreams(),
                    excerpt.scope().size(),
                    placed -> {
                        try {
                            sink.take(placed.index(), placed.entry().kind(), receipts.of(placed));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            return null;
        });
    }
}
