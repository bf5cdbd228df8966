package org.gongping.service.room;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Refusal;
import org.gongping.core.db.Database;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.CsrfDefence;
import org.gongping.service.edge.EdgeProblems;
import org.gongping.service.edge.Identities;
import org.gongping.service.room.RoomAdmission.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /ws/rooms/{roomId}}: who does not come in gets a problem document as over the API, before there is a socket.
 * Credentials are the session cookie or the Authorization header; nothing in the URL is looked at but the room.
 */
final class RoomHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(RoomHandshake.class);
    private static final String RETRY_SECONDS = "5";

    private final Vertx vertx;
    private final Database database;
    private final RoomAdmission admission;
    private final RoomSockets sockets;
    private final CsrfDefence origins;
    private final InstantSource clock;

    RoomHandshake(
            Vertx vertx,
            Database database,
            RoomAdmission admission,
            RoomSockets sockets,
            URI publicUrl,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.admission = admission;
        this.sockets = sockets;
        this.origins = new CsrfDefence(publicUrl);
        this.clock = clock;
    }

    void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Optional<UUID> room = uuid(ctx.pathParam("roomId"));
        if (room.isEmpty()) {
            EdgeProblems.refused(ctx, clock, new Refusal.NotFound("room"));
            return;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            ctx.response().putHeader("Upgrade", "websocket");
            EdgeProblems.status(ctx, clock, 426);
            return;
        }
        Credentials credentials = Credentials.of(request);
        if (!origins.passesHandshake(credentials)) {
            EdgeProblems.crossSite(ctx, clock);
            return;
        }
        Context context = vertx.getOrCreateContext();
        request.pause();
        database.submit(() -> admission.decide(credentials, room.get()))
                .whenComplete((decision, failure) ->
                        context.runOnContext(run -> answer(ctx, context, credentials, decision, failure)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void answer(
            RoutingContext ctx, Context context, Credentials credentials, Decision decision, Throwable failure) {
        switch (decision) {
            case Decision.Admitted admitted -> upgrade(ctx, context, credentials, admitted);
            case Decision.NotLoggedIn(String code) -> {
                ctx.request().resume();
                EdgeProblems.notLoggedIn(ctx, clock, code);
            }
            case Decision.Refused(Refusal refusal) -> {
                ctx.request().resume();
                EdgeProblems.refused(ctx, clock, refusal);
            }
            case null -> {
                ctx.request().resume();
                boolean passes = failure instanceof Identities.IdentityUnavailable
                        || failure instanceof RuntimeException known && Database.isToBlame(known);
                if (passes) {
                    LOG.warn("{}", failure.getMessage());
                    EdgeProblems.unavailable(ctx, clock);
                } else {
                    EdgeProblems.incident(ctx, clock, failure);
                }
            }
        }
    }

    private void upgrade(RoutingContext ctx, Context context, Credentials credentials, Decision.Admitted admitted) {
        switch (sockets.reserve(admitted)) {
            case FULL -> {
                ctx.request().resume();
                EdgeProblems.unavailable(ctx, clock);
            }
            case TOO_MANY_OF_THIS_LOGIN -> {
                ctx.request().resume();
                ctx.response().putHeader("Retry-After", RETRY_SECONDS);
                EdgeProblems.status(ctx, clock, 429);
            }
            case TAKEN ->
                ctx.request()
                        .toWebSocket()
                        .onSuccess(wire -> sockets.open(wire, context, credentials, admitted))
                        .onFailure(cause -> {
                            sockets.release(admitted);
                            LOG.debug("no socket came of a handshake: {}", cause.getMessage());
                        });
        }
    }
}
