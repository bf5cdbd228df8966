package org.gongping.service.document;

import java.io.IOException;
import java.io.InputStream;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Upload;

/** A file that one side of a tender sends under a name; what it is put on record for, the operation says. */
public abstract class SideUpload implements Upload<Intake.Stored> {
    private final ProjectAccess access;
    private final Role side;
    private final Intake intake;

    protected SideUpload(ProjectAccess access, Role side, Intake intake) {
        this.access = access;
        this.side = side;
        this.intake = intake;
    }

    @Override
    public final Outcome<?> admit(Call call) {
        return access.reading(call.transaction(), call.actor(), call.uuid("projectId"))
                .then(view -> view.sides().contains(side)
                        ? intake.checkName(call.text("name"))
                        : Outcome.refused(new Refusal.NotFound("project")));
    }

    @Override
    public final Outcome<Intake.Stored> receive(Call call, InputStream body) throws IOException {
        return intake.take(call.text("name"), body);
    }

    @Override
    public final void release(Intake.Stored stored) {
        intake.release(stored);
    }
}
