package org.gongping.service.dossier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.dossier.Excerpt;
import org.gongping.core.dossier.ExportExcerpt;
import org.gongping.core.dossier.WriteExcerpt;
import org.gongping.service.audit.TrailQueries;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Making;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** An excerpt of a trail as a file, made whole before the first byte is sent. */
public final class ExcerptRoutes implements Routes {
    private static final int MADE_AT_ONCE = 2;

    private final ExportExcerpt export;
    private final Optional<WriteExcerpt> write;
    private final DocumentStore store;
    private final Semaphore places = new Semaphore(MADE_AT_ONCE);

    /** @param write empty where this server does not hold the log */
    public ExcerptRoutes(ExportExcerpt export, Optional<WriteExcerpt> write, DocumentStore store) {
        this.export = export;
        this.write = write;
        this.store = store;
    }

    @Override
    public void mount(Operations operations) {
        operations.make("exportAuditExcerpt", new Archive());
    }

    private final class Archive implements Making<Excerpt> {
        @Override
        public Outcome<Excerpt> admit(Call call) {
            return TrailQueries.of(call)
                    .then(query -> export.execute(call.transaction(), call.actor(), call.uuid("projectId"), query));
        }

        @Override
        public Answer make(Excerpt excerpt) throws IOException {
            if (!places.tryAcquire()) {
                return Answer.refused(new Refusal.Busy());
            }
            Path file = store.incoming();
            boolean sends = false;
            try {
                Outcome<Integer> written;
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    written = write.orElseThrow().execute(excerpt, out);
                }
                String name = excerpt.scope().project().code() + "-excerpt-"
                        + excerpt.scope().size() + ".zip";
                sends = written instanceof Outcome.Done<Integer>;
                return Answer.of(written, _ -> new Answer.TemporaryFile("application/zip", name, file));
            } finally {
                places.release();
                if (!sends) {
                    Files.delete(file);
                }
            }
        }
    }
}
