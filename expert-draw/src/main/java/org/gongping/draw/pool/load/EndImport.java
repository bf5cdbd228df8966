package org.gongping.draw.pool.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.draw.pool.Affiliation;
import org.gongping.draw.pool.Change;
import org.gongping.draw.pool.ChangeLog;
import org.gongping.draw.pool.Classification;
import org.gongping.draw.pool.ContentJson;
import org.gongping.draw.pool.Expert;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.Registering;
import org.gongping.draw.pool.SpecialtyRepository;

/** Loads a checked file into the pool, all of it in one transaction, or drops it. */
public final class EndImport {
    private static final int CHUNK = 1_000;

    private final ExpertRepository experts;
    private final SpecialtyRepository specialties;
    private final AffiliationRepository affiliations;
    private final ImportRepository imports;
    private final Registering registering;
    private final ChangeLog changes;
    private final AuditLog audit;
    private final InstantSource clock;

    public EndImport(
            ExpertRepository experts,
            SpecialtyRepository specialties,
            AffiliationRepository affiliations,
            ImportRepository imports,
            Registering registering,
            ChangeLog changes,
            AuditLog audit,
            InstantSource clock) {
        this.experts = experts;
        this.specialties = specialties;
        this.affiliations = affiliations;
        this.imports = imports;
        this.registering = registering;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<FileImport> confirm(Transaction tx, Actor actor, UUID id) {
        return waiting(tx, id).then(file -> {
            experts.queueWriters(tx);
            MessageDigest all = ChangeLog.sha256();
            int last = 0;
            for (List<ImportRepository.Waiting> rows = imports.rows(tx, id, last, CHUNK);
                    !rows.isEmpty();
                    rows = imports.rows(tx, id, last, CHUNK)) {
                Optional<List<String>> digests = load(tx, actor, file, rows);
                if (digests.isEmpty()) {
                    return Outcome.refused(new Refusal.Conflict(
                            "pool-moved-on",
                            "检查之后专家库已有变化，与文件矛盾；请重新上传，按新的报告确认",
                            "The pool has changed since the check and contradicts the file: upload it again and confirm by the new report",
                            Optional.empty()));
                }
                digests.get().forEach(digest -> all.update(digest.getBytes(StandardCharsets.US_ASCII)));
                last = rows.getLast().line();
            }
            imports.end(tx, id, FileImport.State.CONFIRMED, actor.account(), clock.instant());
            audit.append(
                    tx,
                    AuditStep.onPlatform(AuditKind.EXPERT_IMPORT, actor, ChangeLog.side(actor))
                            .object("import", id)
                            .document(new AuditStep.DocumentHash("import", file.sha256(), file.size()))
                            .with("fileKind", file.kind().name())
                            .with("library", file.library())
                            .with("rows", file.counts().rows())
                            .with("created", file.counts().created())
                            .with("changed", file.counts().changed())
                            .with("unchanged", file.counts().unchanged())
                            .with("changes", HexFormat.of().formatHex(all.digest())));
            return Outcome.done(imports.find(tx, id).orElseThrow());
        });
    }

    public Outcome<FileImport> discard(Transaction tx, Actor actor, UUID id) {
        return waiting(tx, id).map(file -> {
            imports.end(tx, id, FileImport.State.DISCARDED, actor.account(), clock.instant());
            audit.append(
                    tx,
                    AuditStep.onPlatform(AuditKind.EXPERT_DISCARD, actor, ChangeLog.side(actor))
                            .object("import", id)
                            .with("fileKind", file.kind().name()));
            return imports.find(tx, id).orElseThrow();
        });
    }

    private Outcome<FileImport> waiting(Transaction tx, UUID id) {
        Optional<FileImport> file = imports.lock(tx, id);
        if (file.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("import"));
        }
        return file.get().state() == FileImport.State.CHECKED
                ? Outcome.done(file.get())
                : Outcome.refused(new Refusal.Conflict(
                        "import-ended",
                        "该文件已导入、被拒绝或已放弃；需要时请重新上传",
                        "This file was loaded, refused or dropped before: upload it again if need be",
                        Optional.empty()));
    }

