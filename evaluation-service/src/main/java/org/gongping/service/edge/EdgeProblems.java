package org.gongping.service.edge;

import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import org.gongping.core.Refusal;

/** Problem documents and plain answers for routes outside the contract. */
public final class EdgeProblems {
    private EdgeProblems() {}

    public static void notFound(RoutingContext ctx, InstantSource clock) {
        ApiRouter.send(ctx, Problems.notFound(language(ctx), instance(ctx)), clock);
    }

    public static void badRequest(RoutingContext ctx, InstantSource clock, String code, String zh, String en) {
        ApiRouter.send(ctx, Problems.badRequest(language(ctx), instance(ctx), code, zh, en), clock);
    }

    public static void unavailable(RoutingContext ctx, InstantSource clock) {
        ApiRouter.send(ctx, Problems.unavailable(language(ctx), instance(ctx)), clock);
    }

    /** A write that the person may not have meant. */
    public static void crossSite(RoutingContext ctx, InstantSource clock) {
        ApiRouter.send(ctx, Problems.of(CsrfDefence.REFUSAL, language(ctx), instance(ctx)), clock);
    }

    /** @param code stable name of what the credentials lack */
    public static void notLoggedIn(RoutingContext ctx, InstantSource clock, String code) {
        ApiRouter.send(
                ctx, Problems.notLoggedIn(language(ctx), instance(ctx), code, "Bearer realm=\"gongping\""), clock);
    }

    public static void refused(RoutingContext ctx, InstantSource clock, Refusal refusal) {
        ApiRouter.send(ctx, Problems.of(refusal, language(ctx), instance(ctx)), clock);
    }

    /** An error nobody expected. */
    public static void incident(RoutingContext ctx, InstantSource clock, Throwable cause) {
        ApiRouter.send(ctx, Problems.incident(cause, language(ctx), instance(ctx)), clock);
    }

    /** What has a status and needs no words of its own. */
    public static void status(RoutingContext ctx, InstantSource clock, int status) {
        ApiRouter.send(ctx, Problems.forStatus(status, language(ctx), instance(ctx)), clock);
    }

    public static void json(RoutingContext ctx, InstantSource clock, Object value) {
        ApiRouter.send(ctx, Reply.json(200, Json.bytes(value)), clock);
    }

    private static Language language(RoutingContext ctx) {
        return Language.of(ctx.request().getHeader("Accept-Language"));
    }

    private static String instance(RoutingContext ctx) {
        return ctx.request().path();
    }
}
