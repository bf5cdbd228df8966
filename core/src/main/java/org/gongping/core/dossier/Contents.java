package org.gongping.core.dossier;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/**
 * Writes {@code contents.json}: what the archive is about, how it was checked, and every file with its size and SHA-256.
 * Only the latter can be proven from the archive. Written as a stream, for the files may be many.
 */
final class Contents implements AutoCloseable {
    static final String NAME = "contents.json";
    private static final String SCHEMA = "gongping.dossier/1";

    private final JsonGenerator json;

    Contents(OutputStream out) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
    }

    /** Everything but the files, which must follow. */
    void about(Scope scope, Survey survey, Map<String, String> mediaTypes) throws IOException {
        Project project = scope.project();
        json.writeStringField("project", project.code());
        json.writeNumberField("checkpointSize", scope.size());
        json.writeStringField("title", project.title());
        json.writeStringField("regime", Titles.of(project.regime()));
        json.writeStringField("procurementKind", Titles.of(project.procurementKind()));
        json.writeStringField("projectType", project.projectType());
        json.writeBooleanField("mustTenderByLaw", project.mustTenderByLaw());
        optional("budget", project.budget() == null ? null : project.budget().toPlainString());
        parties(project, survey);
        dates(project);
        json.writeObjectFieldStart("ruleSet");
        optional("version", project.ruleSet());
        optional("digest", project.ruleSetDigest());
        json.writeEndObject();
        lots(project.lots());
        log(scope, survey);
        steps(project, survey.steps());
        checks(FourPropertyCheck.items(
                scope,
                survey,
                survey.documents().keySet().stream()
                        .map(hash -> mediaTypes.getOrDefault(hash, "unknown"))
                        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll)));
        json.writeArrayFieldStart("files");
    }

    private void parties(Project project, Survey survey) throws IOException {
        json.writeArrayFieldStart("parties");
        party(Role.PROJECT_OWNER, project.owner());
        party(Role.TENDER_AGENT, project.agent());
        party(Role.SUPERVISOR, project.authority());
        for (String creditCode : survey.bidders()) {
            json.writeStartObject();
            json.writeStringField("side", Titles.of(Role.BIDDER));
            json.writeStringField("creditCode", creditCode);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void party(Role side, Organisation organisation) throws IOException {
        json.writeStartObject();
        json.writeStringField("side", Titles.of(side));
        json.writeStringField("name", organisation.name());
        json.writeStringField("creditCode", organisation.creditCode());
        json.writeEndObject();
    }

    private void dates(Project project) throws IOException {
        json.writeObjectFieldStart("dates");
        optional("created", project.createdAt());
        optional("issued", project.issuedAt());
        optional("issueEnd", project.issueEnd());
        optional("bidDeadline", project.bidDeadline());
        optional("opening", project.openingTime());
        json.writeEndObject();
        optional("openingPlace", project.openingPlace());
    }

    private void lots(List<Lot> lots) throws IOException {
        json.writeArrayFieldStart("lots");
        for (Lot lot : lots) {
            json.writeStartObject();
            json.writeNumberField("no", lot.no());
            json.writeStringField("id", lot.id().toString());
            json.writeStringField("name", lot.name());
            optional(
                    "ceilingPrice",
                    lot.ceilingPrice() == null ? null : lot.ceilingPrice().toPlainString());
            optional("methodDigest", lot.methodDigest());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Records after the last index are not in here: the checkpoint does not cover them. */
    private void log(Scope scope, Survey survey) throws IOException {
        json.writeObjectFieldStart("log");
        json.writeStringField("origin", scope.at().checkpoint().origin());
        json.writeNumberField("size", scope.size());
        json.writeStringField(
                "root", HexFormat.of().formatHex(scope.at().checkpoint().root()));
        json.writeEndObject();
        json.writeObjectFieldStart("records");
        json.writeNumberField("count", survey.records());
        json.writeNumberField("firstIndex", survey.first());
        json.writeNumberField("lastIndex", survey.last());
        json.writeStringField(
                "coverage", "检查点规模 " + scope.size() + " 之下本项目的全部记录，至第 " + survey.last() + " 条；其后的记录不在本档案之内");
        json.writeEndObject();
    }

    private void steps(Project project, List<Survey.Step> steps) throws IOException {
        json.writeArrayFieldStart("steps");
        for (Survey.Step step : steps) {
            json.writeStartObject();
            json.writeNumberField("index", step.index());
            json.writeStringField("at", step.at());
            json.writeStringField("kind", step.kind().code());
            json.writeStringField("title", Titles.ofRecord(step.kind().code()));
            for (Lot lot : project.lots()) {
                if (step.objects().contains("lot:" + lot.id())) {
                    json.writeNumberField("lot", lot.no());
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void checks(List<FourPropertyCheck.Item> items) throws IOException {
        json.writeObjectFieldStart("fourPropertyCheck");
        json.writeStringField("standard", FourPropertyCheck.STANDARD);
        json.writeArrayFieldStart("items");
        for (FourPropertyCheck.Item item : items) {
            json.writeStartObject();
            json.writeStringField("property", item.property().zh());
            json.writeStringField("code", item.code());
            json.writeStringField("item", item.zh());
            json.writeStringField("result", item.result().zh());
            json.writeStringField("basis", item.basis());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void document(String path, Survey.Document document, String mediaType) throws IOException {
        file(path, document.sha256(), document.size());
        json.writeStringField("title", String.join("、", document.names()));
        json.writeStringField("kind", Titles.ofDocuments(document.kinds()));
        optional("mediaType", mediaType);
        json.writeEndObject();
    }

    /** A file of the archive's own. */
    void made(String path, DossierZip.Measured measured, String title, String kind) throws IOException {
        file(path, measured.sha256(), measured.size());
        json.writeStringField("title", title);
        json.writeStringField("kind", kind);
        json.writeEndObject();
    }

    private void file(String path, String sha256, long size) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", path);
        json.writeStringField("sha256", sha256);
        json.writeNumberField("size", size);
    }

    private void optional(String member, String value) throws IOException {
        if (value != null) {
            json.writeStringField(member, value);
        }
    }

    private void optional(String member, Instant value) throws IOException {
        optional(member, value == null ? null : value.toString());
    }

    /** Ends the table. */
    @Override
    public void close() throws IOException {
        json.close();
    }
}
