package org.gongping.service;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.calling.DoneDraw;
import org.gongping.draw.calling.ReplacementRepository;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.ceremony.FinaliserKey;
import org.gongping.draw.ceremony.ReadTranscript;
import org.gongping.draw.exclusion.ScreenPool;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.request.DrawRequest;
import org.gongping.draw.request.DrawRequestRepository;
import org.gongping.draw.request.ReadDrawRequest;
import org.gongping.service.draw.DrawPlanRoutes;

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

    /** The records of replacements, as those who call the experts keep them. */
    static ReadTranscript.Replacements replacements(ReplacementRepository rows) {
        return (tx, attempt) -> rows.logged(tx, new DoneDraw.Key(attempt.projectId(), attempt.number())).stream()
                .map(ReplacementRepository.Logged::entryId)
                .toList();
    }

    /** What draws are held for, and over whom: the approved request, and the screened library. */
    static DrawInputs inputs(DrawRequestRepository requests, ReadDrawRequest read, ScreenPool pool) {
        return new DrawInputs() {
            @Override
            public Optional<CommitteePlan> approved(Transaction tx, UUID projectId) {
                return requests.find(tx, projectId)
                        .filter(request -> request.state() == DrawRequest.State.APPROVED)
                        .map(DrawRequest::plan);
            }

            @Override
            public Object request(Transaction tx, Project project) {
                return DrawPlanRoutes.RequestJson.of(read.of(tx, project));
            }

            @Override
            public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
                return pool.screen(tx, projectId, plan, at);
            }
        };
    }
}
