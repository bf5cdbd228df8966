package org.gongping.service.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.AttachDocument;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.document.RemoveDocument;
import org.gongping.core.document.TenderDocument;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Documents of a project: streamed in and out, stored by hash, their type sniffed from the content. */
public final class DocumentRoutes implements Routes {
    private final ProjectAccess access;
    private final DocumentRepository documents;
    private final DocumentStore store;
    private final AttachDocument attach;
    private final RemoveDocument remove;
    private final Intake intake;

    public DocumentRoutes(
            ProjectAccess access,
            DocumentRepository documents,
            DocumentStore store,
            AttachDocument attach,
            RemoveDocument remove) {
        this.access = access;
        this.documents = documents;
        this.store = store;
        this.attach = attach;
        this.remove = remove;
        this.intake = new Intake(store);
    }

    record DocumentJson(
            UUID id,
            String name,
            TenderDocument.Kind kind,
            String mediaType,
            long size,
            String sha256,
            Instant uploadedAt) {
        static DocumentJson of(TenderDocument document) {
            return new DocumentJson(
                    document.id(),
                    document.name(),
                    document.kind(),
                    document.mediaType(),
                    document.size(),
                    document.sha256(),
                    document.uploadedAt());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("listDocuments", this::list);
        operations.handle("downloadDocument", this::download);
        operations.handle("removeDocument", this::remove);
        operations.upload("uploadDocument", new DocumentUpload());
    }

    private Answer list(Call call) {
        UUID projectId = call.uuid("projectId");
        return Answer.ok(
                access.reading(call.transaction(), call.actor(), projectId)
                        .map(_ -> documents.list(call.transaction(), projectId)),
                DocumentRoutes::all);
    }

    private static Page.All<DocumentJson> all(List<TenderDocument> list) {
        return new Page.All<>(list.stream().map(DocumentJson::of).toList());
    }

    private Answer download(Call call) {
        UUID projectId = call.uuid("projectId");
        Outcome<TenderDocument> document = access.reading(call.transaction(), call.actor(), projectId)
                .then(view -> documents
                        .find(call.transaction(), projectId, call.uuid("documentId"))
                        .filter(found -> mayRead(view, found))
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("document"))));
        return Answer.of(
                document,
                found -> store.find(found.sha256())
                        .<Answer>map(path -> new Answer.StoredFile(found.mediaType(), found.name(), path))
                        .orElseThrow(() -> new IllegalStateException("document " + found.id() + " has no bytes")));
    }

    /** Bidders read what is published to them; reports, contracts and the rest are for those who take part. */
    private static boolean mayRead(ProjectAccess.View view, TenderDocument document) {
        boolean bidder = view.sides().isEmpty() || view.sides().contains(Role.BIDDER);
        return !bidder
                || switch (document.kind()) {
                    case TENDER_NOTICE, TENDER_DOCUMENT, ADDENDUM, OPENING_RECORD -> true;
                    case EVALUATION_REPORT, CONTRACT, OTHER -> false;
                };
    }

    private Answer remove(Call call) {
        return Answer.ok(
                remove.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("documentId")),
                DocumentRoutes::all);
    }

    private final class DocumentUpload extends SideUpload {
        DocumentUpload() {
            super(access, Role.TENDER_AGENT, intake);
        }

        @Override
        public Answer record(Call call, Intake.Stored stored) {
            return Answer.created(
                    attach.execute(
                            call.transaction(),
                            call.actor(),
                            call.uuid("projectId"),
                            new AttachDocument.Incoming(
                                    stored.file(),
                                    call.text("name"),
                                    TenderDocument.Kind.valueOf(call.text("kind")),
                                    stored.mediaType(),
                                    stored.size(),
                                    stored.sha256())),
                    DocumentJson::of);
        }
    }
}
