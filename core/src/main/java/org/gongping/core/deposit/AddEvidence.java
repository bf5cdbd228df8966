package org.gongping.core.deposit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/**
 * The owner adds a document to a deposit, to which it refers when it keeps the deposit or decides on an objection. The
 * record has its digest and no name: a file's name may be a person's.
 */
public final class AddEvidence {
    private final ProjectAccess access;
    private final BidderDesk desk;
    private final EvidenceRepository evidence;
    private final DocumentStore store;
    private final DepositSteps steps;
    private final AuditLog audit;

    public AddEvidence(
            ProjectAccess access,
            BidderDesk desk,
            DepositRepository deposits,
            EvidenceRepository evidence,
            DocumentStore store,
            AuditLog audit) {
        this.access = access;
        this.desk = desk;
        this.evidence = evidence;
        this.store = store;
        this.steps = new DepositSteps(desk, deposits, audit);
        this.audit = audit;
    }

    /** A file that came in whole: hashed and its type sniffed while it was streamed. */
    public record Incoming(Path file, String name, String mediaType, long size, String sha256) {}

    public Outcome<Evidence> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, Incoming incoming) {
        return access.acting(tx, actor, projectId, Role.PROJECT_OWNER)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> steps.ofParty(tx, project, lot, depositId))
                        .then(deposit -> {
                            if (evidence.find(tx, projectId, depositId, incoming.sha256())
                                    .isPresent()) {
                                return Outcome.refused(new Refusal.Conflict(
                                        "same-evidence",
                                        "这份文件已经上传过，直接引用即可",
                                        "This file is there already: refer to it",
                                        Optional.empty()));
                            }
                            Evidence added = new Evidence(
                                    incoming.name(),
                                    incoming.mediaType(),
                                    incoming.size(),
                                    incoming.sha256(),
                                    desk.now());
                            // Before the row: a row whose bytes were lost would be a lie, bytes without a row are only
                            // waste.
                            store.keep(incoming.file(), incoming.sha256());
                            evidence.insert(tx, projectId, depositId, added);
                            audit.append(
                                    tx,
                                    DepositSteps.step(
                                                    AuditKind.DEPOSIT_EVIDENCE,
                                                    actor,
                                                    Role.PROJECT_OWNER.token(),
                                                    project,
                                                    deposit,
                                                    desk.now())
                                            .document(new AuditStep.DocumentHash(
                                                    "evidence", incoming.sha256(), incoming.size())));
                            return Outcome.done(added);
                        }));
    }
}
