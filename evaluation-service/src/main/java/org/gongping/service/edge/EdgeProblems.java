package org.gongping.service.edge;

import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;

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
