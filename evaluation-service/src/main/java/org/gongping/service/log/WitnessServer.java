package org.gongping.service.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.witness.AddCheckpoint;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A witness on HTTP (C2SP tlog-witness): add-checkpoint, and the last checkpoint that it cosigned of each log. */
public final class WitnessServer {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);

    /** A checkpoint and 63 hashes are a tenth of this. */
    private static final long LARGEST_REQUEST = 64 << 10;

    private final Vertx vertx;
    private final Witness witness;
    private final WitnessFolder memory;
    private final VerifierKey key;

    public WitnessServer(Vertx vertx, Witness witness, WitnessFolder memory, VerifierKey key) {
        this.vertx = vertx;
        this.witness = witness;
        this.memory = memory;
        this.key = key;
    }

    public Future<HttpServer> listen(String host, int port) {
        Router router = Router.router(vertx);
        router.post("/add-checkpoint")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST))
                .handler(this::add);
        router.getWithRegex("/(?<log>[0-9a-f]{64})/checkpoint").handler(this::last);
        router.get("/").handler(ctx -> text(ctx, 200, key.text() + "\n"));
        return vertx.createHttpServer().requestHandler(router).listen(port, host);
    }

    private void add(RoutingContext ctx) {
        Optional<AddCheckpoint> request = AddCheckpoint.parse(
                ctx.body().buffer() == null ? "" : ctx.body().asString("UTF-8"));
        if (request.isEmpty()) {
            text(ctx, 400, "malformed\n");
            return;
        }
        vertx.executeBlocking(() -> witness.add(request.get()), false)
                .onSuccess(answer -> answer(ctx, answer))
                .onFailure(failure -> {
                    LOG.error("nothing is cosigned: the memory fails", failure);
                    text(ctx, 500, "the memory fails\n");
                });
    }

    private static void answer(RoutingContext ctx, Witness.Answer answer) {
        switch (answer) {
            case Witness.Answer.Cosigned(SignedNote.Line line) -> text(ctx, 200, line.write());
            case Witness.Answer.OtherSize(long size) -> {
                ctx.response().setStatusCode(409).putHeader("Content-Type", "text/x.tlog.size");
                ctx.response().end(size + "\n");
            }
            case Witness.Answer.Refused(int status, String why) -> text(ctx, status, why + "\n");
        }
    }

    private void last(RoutingContext ctx) {
        vertx.executeBlocking(() -> memory.last(ctx.pathParam("log")), false)
                .onSuccess(last -> last.ifPresentOrElse(
                        note -> text(ctx, 200, note.write()), () -> text(ctx, 404, "unknown log\n")))
                .onFailure(failure -> {
                    LOG.error("the memory fails", failure);
                    text(ctx, 500, "the memory fails\n");
                });
    }

    private static void text(RoutingContext ctx, int status, String text) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(text);
    }
}
