package org.gongping.service.kill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreditCode;

/**
 * Agents who create drafts and change them, one step after the other, whatever happens to the servers. A step without an
 * answer is sent again under the same Idempotency-Key, to whichever server, until one answers: it must then have been
 * carried out once.
 */
final class Writers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);
    private static final long RETRY_MS = 50;
    /** One step of so many is given up so soon that it may or may not have been carried out. */
    private static final int HASTY = 10;

    private static final long LONGEST_HASTE_MS = 25;
    private static final int VERSIONS = 4;
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** A step that was answered: the draft has this version and title since. */
    record Done(UUID project, int version, String title) {}

    private final Site site;
    private final long paceMs;
    private final String token;
    private final Map<String, Object> input = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private List<Done> done = new ArrayList<>();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong sentAgain = new AtomicLong();
    /** Steps that were sent, got no answer, and turned out to have been carried out, or not. */
    final AtomicLong wereIn = new AtomicLong();

    final AtomicLong wereNotIn = new AtomicLong();

    /** @param paceMs pause of each between two steps */
    Writers(Site site, int number, long paceMs, long seed) {
        this.site = site;
        this.paceMs = paceMs;
        String agency = creditCode(1);
        String administrator = token("admin", Role.PLATFORM_ADMINISTRATOR, "");
        organisation(administrator, "公信招标代理有限公司", "TENDER_AGENT", agency);
        UUID owner = organisation(administrator, "江州市交通局", "PROJECT_OWNER", creditCode(2));
        UUID authority = organisation(administrator, "江州市公共资源交易监督管理局", "SUPERVISORY_AUTHORITY", creditCode(3));
        token = token("agent", Role.TENDER_AGENT, agency);
        input.putAll(Map.of(
                "regime",
                "ENGINEERING",
                "projectType",
                "WATER",
                "procurementKind",
                "WORKS",
                "mustTenderByLaw",
                true,
                "ownerId",
                owner.toString(),
                "authorityId",
                authority.toString()));
        input.putAll(Map.of(
                "budget", "86000000",
                "bidDeadline", "2031-03-20T01:30:00Z",
                "openingTime", "2031-03-20T01:30:00Z",
                "openingPlace", "市公共资源交易中心第三开标室",
                "bidValidityDays", 90,
                "description", "新建日处理十万立方米净水构筑物及配套管网。"));
        for (int i = 0; i < number; i++) {
            var random = new Random(seed + i);
            String name = "W" + i;
            threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> write(name, random)));
        }
    }

    String token() {
        return token;
    }

    private String token(String account, Role role, String organisation) {
        Map<String, Object> claims = site.issuer.claims(account, role);
        claims.put("organisation", organisation);
        // The long form may take hours.
        claims.put("exp", (long) claims.get("iat") + Duration.ofHours(24).toSeconds());
        return site.issuer.sign(site.issuer.mainKey(), claims);
    }

    private static String creditCode(int number) {
        String front = "91350100M%08d".formatted(number);
        return IntStream.range(0, ALPHABET.length())
                .mapToObj(i -> front + ALPHABET.charAt(i))
                .filter(CreditCode::isValid)
                .findFirst()
                .orElseThrow();
    }

    private UUID organisation(String by, String name, String kind, String creditCode) {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.uri(0, "/api/v1/organisations"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        text(Map.of("name", name, "kind", kind, "creditCode", creditCode))));
        try {
            HttpResponse<String> answer = site.send(headers(request, by, UUID.randomUUID(), PATIENCE));
            return UUID.fromString(json(answer).path("id").asText());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest headers(HttpRequest.Builder request, String token, UUID commandId, Duration patience) {
        return request.header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", commandId.toString())
                .timeout(patience)
                .build();
    }

    private void write(String name, Random random) {
        try {
            for (int made = 0; !closing.await(paceMs, TimeUnit.MILLISECONDS); made++) {
                draft(name + "-" + made, random);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void draft(String code, Random random) throws InterruptedException {
        Optional<UUID> project = Optional.empty();
        for (int version = 1; version <= VERSIONS; version++) {
            if (version > 1 && closing.await(paceMs, TimeUnit.MILLISECONDS)) {
                return;
            }
            String title = "某市水厂扩建工程施工招标 " + code + " " + version;
            var body = new LinkedHashMap<>(input);
            body.put("code", code);
            body.put("title", title);
            JsonNode answer = settle(project, version - 1, text(body), random);
            project = Optional.of(UUID.fromString(answer.path("id").asText()));
            record(new Done(project.get(), version, title));
        }
    }

    private synchronized void record(Done step) {
        done.add(step);
        acknowledged.incrementAndGet();
    }

    /** What was answered since this was asked last. */
    synchronized List<Done> takeDone() {
        List<Done> taken = done;
        done = new ArrayList<>();
        return taken;
    }

    /** Sends one step until it is answered. */
    private JsonNode settle(Optional<UUID> project, int before, String body, Random random)
            throws InterruptedException {
        UUID commandId = new UUID(random.nextLong(), random.nextLong());
        long limit = System.nanoTime() + LONGEST_OUTAGE.toNanos();
        boolean isUnknown = false;
        for (int attempt = 0; System.nanoTime() < limit; attempt++) {
            if (attempt > 0) {
                sentAgain.incrementAndGet();
                closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
            }
            int node = random.nextInt(site.nodes.size());
            Duration patience = attempt == 0 && random.nextInt(HASTY) == 0
                    ? Duration.ofMillis(random.nextLong(1, LONGEST_HASTE_MS))
                    : PATIENCE;
            try {
                HttpResponse<String> answer = send(node, project, before, body, commandId, patience);
                if (answer.statusCode() < 500) {
                    boolean wasIn =
                            answer.headers().firstValue("Idempotency-Replayed").isPresent();
                    (wasIn ? wereIn : wereNotIn).addAndGet(isUnknown ? 1 : 0);
                    return json(answer);
                }
                isUnknown = true;
            } catch (ConnectException e) {
                // Nobody was there to take it: nothing to wonder about.
            } catch (IOException e) {
                isUnknown = true;
            }
        }
        throw new AssertionError("no server has answered for " + LONGEST_OUTAGE);
    }

    private HttpResponse<String> send(
            int node, Optional<UUID> project, int before, String body, UUID commandId, Duration patience)
            throws IOException {
        var content = HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = project.map(id -> HttpRequest.newBuilder(site.uri(node, "/api/v1/projects/" + id))
                        .PUT(content)
                        .header("If-Match", "\"" + before + "\""))
                .orElseGet(() -> HttpRequest.newBuilder(site.uri(node, "/api/v1/projects"))
                        .POST(content));
        HttpResponse<String> answer = site.send(headers(request, token, commandId, patience));
        if (answer.statusCode() < 500 && answer.statusCode() != (project.isPresent() ? 200 : 201)) {
            throw new AssertionError(answer.statusCode() + " to " + answer.uri() + ": " + answer.body());
        }
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws AssertionError when a writer was answered what it must not be */
    void requireNoFailure() {
        if (failure.get() != null) {
            throw new AssertionError("a writer has failed", failure.get());
        }
    }

    /** Lets each finish its step. */
    @Override
    public void close() {
        closing.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
