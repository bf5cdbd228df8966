package org.gongping.service.draw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.exclusion.ScreenPool;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.request.DrawRequest;
import org.gongping.draw.request.DrawRequestRepository;
import org.gongping.draw.request.ReadDrawRequest;
import org.gongping.service.edge.Json;

/** Draws are held for the plan that the supervisor approved, over the library as it is screened. */
public final class PlannedDraws implements DrawInputs {
    private final DrawRequestRepository requests;
    private final ReadDrawRequest read;
    private final ScreenPool pool;

    public PlannedDraws(DrawRequestRepository requests, ReadDrawRequest read, ScreenPool pool) {
        this.requests = requests;
        this.read = read;
        this.pool = pool;
    }

    @Override
    public Optional<CommitteePlan> approved(Transaction tx, UUID projectId) {
        return requests.find(tx, projectId)
                .filter(request -> request.state() == DrawRequest.State.APPROVED)
                .map(DrawRequest::plan);
    }

    @Override
    public ObjectNode request(Transaction tx, Project project) {
        return Json.codec().valueToTree(DrawPlanRoutes.RequestJson.of(read.of(tx, project)));
    }

    @Override
    public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
        return pool.screen(tx, projectId, plan, at);
    }
}
