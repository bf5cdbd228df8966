package org.gongping.service.bid;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.upload.BeginUpload;
import org.gongping.core.bid.upload.EnvelopeUpload;
import org.gongping.core.bid.upload.ReceiveEnvelope;
import org.gongping.core.bid.upload.ReceiveEnvelope.Progress;
import org.gongping.core.bid.upload.ReceiveEnvelope.Received;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.service.edge.Caller;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.CsrfDefence;
import org.gongping.service.edge.EdgeProblems;
import org.gongping.service.edge.Identities;
import org.gongping.service.edge.Identities.Identified;
import org.gongping.service.edge.UploadBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives envelopes by the tus resumable upload protocol, 1.0.0, with its extensions creation, checksum (sha256),
 * expiration and termination, below {@code /tus}. Each request is handled on a virtual thread; of its body never more
 * than a few chunks are in memory.
 */
public final class TusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TusServer.class);
    private static final String VERSION = "1.0.0";
    private static final int MOST_AT_ONCE = 4096;
    private static final int CHECKSUM_MISMATCH = 460;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Vertx vertx;
    private final Database database;
    private final Identities identities;
    private final BeginUpload begin;
    private final ReceiveEnvelope receive;
    private final CsrfDefence csrf;
    private final InstantSource clock;
    private final long limit;
    private final Supplier<Optional<String>> halted;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tus-", 0).factory());
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /**
     * @param limit largest envelope, in bytes
     * @param halted why nothing can be put on record now; empty otherwise
     */
    public TusServer(
            Vertx vertx,
            Database database,
            Identities identities,
            BeginUpload begin,
            ReceiveEnvelope receive,
            URI publicUrl,
            InstantSource clock,
            long limit,
            Supplier<Optional<String>> halted) {
        this.vertx = vertx;
        this.database = database;
        this.identities = identities;
        this.begin = begin;
        this.receive = receive;
        this.csrf = new CsrfDefence(publicUrl);
        this.clock = clock;
        this.limit = limit;
        this.halted = halted;
    }

    /** An answer without a body, or the problem that stands for it. */
    private sealed interface Reply {
        record Plain(int status, Map<String, String> headers) implements Reply {}

        record Problem(Refusal refusal) implements Reply {}

        record Status(int status) implements Reply {}

        record Bad(String code, String zh, String en) implements Reply {}

        record NotLoggedIn(String code) implements Reply {}

        record CrossSite() implements Reply {}

        record Unavailable() implements Reply {}

        record Incident(Throwable cause) implements Reply {}
    }

    public void mount(Router root) {
        root.route("/tus/projects/:projectId/lots/:lotId").handler(ctx -> handle(ctx, true));
        root.route("/tus/uploads/:uploadId").handler(ctx -> handle(ctx, false));
        root.route("/tus/*").handler(ctx -> EdgeProblems.notFound(ctx, clock));
    }

    private void handle(RoutingContext ctx, boolean isCreation) {
        HttpServerRequest request = ctx.request();
        Context context = vertx.getOrCreateContext();
        TusRequest tus = TusRequest.of(request.method().name(), request.headers());
        var body = new UploadBody(context, request, limit);
        if (!places.tryAcquire()) {
            send(ctx, body, new Reply.Unavailable());
            return;
        }
        Credentials credentials = Credentials.of(request);
        threads.execute(() -> {
            Reply reply;
            try {
                reply = answer(ctx, tus, credentials, body, isCreation);
            } catch (UploadBody.Broken e) {
                reply = e.isTooLarge()
                        ? new Reply.Problem(new Refusal.TooLarge(limit))
                        : new Reply.Bad("upload-broken-off", "上传中断，请继续上传", "The upload broke off; go on with it");
            } catch (IOException e) {
                reply = new Reply.Bad("upload-refused", "数据与声明不符", "The bytes are not what was announced");
            } catch (Database.Busy | Database.Unavailable | Identities.IdentityUnavailable e) {
                LOG.warn("{}", e.getMessage());
                reply = new Reply.Unavailable();
            } catch (RuntimeException | Error e) {
                reply = new Reply.Incident(e);
            } finally {
                places.release();
            }
            Reply last = reply;
            context.runOnContext(_ -> send(ctx, body, last));
        });
    }

    private Reply answer(
            RoutingContext ctx, TusRequest tus, Credentials credentials, UploadBody body, boolean isCreation)
            throws IOException {
        if (tus.method().equals("OPTIONS")) {
            return new Reply.Plain(
                    204,
                    Map.of(
                            "Tus-Version",
                            VERSION,
                            "Tus-Extension",
                            "creation,checksum,expiration,termination",
                            "Tus-Checksum-Algorithm",
                            "sha256",
                            "Tus-Max-Size",
                            String.valueOf(limit)));
        }
        if (!tus.version().equals(Optional.of(VERSION))) {
            return new Reply.Plain(412, Map.of("Tus-Version", VERSION));
        }
        Caller caller;
        switch (identities.identify(credentials)) {
            case Identified.Anonymous() -> {
                return new Reply.NotLoggedIn("not-logged-in");
            }
            case Identified.Rejected(String code) -> {
                return new Reply.NotLoggedIn(code);
            }
            case Identified.Known(Caller known) -> caller = known;
        }
        boolean isReading = tus.method().equals("HEAD");
        if (!isReading && !csrf.passes(caller, credentials)) {
            return new Reply.CrossSite();
        }
        Actor actor = caller.actor().orElseThrow();
        if (!actor.has(Role.BIDDER)) {
            return new Reply.Problem(
                    new Refusal.Forbidden("role", "您的角色不能进行此操作", "Your role does not include this operation"));
        }
        Optional<String> why = halted.get();
        if (!isReading && why.isPresent()) {
            return new Reply.Problem(new Refusal.LogHalted(why.get()));
        }
        Optional<UUID> id = uuid(ctx.pathParam(isCreation ? "projectId" : "uploadId"));
        if (id.isEmpty()) {
            return new Reply.Problem(new Refusal.NotFound(isCreation ? "project" : "upload"));
        }
        return isCreation
                ? create(actor, tus, id.get(), uuid(ctx.pathParam("lotId")))
                : transfer(actor, tus, id.get(), body);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Reply create(Actor actor, TusRequest tus, UUID projectId, Optional<UUID> lotId) {
        if (!tus.method().equals("POST")) {
            return new Reply.Status(405);
        }
        Optional<EnvelopeKind> kind =
                tus.metadata().map(values -> values.getOrDefault("kind", "")).flatMap(EnvelopeKind::of);
        if (tus.length().isEmpty() || tus.length().getAsLong() == 0 || kind.isEmpty()) {
            return new Reply.Bad(
                    "invalid",
                    "须给出文件长度（Upload-Length）和信封类型（Upload-Metadata: kind）",
                    "Upload-Length and the kind of the envelope in Upload-Metadata are needed");
        }
        if (lotId.isEmpty()) {
            return new Reply.Problem(new Refusal.NotFound("lot"));
        }
        Outcome<EnvelopeUpload> begun = database.transact(
                tx -> begin.execute(
                        tx,
                        actor,
                        projectId,
                        lotId.get(),
                        kind.get(),
                        tus.length().getAsLong()),
                outcome -> outcome instanceof Outcome.Done<EnvelopeUpload>);
        return switch (begun) {
            case Outcome.Refused<EnvelopeUpload>(Refusal refusal) -> new Reply.Problem(refusal);
            case Outcome.Done<EnvelopeUpload>(EnvelopeUpload upload) -> {
                Map<String, String> headers = headers(upload);
                headers.put("Location", "/tus/uploads/" + upload.id());
                yield new Reply.Plain(201, headers);
            }
        };
    }

    private Reply transfer(Actor actor, TusRequest tus, UUID uploadId, UploadBody body) throws IOException {
        return switch (tus.method()) {
            case "HEAD" -> progress(receive.progress(actor, uploadId));
            case "PATCH" -> patch(actor, tus, uploadId, body);
            case "DELETE" ->
                switch (receive.remove(actor, uploadId)) {
                    case Outcome.Refused<EnvelopeUpload>(Refusal refusal) -> new Reply.Problem(refusal);
                    case Outcome.Done<EnvelopeUpload> _ -> new Reply.Plain(204, Map.of());
                };
            default -> new Reply.Status(405);
        };
    }

    private Reply progress(Outcome<Progress> progress) {
        return switch (progress) {
            case Outcome.Refused<Progress>(Refusal refusal) -> new Reply.Problem(refusal);
            case Outcome.Done<Progress>(Progress now) -> {
                Map<String, String> headers = headers(now.upload());
                headers.put("Upload-Offset", String.valueOf(now.offset()));
                headers.put("Upload-Length", String.valueOf(now.upload().length()));
                yield new Reply.Plain(200, headers);
            }
        };
    }

    private Reply patch(Actor actor, TusRequest tus, UUID uploadId, UploadBody body) throws IOException {
        if (!tus.contentType().equals(Optional.of("application/offset+octet-stream"))) {
            return new Reply.Status(415);
        }
        if (tus.offset().isEmpty() || tus.checksum().isPresent() && tus.digest().isEmpty()) {
            return new Reply.Bad(
                    "invalid",
                    "Upload-Offset 或 Upload-Checksum 不正确",
                    "Upload-Offset or Upload-Checksum is not well formed");
        }
        return switch (receive.receive(actor, uploadId, tus.offset().getAsLong(), body, tus.digest())) {
            case Received.Taken(Progress now) -> {
                Map<String, String> headers = headers(now.upload());
                headers.put("Upload-Offset", String.valueOf(now.offset()));
                yield new Reply.Plain(204, headers);
            }
            case Received.OtherOffset(long offset) ->
                new Reply.Plain(409, Map.of("Upload-Offset", String.valueOf(offset)));
            case Received.OtherDigest() -> new Reply.Plain(CHECKSUM_MISMATCH, Map.of());
            case Received.InUse() -> new Reply.Plain(423, Map.of("Retry-After", "1"));
            case Received.Refused(Refusal refusal) -> new Reply.Problem(refusal);
        };
    }

    private static Map<String, String> headers(EnvelopeUpload upload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upload-Expires", HTTP_DATE.format(upload.deadline()));
        return headers;
    }

    private void send(RoutingContext ctx, UploadBody body, Reply reply) {
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("Tus-Resumable", VERSION).putHeader("Cache-Control", "no-store");
        switch (reply) {
            case Reply.Plain(int status, Map<String, String> headers) -> {
                response.setStatusCode(status)
                        .putHeader("X-Server-Time", clock.instant().toString());
                headers.forEach(response::putHeader);
                response.end();
            }
            case Reply.Problem(Refusal refusal) -> EdgeProblems.refused(ctx, clock, refusal);
            case Reply.Status(int status) -> EdgeProblems.status(ctx, clock, status);
            case Reply.Bad(String code, String zh, String en) -> EdgeProblems.badRequest(ctx, clock, code, zh, en);
            case Reply.NotLoggedIn(String code) -> EdgeProblems.notLoggedIn(ctx, clock, code);
            case Reply.CrossSite() -> EdgeProblems.crossSite(ctx, clock);
            case Reply.Unavailable() -> EdgeProblems.unavailable(ctx, clock);
            case Reply.Incident(Throwable cause) -> EdgeProblems.incident(ctx, clock, cause);
        }
        body.dropRest(vertx);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
