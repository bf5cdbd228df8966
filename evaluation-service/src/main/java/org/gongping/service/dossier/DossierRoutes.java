package org.gongping.service.dossier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.dossier.ExportDossier;
import org.gongping.core.dossier.Scope;
import org.gongping.core.dossier.WriteDossier;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Making;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/**
 * The dossier of a project as a file. It is made whole before the first byte is sent: what does not prove itself is
 * answered with what is wrong, not with half an archive.
 */
public final class DossierRoutes implements Routes {
    /** Each reads all documents of a project from the disk. */
    private static final int MADE_AT_ONCE = 2;

    private final ExportDossier export;
    private final Optional<WriteDossier> write;
    private final DocumentStore store;
    private final Semaphore places = new Semaphore(MADE_AT_ONCE);

    /** @param write empty where this server does not hold the log */
    public DossierRoutes(ExportDossier export, Optional<WriteDossier> write, DocumentStore store) {
        this.export = export;
        this.write = write;
        this.store = store;
    }

    @Override
    public void mount(Operations operations) {
        operations.make("exportDossier", new Archive());
    }

    private final class Archive implements Making<Scope> {
        @Override
        public Outcome<Scope> admit(Call call) {
            OptionalLong at = call.optionalText("at")
                    .map(text -> OptionalLong.of(Long.parseLong(text)))
                    .orElseGet(OptionalLong::empty);
            return export.execute(call.transaction(), call.actor(), call.uuid("projectId"), at);
        }

        @Override
        public Answer make(Scope scope) throws IOException {
            if (!places.tryAcquire()) {
                return Answer.refused(new Refusal.Busy());
            }
            Path spool = store.incoming();
            Path file = store.incoming();
            boolean sends = false;
            try {
                Outcome<WriteDossier.Written> written;
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    written = write.orElseThrow().execute(scope, out, spool);
                }
                String name = scope.project().code() + "-" + scope.size() + ".zip";
                sends = written instanceof Outcome.Done<WriteDossier.Written>;
                return Answer.of(written, _ -> new Answer.TemporaryFile("application/zip", name, file));
            } finally {
                places.release();
                Files.delete(spool);
                if (!sends) {
                    Files.delete(file);
                }
            }
        }
    }
}
