package org.gongping.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.gongping.service.config.ServerConfig;

/** Stand-in of the HTTP server, with its two entry points alone. */
public final class Server implements AutoCloseable {
    private final HttpServer http;

    private Server(HttpServer http) {
        this.http = http;
    }

    public static Server start(ServerConfig config) {
        try {
            var http = HttpServer.create(
                    new InetSocketAddress(config.http().host(), config.http().port()), 0);
            http.start();
            return new Server(http);
        } catch (IOException e) {
            throw new StartupFailure("port " + config.http().port() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
