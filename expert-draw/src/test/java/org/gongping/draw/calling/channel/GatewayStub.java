package org.gongping.draw.calling.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway for short messages: takes what is signed with its secret, refuses the rest. */
public final class GatewayStub implements AutoCloseable {
    private final HttpServer server;
    private final GatewaySignature signature;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private volatile int status = 202;

    public GatewayStub(GatewaySignature signature) throws IOException {
        this.signature = signature;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/send", this::take);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/send");
    }

    /** Answers so from now on. */
    public void answer(int code) {
        status = code;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        boolean genuine = signature.accepts(
                String.valueOf(headers.getFirst(GatewaySignature.TIMESTAMP)),
                String.valueOf(headers.getFirst(GatewaySignature.SIGNATURE)),
                body,
                Instant.now());
        if (genuine && status / 100 == 2) {
            received.add(new ObjectMapper().readTree(body));
        }
        exchange.sendResponseHeaders(genuine ? status : 401, -1);
        exchange.close();
    }

    /** The next message; waits for it. */
    public JsonNode next() throws InterruptedException {
        JsonNode message = received.poll(60, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the gateway was given nothing");
        }
        return message;
    }

    public boolean isEmpty() {
        return received.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
