package org.gongping.service.deposit;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gongping.core.deposit.Deposit;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.GuaranteeVerifier;

/**
 * Asks a guarantee platform over HTTPS: POST {@code {"form","issuer","number"}}, answered by
 * {@code {"result":"ISSUED","amount","validUntil","applicant"}}, {@code {"result":"UNKNOWN"}} or {@code {"result":"REVOKED"}}
 * and nothing else. Whatever differs, is late or is long counts as no answer: a paper is never taken, nor refused, on one.
 * A few questions at a time: who cannot ask now gets no answer, so that a slow platform holds up nothing here.
 */
public final class HttpGuaranteeVerifier implements GuaranteeVerifier, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MAX_BYTES = 16 * 1024;
    private static final int AT_ONCE = 2;
    private static final Set<String> ISSUED = Set.of("result", "amount", "validUntil", "applicant");
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final URI url;
    private final String token;

    /**
     * @param url https, or http on a loopback address
     * @param token sent as bearer token; never logged
     * @throws IllegalArgumentException for an address that would send the token in clear
     */
    public HttpGuaranteeVerifier(URI url, String token) {
        boolean loopback = Set.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && loopback)) {
            throw new IllegalArgumentException("a guarantee platform is asked over https alone");
        }
        this.url = url;
        this.token = token;
    }

    @Override
    public Answer ask(DepositForm form, Deposit.Instrument instrument) {
        if (!places.tryAcquire()) {
            return new Answer.None("busy");
        }
        try {
            return read(send(JsonNodeFactory.instance
                    .objectNode()
                    .put("form", form.name())
                    .put("issuer", instrument.issuer())
                    .put("number", instrument.number())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return new Answer.None(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.None("interrupted");
        } finally {
            places.release();
        }
    }

    /** The body of a good answer; the whole exchange has one limit of time, not each of its parts. */
    private byte[] send(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<byte[]> answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(HttpGuaranteeVerifier::body);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getClass().getSimpleName(), e);
        }
    }

    private static byte[] body(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new IllegalStateException("HTTP " + response.statusCode());
            }
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalStateException("the answer is too long");
            }
            return bytes;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Answer read(byte[] bytes) throws IOException {
        JsonNode answer = STRICT.readTree(bytes);
        Set<String> members = new java.util.HashSet<>();
        answer.fieldNames().forEachRemaining(members::add);
        String result = answer.path("result").asText("");
        boolean alone = members.equals(Set.of("result"));
        if (alone && result.equals("UNKNOWN")) {
            return new Answer.Unknown(false);
        }
        if (alone && result.equals("REVOKED")) {
            return new Answer.Unknown(true);
        }
        if (!result.equals("ISSUED") || !members.equals(ISSUED)) {
            return new Answer.None("an answer of another shape");
        }
        try {
            String amount = answer.path("amount").textValue();
            String applicant = answer.path("applicant").textValue();
            if (amount == null || applicant == null || !amount.matches("(0|[1-9][0-9]{0,15})(\\.[0-9]{1,2})?")) {
                return new Answer.None("an answer of another shape");
            }
            return new Answer.Issued(
                    new BigDecimal(amount),
                    LocalDate.parse(answer.path("validUntil").asText()),
                    applicant);
        } catch (DateTimeException e) {
            return new Answer.None("an answer of another shape");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
