package org.gongping.draw.pool.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.draw.pool.Affiliation;
import org.gongping.draw.pool.ChangeLog;
import org.gongping.draw.pool.Classification;
import org.gongping.draw.pool.ContentJson;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.ReadExperts;
import org.gongping.draw.pool.Specialty;
import org.gongping.draw.pool.SpecialtyRepository;
import org.gongping.draw.pool.sheet.Problem;
import org.gongping.draw.pool.sheet.SheetReader;

/**
 * Reads an uploaded file to its last row and says, row by row, what is wrong with it. The pool stays as it is: what is
 * sound waits for a confirmation, and one error is enough for nothing to wait. The file itself is not kept.
 */
public final class CheckFile {
    private final SheetReader sheets;
    private final ExpertRepository experts;
    private final SpecialtyRepository specialties;
    private final AffiliationRepository affiliations;
    private final ImportRepository imports;
    private final ReadExperts read;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public CheckFile(
            SheetReader sheets,
            ExpertRepository experts,
            SpecialtyRepository specialties,
            AffiliationRepository affiliations,
            ImportRepository imports,
            ReadExperts read,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.sheets = sheets;
        this.experts = experts;
        this.specialties = specialties;
        this.affiliations = affiliations;
        this.imports = imports;
        this.read = read;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A file as it came.
     *
     * @param source for a file of specialty categories: the document that defines them
     */
    public record Incoming(
            FileImport.Kind kind,
            Path file,
            String fileName,
            String sha256,
            long size,
            String library,
            Optional<String> source) {}

    public FileImport execute(Transaction tx, Actor actor, Incoming incoming) {
        for (UUID earlier : imports.waiting(tx, actor.account())) {
            imports.end(tx, earlier, FileImport.State.DISCARDED, actor.account(), clock.instant());
        }
        FileImport fresh = new FileImport(
                ids.next(),
                incoming.kind(),
                FileImport.State.REFUSED,
                incoming.fileName(),
                incoming.sha256(),
                incoming.size(),
                "?",
                incoming.library(),
                incoming.source(),
                new FileImport.Counts(0, 0, 0, 0, 0, 0),
                actor.account(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        imports.insert(tx, fresh);
        Report report = new Report();
        SheetReader.Read done = read(tx, fresh, incoming, report);
        FileImport checked = fresh.checked(done.format(), report.counts(done.rows()));
        if (report.hasErrors()) {
            imports.dropRows(tx, fresh.id());
        }
        imports.update(tx, checked);
        imports.insertProblems(tx, fresh.id(), report.listed());
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.EXPERT_UPLOAD, actor, ChangeLog.side(actor))
                        .object("import", checked.id())
                        .document(new AuditStep.DocumentHash("import", checked.sha256(), checked.size()))
                        .with("fileKind", checked.kind().name())
                        .with("library", checked.library())
                        .with("rows", checked.counts().rows())
                        .with("errors", checked.counts().errors())
                        .with("outcome", checked.state().name()));
        return checked;
    }

    private SheetReader.Read read(Transaction tx, FileImport file, Incoming incoming, Report report) {
        try {
            return switch (incoming.kind()) {
                case EXPERTS -> {
                    LocalDate today = LegalPeriod.day(clock.instant());
                    ExpertLines lines =
                            new ExpertLines(experts, imports, tx, file.id(), read.standing(tx), today, report);
                    yield sheets.experts(
                            incoming.file(),
                            incoming.library(),
                            specialties.classification(tx),
                            today,
                            lines::take,
                            report::tell);
                }
                case AFFILIATIONS -> {
                    Map<Affiliation.Edge, Integer> seen = new HashMap<>();
                    yield sheets.affiliations(
                            incoming.file(), lines -> edges(tx, file.id(), lines, seen, report), report::tell);
                }
                case SPECIALTIES -> {
                    Map<String, Specialty> seen = new HashMap<>();
                    Classification known = specialties.classification(tx);
                    yield sheets.specialties(
                            incoming.file(),
                            incoming.source().orElse(incoming.fileName()),
                            lines -> codes(tx, file.id(), lines, known, seen, report),
                            report::tell);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void edges(
            Transaction tx,
            UUID importId,
            List<SheetReader.Line<Affiliation>> lines,
            Map<Affiliation.Edge, Integer> seen,
            Report report) {
        Map<Affiliation.Edge, Affiliation> known = affiliations.ofHolders(
                tx,
                lines.stream().map(each -> each.content().holder()).distinct().toList());
        List<ImportRepository.Waiting> waiting = new ArrayList<>();
        for (SheetReader.Line<Affiliation> line : lines) {
            Integer earlier = seen.putIfAbsent(line.content().edge(), line.line());
            Affiliation present = known.get(line.content().edge());
            if (earlier != null) {
                report.tell(new Problem(line.line(), "", Problem.Kind.EDGE_TWICE, String.valueOf(earlier)));
            } else if (line.content().equals(present)) {
                report.unchanged();
            } else {
                if (present == null) {
                    report.created();
                } else {
                    report.changed();
                }
                waiting.add(new ImportRepository.Waiting(line.line(), ContentJson.write(line.content())));
            }
        }
        keep(tx, importId, waiting, report);
    }

    private void codes(
            Transaction tx,
            UUID importId,
            List<SheetReader.Line<Specialty>> lines,
            Classification known,
            Map<String, Specialty> seen,
            Report report) {
        List<ImportRepository.Waiting> waiting = new ArrayList<>();
        for (SheetReader.Line<Specialty> line : lines) {
            Specialty code = line.content();
            Optional<Specialty> present = known.find(code.code());
            boolean parentThere = code.parent()
                    .map(parent -> known.has(parent) || seen.containsKey(parent))
                    .orElse(true);
            if (seen.putIfAbsent(code.code(), code) != null) {
                report.tell(new Problem(line.line(), "专业代码", Problem.Kind.EDGE_TWICE, "-"));
            } else if (!parentThere) {
                report.tell(new Problem(line.line(), "上级代码", Problem.Kind.PARENT_UNKNOWN, ""));
            } else if (present.isPresent() && !present.get().parent().equals(code.parent())) {
                report.tell(new Problem(line.line(), "上级代码", Problem.Kind.PARENT_CHANGED, ""));
            } else if (present.filter(code::equals).isPresent()) {
                report.unchanged();
            } else {
                if (present.isEmpty()) {
                    report.created();
                } else {
                    report.changed();
                }
                waiting.add(new ImportRepository.Waiting(line.line(), SpecialtyJson.write(code)));
            }
        }
        keep(tx, importId, waiting, report);
    }

    private void keep(Transaction tx, UUID importId, List<ImportRepository.Waiting> waiting, Report report) {
        if (!report.hasErrors()) {
            imports.insertRows(tx, importId, waiting);
        }
    }
}
