package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of a room that keeps what it is told. */
public final class TestSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 30;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket wire;
    private final Listener listener;
    private JsonNode present = JSON.createObjectNode();

    /** The handshake was answered with this status instead. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public final int status;

        Refused(int status) {
            super("refused with " + status);
            this.status = status;
        }
    }

    private static final class Listener implements WebSocket.Listener {
        final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final StringBuilder partial = new StringBuilder();
        final long taken;

        Listener(long taken) {
            this.taken = taken;
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.request(taken);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    frames.add(JSON.readTree(partial.toString()));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException(e);
                }
                partial.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            frames.add(MissingNode.getInstance());
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(1006);
            frames.add(MissingNode.getInstance());
        }
    }

    private TestSocket(URI uri, long taken, String... headers) {
        listener = new Listener(taken);
        var builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            wire = builder.buildAsync(uri, listener).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse().statusCode());
            }
            throw e;
        }
    }

    /** @param headers names and values in turn */
    public static TestSocket open(TestServer server, String path, String... headers) {
        return new TestSocket(
                URI.create(server.uri(path).toString().replaceFirst("http", "ws")), Long.MAX_VALUE, headers);
    }

    public static TestSocket open(TestServer server, UUID room, String token) {
        return open(server, "/ws/rooms/" + room, "Authorization", "Bearer " + token);
    }

    /** One that takes so many frames from the network, and no more until {@link #read}. */
    public static TestSocket reluctant(TestServer server, UUID room, String token, long taken) {
        URI uri = URI.create(server.uri("/ws/rooms/" + room).toString().replaceFirst("http", "ws"));
        return new TestSocket(uri, taken, "Authorization", "Bearer " + token);
    }

    public void read() {
        wire.request(Long.MAX_VALUE);
    }

    public TestSocket resume(long lastSeq) {
        send("{\"type\":\"resume\",\"lastSeq\":" + lastSeq + "}");
        return this;
    }

    public void send(String text) {
        wire.sendText(text, true).join();
    }

    /** The next frame of any type but beats and presence. */
    public JsonNode next() {
        while (true) {
            JsonNode frame = any();
            String type = frame.path("type").asText();
            if (!type.equals("room.beat") && !type.equals("room.presence")) {
                return frame;
            }
        }
    }

    /** The next frame of this type; others before it are passed over. */
    public JsonNode next(String type) {
        while (true) {
            JsonNode frame = any();
            if (frame.path("type").asText().equals(type)) {
                return frame;
            }
        }
    }

    /** How many people of which side are here, once so many sides are. */
    public Map<String, Integer> presence(int sides) {
        while (present.path("sides").size() != sides) {
            any();
        }
        var found = new TreeMap<String, Integer>();
        present.path("sides")
                .forEach(side -> found.put(
                        side.path("side").asText(), side.path("people").asInt()));
        return found;
    }

    private JsonNode any() {
        try {
            JsonNode frame = listener.frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(frame).as("a frame in time").isNotNull();
            assertThat(frame.isMissingNode())
                    .as("closed with %s", listener.closed.getNow(0))
                    .isFalse();
            if (frame.path("type").asText().equals("room.presence")) {
                present = frame.path("body");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The events until it is live. */
    public List<JsonNode> eventsUntilLive() {
        var events = new ArrayList<JsonNode>();
        next("room.welcome");
        for (JsonNode frame = next(); !frame.path("type").asText().equals("room.live"); frame = next()) {
            events.add(frame);
        }
        return events;
    }

    /** What came and was not asked for yet. */
    public List<JsonNode> left() {
        var left = new ArrayList<JsonNode>();
        listener.frames.drainTo(left);
        return left;
    }

    /** The code with which the server closed it. */
    public int closed() {
        return listener.closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public boolean isClosed() {
        return listener.closed.isDone();
    }

    @Override
    public void close() {
        wire.abort();
    }
}
