package org.gongping.core.verify;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A log at an http or https URL. Follows no redirect, gives each file a fixed time for head and body together, and
 * takes no more of a body than was asked for: a slow or lying server costs time, not memory.
 */
public final class HttpFiles implements LogFiles {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String base;
    private final Duration perFile;

    /** @param base with or without the last slash */
    public HttpFiles(URI base, Duration perFile) {
        this.base = base.toString().replaceAll("/+$", "") + "/";
        this.perFile = perFile;
    }

    @Override
    public Optional<byte[]> read(String path, int limit) throws Refused {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
        var pending = client.sendAsync(request, head -> new Body(head.statusCode() == OK ? limit + 1 : 0));
        try {
            HttpResponse<byte[]> response = pending.get(perFile.toMillis(), TimeUnit.MILLISECONDS);
            return switch (response.statusCode()) {
                case OK -> Optional.of(response.body());
                case NOT_FOUND, GONE -> Optional.empty();
                default -> throw unreachable(path, "HTTP " + response.statusCode());
            };
        } catch (ExecutionException e) {
            throw unreachable(path, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw unreachable(path, "> " + perFile.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(path, e.toString());
        } finally {
            pending.cancel(true);
        }
    }

    private static Refused unreachable(String path, String why) {
        return new Refused(Finding.of(FindingCode.UNREACHABLE, path, why));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Keeps the first bytes of a body, then hangs up. */
    private static final class Body implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;
        private Flow.Subscription subscription;

        Body(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
                buffer.get(part);
                bytes.writeBytes(part);
                if (buffer.hasRemaining() || (most > 0 && bytes.size() == most)) {
                    subscription.cancel();
                    whole.complete(bytes.toByteArray());
                    return;
                }
            }
        }

        @Override
        public void onError(Throwable cause) {
            whole.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            whole.complete(bytes.toByteArray());
        }
    }
}
