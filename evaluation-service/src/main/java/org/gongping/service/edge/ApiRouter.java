package org.gongping.service.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gongping.core.Refusal;
import org.gongping.core.db.Database;
import org.gongping.service.edge.Operations.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the contract. The event loop reads and writes; everything between happens on a virtual thread. */
final class ApiRouter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);
    private static final long BODY_LIMIT = 1 << 20;

    private final Vertx vertx;
    private final OpenAPIContract contract;
    private final ApiCalls calls;
    private final Database database;
    private final InstantSource clock;
    private final RequestMetrics metrics;
    private final long uploadLimit;

    ApiRouter(
            Vertx vertx,
            OpenAPIContract contract,
            ApiCalls calls,
            Database database,
            InstantSource clock,
            RequestMetrics metrics,
            long uploadLimit) {
        this.vertx = vertx;
        this.contract = contract;
        this.calls = calls;
        this.database = database;
        this.clock = clock;
        this.metrics = metrics;
        this.uploadLimit = uploadLimit;
    }

    /** Mounts every operation below the base path of the contract, and problem documents for the rest of {@code /api}. */
    void mount(Router root, Map<String, Service> services) {
        var builder = RouterBuilder.create(vertx, contract);
        for (OpenAPIRoute route : builder.getRoutes()) {
            Operation operation = route.getOperation();
            // Identity and validation happen on the virtual thread, see ApiCalls.
            route.setDoSecurity(false).setDoValidation(false);
            route.addHandler((PlatformHandler) ctx -> checkContentType(ctx, operation));
            if (services.get(operation.getOperationId()) instanceof Service.Uploading) {
                route.addHandler(ctx -> upload(ctx, operation));
            } else {
                route.addHandler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
                route.addHandler(ctx -> {
                    Buffer body = Optional.ofNullable(ctx.body().buffer()).orElse(Buffer.buffer());
                    run(ctx, request(ctx, operation, body), Optional.empty());
                });
            }
            route.addFailureHandler(ctx -> failed(ctx, clock));
        }
        root.route(Contract.BASE_PATH + "/*").subRouter(builder.createRouter());
        root.route("/api/*").handler(this::notServed);
    }

    private void checkContentType(RoutingContext ctx, Operation operation) {
        if (operation.getRequestBody() == null) {
            ctx.next();
            return;
        }
        List<String> accepted =
                List.copyOf(operation.getRequestBody().getContent().keySet());
        String given = Optional.ofNullable(ctx.request().getHeader("Content-Type"))
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
        if (accepted.contains(given)) {
            ctx.next();
        } else {
            send(ctx, replies(ctx).refused(new Refusal.UnsupportedType(accepted)), clock);
        }
    }

    private void upload(RoutingContext ctx, Operation operation) {
        HttpServerRequest request = ctx.request();
        var body = new UploadBody(vertx.getOrCreateContext(), request, uploadLimit);
        if (declaredLength(request) > uploadLimit) {
            send(ctx, replies(ctx).refused(new Refusal.TooLarge(uploadLimit)), clock);
            body.dropRest(vertx);
            return;
        }
        run(ctx, request(ctx, operation, Buffer.buffer()), Optional.of(body));
    }

    private static long declaredLength(HttpServerRequest request) {
        try {
            return Long.parseLong(
                    Optional.ofNullable(request.getHeader("Content-Length")).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static ApiRequest request(RoutingContext ctx, Operation operation, Buffer body) {
        return new ApiRequest(
                operation,
                ctx.request().path(),
                ctx.request().remoteAddress().hostAddress(),
                Map.copyOf(ctx.pathParams()),
                ctx.queryParams(),
                ctx.request().headers(),
                Credentials.of(ctx.request()),
                body);
    }

    private void run(RoutingContext ctx, ApiRequest request, Optional<UploadBody> upload) {
        Context context = vertx.getOrCreateContext();
        long begun = System.nanoTime();
        database.submit(() -> calls.serve(request, upload))
                .whenComplete((reply, failure) -> context.runOnContext(v -> {
                    Reply answer =
                            failure == null ? reply : Problems.incident(failure, request.language(), request.uri());
                    metrics.record(request.operationId(), answer.status(), System.nanoTime() - begun);
                    send(ctx, answer, clock);
                    upload.ifPresent(body -> body.dropRest(vertx));
                }));
    }

    private void notServed(RoutingContext ctx) {
        Replies replies = replies(ctx);
        Path path = contract.findPath(ctx.normalizedPath());
        if (path == null) {
            send(ctx, Problems.notFound(replies.language(), replies.instance()), clock);
            return;
        }
        String allow = path.getOperations().stream()
                .map(operation -> operation.getHttpMethod().name())
                .sorted()
                .collect(Collectors.joining(", "));
        send(ctx, Problems.methodNotAllowed(replies.language(), replies.instance(), allow), clock);
    }

    private static Replies replies(RoutingContext ctx) {
        return new Replies(
                Language.of(ctx.request().getHeader("Accept-Language")),
                ctx.request().path());
    }

    /** What the router itself refuses or what threw in it. */
    static void failed(RoutingContext ctx, InstantSource clock) {
        Replies replies = replies(ctx);
        Throwable failure = ctx.failure();
        int status = failure instanceof HttpException http ? http.getStatusCode() : ctx.statusCode();
        Reply reply = switch (status) {
            case 400 ->
                Problems.badRequest(
                        replies.language(), replies.instance(), "invalid", "请求无法识别", "The request cannot be read");
            case 404 -> Problems.notFound(replies.language(), replies.instance());
            case 413 -> replies.refused(new Refusal.TooLarge(BODY_LIMIT));
            case -1, 500 -> Problems.incident(failure, replies.language(), replies.instance());
            default -> Problems.forStatus(status, replies.language(), replies.instance());
        };
        send(ctx, reply, clock);
    }

    static void send(RoutingContext ctx, Reply reply, InstantSource clock) {
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            drop(ctx, reply);
            return;
        }
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", reply.contentType())
                .putHeader("X-Server-Time", clock.instant().toString());
        reply.headers().forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        if (reply.file().isPresent()) {
            var sent = response.sendFile(reply.file().get().toString());
            sent.onComplete(_ -> drop(ctx, reply));
            sent.onFailure(cause -> {
                if (response.headWritten()) {
                    ctx.request().connection().close();
                } else {
                    Replies replies = replies(ctx);
                    response.headers().remove("Content-Disposition");
                    send(ctx, Problems.incident(cause, replies.language(), replies.instance()), clock);
                }
            });
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }

    private static void drop(RoutingContext ctx, Reply reply) {
        if (reply.isTemporary()) {
            ctx.vertx()
                    .fileSystem()
                    .delete(reply.file().orElseThrow().toString())
                    .onFailure(cause -> LOG.warn("a file made for an answer stays behind: {}", cause.getMessage()));
        }
    }
}
