package org.gongping.service.bid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.gongping.core.bid.envelope.EnvelopeKind;

/** The server as a bidder's program reaches it. Uploads go on where they broke off. */
public final class BidServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final Duration TO_SEND = Duration.ofHours(6);
    private static final int MOST_TRIES = 20;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final HttpClient http;
    private final String base;
    private final Supplier<String> token;

    /**
     * @param url scheme, host and port
     * @param token access token, asked for anew each time: it may be renewed
     */
    public BidServer(URI url, Supplier<String> token) {
        this(
                url,
                token,
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(10))
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    /** @param http taken over: closing this closes it */
    public BidServer(URI url, Supplier<String> token, HttpClient http) {
        this.http = http;
        String text = url.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.token = token;
    }

    /** The server has refused, for a reason it names. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code, String detail) {
            super(code + ": " + detail);
            this.status = status;
            this.code = code;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }
    }

    /** @param path below {@code /api/v1}, from its first slash */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(api(path).GET()));
    }

    /** Writes once, however often the answer gets lost. */
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return write("POST", path, body);
    }

    private JsonNode write(String method, String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = api(path)
                .method(method, BodyPublishers.ofString(body.toString()))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        return json(patiently(request));
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path)).timeout(TO_ANSWER);
    }

    /** Begins an upload and answers where it goes on, a path. */
    public String begin(UUID projectId, UUID lotId, EnvelopeKind kind, long length)
            throws IOException, InterruptedException {
        String metadata =
                "kind " + Base64.getEncoder().encodeToString(kind.token().getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = patiently(tus("/tus/projects/" + projectId + "/lots/" + lotId)
                .POST(BodyPublishers.noBody())
                .header("Upload-Length", String.valueOf(length))
                .header("Upload-Metadata", metadata));
        if (answer.statusCode() != 201) {
            throw refused(answer);
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Sends a sealed envelope whole and answers the id of its upload. */
    public UUID upload(UUID projectId, UUID lotId, EnvelopeKind kind, Path envelope)
            throws IOException, InterruptedException {
        long length = Files.size(envelope);
        String place = begin(projectId, lotId, kind, length);
        send(place, envelope, 0, length);
        return UUID.fromString(place.substring(place.lastIndexOf('/') + 1));
    }

    /** Goes on with an upload where the server has it, up to this byte. */
    public void resume(String place, Path envelope, long until) throws IOException, InterruptedException {
        send(place, envelope, offset(place), until);
    }

    private void send(String place, Path envelope, long from, long until) throws IOException, InterruptedException {
        long offset = from;
        int tries = 0;
        while (offset < until) {
            try {
                offset = append(place, envelope, offset, until);
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                if (++tries == MOST_TRIES) {
                    throw e;
                }
                pause(tries);
                offset = offset(place);
            }
        }
    }

    /** Sends what lies between; answers how much has arrived. */
    private long append(String place, Path envelope, long offset, long until) throws IOException, InterruptedException {
        var body = BodyPublishers.ofInputStream(() -> from(envelope, offset, until));
        HttpRequest.Builder request = tus(place)
                .timeout(TO_SEND)
                .method("PATCH", BodyPublishers.fromPublisher(body, until - offset))
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", String.valueOf(offset));
        HttpResponse<byte[]> answer = send(request);
        if (answer.statusCode() == 204) {
            return arrived(answer);
        }
        // Sent before and not heard of; or another request of ours still ends.
        boolean isAtAnotherPlace =
                answer.headers().firstValue("Upload-Offset").isPresent() || answer.statusCode() == 423;
        if (isAtAnotherPlace || isPassing(answer.statusCode())) {
            throw new IOException("the upload cannot go on yet: status " + answer.statusCode());
        }
        throw refused(answer);
    }

    private static InputStream from(Path envelope, long offset, long until) {
        try {
            InputStream in = Files.newInputStream(envelope);
            in.skipNBytes(offset);
            return new Part(in, until - offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes of a file. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int at, int length) throws IOException {
            int count = left == 0 ? -1 : super.read(bytes, at, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }

    private long offset(String place) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = patiently(tus(place).method("HEAD", BodyPublishers.noBody()));
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return arrived(answer);
    }

    private static long arrived(HttpResponse<byte[]> answer) {
        return answer.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    private HttpRequest.Builder tus(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TO_ANSWER)
                .header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.copy()
                        .header("Authorization", "Bearer " + token.get())
                        .header("Accept-Language", "en")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Asks until somebody answers: a server that is started again is away for a while. */
    private HttpResponse<byte[]> patiently(HttpRequest.Builder request) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<byte[]> answer = send(request);
                if (!isPassing(answer.statusCode()) || tries == MOST_TRIES) {
                    return answer;
                }
            } catch (IOException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
            pause(tries);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw refused(answer);
        }
        return JSON.readTree(answer.body());
    }

    private static Refused refused(HttpResponse<byte[]> answer) throws IOException {
        JsonNode json = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
        StringBuilder detail = new StringBuilder(
                json.path("detail").asText(json.path("title").asText("status " + answer.statusCode())));
        json.path("errors")
                .forEach(error -> detail.append("; ")
                        .append(error.path("pointer").asText())
                        .append(": ")
                        .append(error.path("message").asText()));
        return new Refused(
                answer.statusCode(),
                json.path("code").asText(Integer.toString(answer.statusCode())),
                detail.toString());
    }

    private static boolean isPassing(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private static void pause(int tries) throws InterruptedException {
        Thread.sleep(Math.min(LONGEST_PAUSE_MS, 100L << Math.min(tries, 10)));
    }

    @Override
    public void close() {
        http.close();
    }
}
