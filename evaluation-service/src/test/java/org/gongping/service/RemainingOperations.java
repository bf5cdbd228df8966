package org.gongping.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.Upload;

/** For tests of the edge: answers an empty record for every operation that no feature mounted before serves. */
public final class RemainingOperations implements Routes {
    private static final Set<String> UPLOADS = Set.of("uploadDocument");

    @Override
    public void mount(Operations operations) {
        for (String operationId : Set.copyOf(operations.missing())) {
            if (UPLOADS.contains(operationId)) {
                operations.upload(operationId, new Counting());
            } else {
                operations.handle(operationId, call -> Answer.ok(Map.of()));
            }
        }
    }

    /** Reads the file and answers how long it was. */
    private static final class Counting implements Upload<Long> {
        @Override
        public Outcome<?> admit(Call call) {
            return Outcome.done(call.uuid("projectId"));
        }

        @Override
        public Outcome<Long> receive(Call call, InputStream body) throws IOException {
            return Outcome.done(body.transferTo(java.io.OutputStream.nullOutputStream()));
        }

        @Override
        public Answer record(Call call, Long received) {
            return Answer.created(Map.of("size", received, "name", call.text("name")));
        }
    }
}
