package org.gongping.core.document;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/**
 * Attaches a document to a project. Notice and tender document belong to the draft; after publication a change of them
 * is an addendum.
 */
public final class AttachDocument {
    private final ProjectAccess access;
    private final DocumentRepository documents;
    private final DocumentStore store;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public AttachDocument(
            ProjectAccess access,
            DocumentRepository documents,
            DocumentStore store,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.access = access;
        this.documents = documents;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** A file that came in whole: hashed and its type sniffed while it was streamed. */
    public record Incoming(
            Path file, String name, TenderDocument.Kind kind, String mediaType, long size, String sha256) {}

    public Outcome<TenderDocument> execute(Transaction tx, Actor actor, UUID projectId, Incoming incoming) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            if (!project.isDraft() && isLockedAtPublication(incoming.kind())) {
                return Outcome.refused(new Refusal.WrongPhase(
                        project.phase(),
                        "DRAFT",
                        "公告与招标文件已发布锁定；修改请以补遗（澄清修改）发出",
                        "Notice and tender document are published and locked; changes go out as an addendum"));
            }
            TenderDocument document = new TenderDocument(
                    ids.next(),
                    incoming.name(),
                    incoming.kind(),
                    incoming.mediaType(),
                    incoming.size(),
                    incoming.sha256(),
                    clock.instant());
            // Before the row: a row whose bytes were lost would be a lie, bytes without a row are only waste.
            store.keep(incoming.file(), incoming.sha256());
            documents.insert(tx, projectId, document);
            audit.append(tx, step(AuditKind.DOCUMENT_ADD, actor, project, document));
            return Outcome.done(document);
        });
    }

    static boolean isLockedAtPublication(TenderDocument.Kind kind) {
        return kind == TenderDocument.Kind.TENDER_NOTICE || kind == TenderDocument.Kind.TENDER_DOCUMENT;
    }

    static AuditStep step(AuditKind kind, Actor actor, Project project, TenderDocument document) {
        return AuditStep.inTender(kind, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                .object("document", document.id())
                .document(new AuditStep.DocumentHash(document.name(), document.sha256(), document.size()))
                .with("documentKind", document.kind().name());
    }
}
