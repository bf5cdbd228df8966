package org.gongping.service.log;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the public files of a log (C2SP tlog-tiles): the checkpoint, which changes, and tiles and bundles, which never
 * do, and those of the logs that it continues. A request that is no path of the specification names nothing; none reaches the file system as it came.
 */
public final class LogFiles {
    private static final Pattern TILE = Pattern.compile(
            "(?:before/[1-9][0-9]{0,3}/)?tile/(?:entries|[0-5]?[0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(\\.p/(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");

    /** What changes, and what the first record of a log that continues another says. */
    private static final Pattern HEAD = Pattern.compile("(?:before/[1-9][0-9]{0,3}/)?(?:(checkpoint)|origin\\.json)");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Vertx vertx;
    private final Path folder;

    public LogFiles(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /** Answers GET and HEAD of {@code /log/…}; hands on what is not there. */
    public void handle(RoutingContext ctx) {
        if (ctx.request().path().equals("/log")) {
            // No file of the log, but the application's page about it.
            ctx.next();
            return;
        }
        String path = ctx.request().path().substring("/log/".length());
        Matcher head = HEAD.matcher(path);
        if (head.matches()) {
            send(ctx, path, head.group(1) == null ? "application/json" : "text/plain; charset=utf-8", "no-cache");
            return;
        }
        Matcher tile = TILE.matcher(path);
        if (!tile.matches()) {
            ctx.next();
            return;
        }
        // A partial tile is as immutable as a full one, but gives way to it some day.
        send(ctx, path, "application/octet-stream", tile.group(1) == null ? FOR_EVER : "public, max-age=3600");
    }

    private void send(RoutingContext ctx, String path, String type, String caching) {
        vertx.fileSystem()
                .readFile(folder.resolve(path).toString())
                .onSuccess(bytes -> {
                    ctx.response()
                            .putHeader("Content-Type", type)
                            .putHeader("Cache-Control", caching)
                            // Anybody may check the log, from a page of their own too.
                            .putHeader("Access-Control-Allow-Origin", "*");
                    end(ctx, bytes);
                })
                .onFailure(missing -> ctx.next());
    }

    private static void end(RoutingContext ctx, Buffer bytes) {
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            ctx.response()
                    .putHeader("Content-Length", String.valueOf(bytes.length()))
                    .end();
        } else {
            ctx.response().end(bytes);
        }
    }
}
