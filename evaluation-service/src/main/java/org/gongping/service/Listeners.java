package org.gongping.service;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.BadRequests;
import org.gongping.service.room.RoomLimits;

/** One HTTP server per event loop on the same port; Vert.x deals the connections out among them. */
final class Listeners implements AutoCloseable {
    private static final int IDLE_SECONDS = 75;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_LINE_BYTES = 8 << 10;
    private static final int BACKLOG = 2_048;
    private static final int SHUTDOWN_SECONDS = 10;
    private static final int MAX_LOOPS = 8;
    private static final int CLOSING_SECONDS = 5;

    private final List<HttpServer> servers = new ArrayList<>();

    Listeners(Vertx vertx, Router router, ServerConfig.Http config) {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LOOPS);
        int port = config.port();
        for (int i = 0; i < loops; i++) {
            var listener = new Listener(router, config.host(), port);
            Blocking.await(vertx.deployVerticle(listener));
            servers.add(listener.server);
            // The first may have been given any free port; the others share it.
            port = servers.get(0).actualPort();
        }
    }

    int port() {
        return servers.get(0).actualPort();
    }

    /** Stops accepting and waits for the calls that run. */
    @Override
    public void close() {
        Blocking.await(Future.join(servers.stream()
                .map(server -> server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS))
                .toList()));
    }

    private static final class Listener extends VerticleBase {
        private final Router router;
        private final String host;
        private final int port;
        private HttpServer server;

        Listener(Router router, String host, int port) {
            this.router = router;
            this.host = host;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            server = vertx.createHttpServer(new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setMaxInitialLineLength(MAX_LINE_BYTES)
                    .setAcceptBacklog(BACKLOG)
                    .setHttp2ClearTextEnabled(false)
                    .setCompressionSupported(false)
                    // What a person may see and what a stranger made them send must not be compressed together.
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setMaxWebSocketFrameSize(RoomLimits.USUAL.frameBytes())
                    .setMaxWebSocketMessageSize(RoomLimits.USUAL.frameBytes())
                    .setWebSocketClosingTimeout(CLOSING_SECONDS)
                    .setTcpNoDelay(true));
            return server.invalidRequestHandler(BadRequests::handle)
                    .requestHandler(this::handle)
                    .listen(port, host);
        }

        private void handle(HttpServerRequest request) {
            if (BadRequests.hasSoundPath(request)) {
                router.handle(request);
            } else {
                BadRequests.handle(request);
            }
        }
    }
}
