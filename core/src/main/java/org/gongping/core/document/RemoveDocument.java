package org.gongping.core.document;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/** Takes a document out of a draft. Nothing leaves a published project. The bytes stay: the trail names their hash. */
public final class RemoveDocument {
    private final ProjectAccess access;
    private final DocumentRepository documents;
    private final AuditLog audit;
    private final InstantSource clock;

    public RemoveDocument(ProjectAccess access, DocumentRepository documents, AuditLog audit, InstantSource clock) {
        this.access = access;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<List<TenderDocument>> execute(Transaction tx, Actor actor, UUID projectId, UUID documentId) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT).then(project -> {
            var document = documents.find(tx, projectId, documentId);
            if (document.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("document"));
            }
            if (!project.isDraft()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        project.phase(), "DRAFT", "已发布项目的文件不能移除", "No document is taken out of a published project"));
            }
            documents.remove(tx, projectId, documentId, clock.instant());
            audit.append(tx, AttachDocument.step(AuditKind.DOCUMENT_REMOVE, actor, project, document.get()));
            return Outcome.done(documents.list(tx, projectId));
        });
    }
}