    /** Digests of what was changed; empty when the pool has moved on so that a row does not fit any more. */
    private Optional<List<String>> load(
            Transaction tx, Actor actor, FileImport file, List<ImportRepository.Waiting> rows) {
        return switch (file.kind()) {
            case EXPERTS -> loadExperts(tx, actor, file.id(), rows);
            case AFFILIATIONS -> {
                affiliations.put(
                        tx,
                        file.id(),
                        rows.stream()
                                .map(row -> ContentJson.read(row.content(), Affiliation.class))
                                .toList());
                yield Optional.of(digests(rows));
            }
            case SPECIALTIES -> {
                specialties.put(
                        tx,
                        rows.stream()
                                .map(row -> SpecialtyJson.read(row.content()))
                                .toList(),
                        clock.instant());
                yield Optional.of(digests(rows));
            }
        };
    }

    private static List<String> digests(List<ImportRepository.Waiting> rows) {
        return rows.stream()
                .map(row -> HexFormat.of().formatHex(ChangeLog.sha256().digest(CanonicalJson.bytes(row.content()))))
                .toList();
    }

    private Optional<List<String>> loadExperts(
            Transaction tx, Actor actor, UUID importId, List<ImportRepository.Waiting> rows) {
        Instant now = clock.instant();
        LocalDate today = LegalPeriod.day(now);
        Classification classes = specialties.classification(tx);
        List<ExpertContent> contents = rows.stream()
                .map(row -> ContentJson.read(row.content(), ExpertContent.class))
                .toList();
        Map<String, Expert> known =
                experts
                        .byNumbers(
                                tx, contents.stream().map(ExpertContent::poolNo).toList(), true)
                        .stream()
                        .collect(Collectors.toMap(each -> each.content().poolNo(), each -> each));
        Map<String, List<ExpertRepository.Bearer>> bearers = experts.byIdentities(
                tx, contents.stream().map(ExpertContent::identity).toList());
        Map<String, String> logins = new HashMap<>(experts.byAccounts(
                tx,
                contents.stream()
                        .map(ExpertContent::account)
                        .filter(java.util.Objects::nonNull)
                        .toList()));
        List<ExpertRepository.Entry> added = new ArrayList<>();
        List<ExpertRepository.Entry> changed = new ArrayList<>();
        List<ChangeLog.Made> made = new ArrayList<>();
        for (ExpertContent content : contents) {
            Expert present = known.get(content.poolNo());
            if (!fits(content, present, bearers, logins)) {
                return Optional.empty();
            }
            ExpertContent entered = content.following(present == null ? null : present.content(), today);
            if (present == null) {
                ExpertRepository.Entry entry =
                        registering.fresh(entered, Registering.counting(bearers, content), classes, now);
                added.add(entry);
                made.add(ChangeLog.Made.added(entry.expert().id(), Change.Action.REGISTER, ContentJson.write(entered)));
            } else if (!entered.equals(present.content())) {
                changed.add(Registering.changed(present, entered, present.state(), classes, now));
                made.add(new ChangeLog.Made(
                        present.id(),
                        Change.Action.CHANGE,
                        ContentJson.change(ContentJson.write(present.content()), ContentJson.write(entered))));
            }
        }
        experts.insert(tx, added);
        experts.update(tx, changed);
        return Optional.of(changes.write(tx, actor, Optional.of(importId), made));
    }

    private static boolean fits(
            ExpertContent content,
            Expert present,
            Map<String, List<ExpertRepository.Bearer>> bearers,
            Map<String, String> logins) {
        boolean samePerson = present == null
                || present.state() == Expert.State.ACTIVE
                        && present.content().identity().equals(content.identity())
                        && present.content().library().equals(content.library());
        boolean nobodyElse = bearers.getOrDefault(content.identity(), List.of()).stream()
                .noneMatch(bearer -> bearer.library().equals(content.library())
                        && !bearer.poolNo().equals(content.poolNo()));
        String login = content.account() == null ? null : logins.get(content.account());
        return samePerson && nobodyElse && (login == null || login.equals(content.poolNo()));
    }
}
