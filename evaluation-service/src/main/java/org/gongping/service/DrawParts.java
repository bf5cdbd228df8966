package org.gongping.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.ceremony.FinaliserKey;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.plan.CommitteePlan;

/** The part of the composition root that makes the draws of experts. */
final class DrawParts {
    private DrawParts() {}

    static Optional<FinaliserKey> finaliser(Optional<Path> file) {
        try {
            return file.isPresent()
                    ? Optional.of(FinaliserKey.readOrGenerate(file.get(), new SecureRandom()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StartupFailure("draw.vrfKey: " + e.getMessage(), e);
        }
    }

    /** Until a draw can be planned here: there is no request, and nobody to draw from. */
    static DrawInputs noInputs() {
        return new DrawInputs() {
            @Override
            public Optional<CommitteePlan> approved(Transaction tx, UUID projectId) {
                return Optional.empty();
            }

            @Override
            public ObjectNode request(Transaction tx, Project project) {
                ObjectNode request =
                        JsonNodeFactory.instance.objectNode().put("state", "NONE").put("version", 0);
                request.putArray("verdicts");
                return request;
            }

            @Override
            public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
                return new Screened(List.of(), new Screened.Library(0, "", at));
            }
        };
    }
}
