package org.gongping.service.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gongping.core.db.Database;

/**
 * Health and metrics for the operator, on a port of their own that no browser of the public reaches.
 * {@code /health/live}: the process runs. {@code /health/ready}: it can serve, otherwise 503 with what is missing.
 */
public final class ManagementServer {
    private final Vertx vertx;
    private final Database database;
    private final PrometheusMeterRegistry registry;
    private final Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    public ManagementServer(Vertx vertx, Database database, PrometheusMeterRegistry registry) {
        this.vertx = vertx;
        this.database = database;
        this.registry = registry;
        check("database", database::answers);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        Gauge.builder("gongping.database.running", () -> database.usage().running())
                .description("Calls that hold a database connection")
                .register(registry);
        Gauge.builder("gongping.database.waiting", () -> database.usage().waiting())
                .description("Calls that wait for a database connection")
                .register(registry);
    }

    /** Collects pauses of the garbage collector until it is closed. */
    public static JvmGcMetrics collectPauses(PrometheusMeterRegistry registry) {
        var pauses = new JvmGcMetrics();
        pauses.bindTo(registry);
        return pauses;
    }

    /** Readiness asks this too; it may block. */
    public void check(String name, BooleanSupplier check) {
        checks.put(name, check);
    }

    /** Shows a number that is asked for whenever the metrics are read; NaN while it is not known. It may read the database. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** From now on not ready: a load balancer sends nobody any more. */
    public void stopping() {
        stopping.set(true);
    }

    public Future<HttpServer> listen(String host, int port) {
        return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(60))
                .requestHandler(this::handle)
                .listen(port, host);
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/health/live" -> answer(request, 200, "application/json", "{\"status\":\"UP\"}");
            case "/health/ready" -> ready(request);
            case "/metrics" ->
                database.submit(registry::scrape)
                        .whenComplete((text, failure) -> answer(
                                request,
                                failure == null ? 200 : 500,
                                "text/plain; version=0.0.4",
                                failure == null ? text : ""));
            default -> answer(request, 404, "text/plain", "");
        }
    }

    private void ready(HttpServerRequest request) {
        database.submit(() -> {
                    ObjectNode found = Json.codec().createObjectNode();
                    boolean isReady = !stopping.get();
                    ObjectNode parts = found.putObject("checks");
                    for (var check : checks.entrySet()) {
                        boolean isUp = check.getValue().getAsBoolean();
                        parts.put(check.getKey(), isUp ? "UP" : "DOWN");
                        isReady &= isUp;
                    }
                    return found.put("status", isReady ? "UP" : "DOWN");
                })
                .whenComplete((found, failure) -> {
                    boolean isReady =
                            failure == null && found.path("status").asText().equals("UP");
                    String body = failure == null ? found.toString() : "{\"status\":\"DOWN\"}";
                    answer(request, isReady ? 200 : 503, "application/json", body);
                });
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body));
    }
}
