package org.gongping.service.deposit;

import java.time.Instant;
import org.gongping.core.deposit.AddEvidence;
import org.gongping.core.deposit.Evidence;
import org.gongping.core.deposit.ReadDeposits;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.service.document.Intake;
import org.gongping.service.document.SideUpload;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** Documents to which the owner refers when it keeps a deposit. */
public final class EvidenceRoutes implements Routes {
    private final ProjectAccess access;
    private final ReadDeposits read;
    private final AddEvidence add;
    private final DocumentStore store;
    private final Intake intake;

    public EvidenceRoutes(ProjectAccess access, ReadDeposits read, AddEvidence add, DocumentStore store) {
        this.access = access;
        this.read = read;
        this.add = add;
        this.store = store;
        this.intake = new Intake(store);
    }

    record EvidenceJson(String name, String mediaType, long size, String sha256, Instant addedAt) {
        static EvidenceJson of(Evidence evidence) {
            return new EvidenceJson(
                    evidence.name(), evidence.mediaType(), evidence.size(), evidence.sha256(), evidence.addedAt());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getDepositEvidence", this::get);
        operations.upload("addDepositEvidence", new EvidenceUpload());
    }

    private Answer get(Call call) {
        return Answer.of(
                read.evidence(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        call.uuid("depositId"),
                        call.text("digest")),
                found -> store.find(found.sha256())
                        .<Answer>map(path -> new Answer.StoredFile(found.mediaType(), found.name(), path))
                        .orElseThrow(() -> new IllegalStateException("evidence " + found.sha256() + " has no bytes")));
    }

    private final class EvidenceUpload extends SideUpload {
        EvidenceUpload() {
            super(access, Role.PROJECT_OWNER, intake);
        }

        @Override
        public Answer record(Call call, Intake.Stored stored) {
            return Answer.created(
                    add.execute(
                            call.transaction(),
                            call.actor(),
                            call.uuid("projectId"),
                            call.uuid("lotId"),
                            call.uuid("depositId"),
                            new AddEvidence.Incoming(
                                    stored.file(),
                                    call.text("name"),
                                    stored.mediaType(),
                                    stored.size(),
                                    stored.sha256())),
                    EvidenceJson::of);
        }
    }
}
