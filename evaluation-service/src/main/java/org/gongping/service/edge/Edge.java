package org.gongping.service.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Permissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything between the HTTP server and the features, put together once at the start. */
public final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    /** Vite names a worker after its source and a digest of its own. */
    private static final String SEALING_SCRIPT = "/assets/seal.worker-";

    /**
     * What the edge stands on.
     *
     * @param clock the clock of the tenders, told in X-Server-Time
     * @param realClock never moved by a rehearsal
     * @param uploadLimit largest uploaded file, in bytes
     * @param promises the log's word, put with the answer to a critical step; empty where the server holds no log
     * @param halted why nothing can be put on record now; empty otherwise
     */
    public record Parts(
            Vertx vertx,
            Database database,
            Identities identities,
            InstantSource clock,
            InstantSource realClock,
            MeterRegistry registry,
            URI publicUrl,
            long uploadLimit,
            Optional<PromiseEntry> promises,
            Supplier<Optional<String>> halted) {}

    private final Parts parts;
    private final OpenAPIContract contract;
    private final Operations operations;
    private final Commands commands;
    private final StaticFiles files = StaticFiles.load("/web");

    private Edge(Parts parts, OpenAPIContract contract, Operations operations) {
        this.parts = parts;
        this.contract = contract;
        this.operations = operations;
        this.commands = new Commands(parts.database(), parts.realClock(), new Enclosures(parts.promises()));
    }

    /** @throws IllegalStateException when contract, handlers and permissions do not cover each other exactly */
    public static Edge of(Parts parts, OpenAPIContract contract, List<Routes> features) {
        Set<String> ids =
                contract.operations().stream().map(Operation::getOperationId).collect(Collectors.toUnmodifiableSet());
        var operations = new Operations(ids);
        features.forEach(feature -> feature.mount(operations));
        if (!operations.missing().isEmpty()) {
            throw new IllegalStateException("operations without a handler: " + String.join(", ", operations.missing()));
        }
        if (!Permissions.all().keySet().equals(ids)) {
            var difference = new TreeSet<>(Permissions.all().keySet());
            difference.addAll(ids);
            difference.removeIf(id -> ids.contains(id) && Permissions.all().containsKey(id));
            throw new IllegalStateException("permissions and contract differ in: " + String.join(", ", difference));
        }
        return new Edge(parts, contract, operations);
    }

    /** @param login mounts the pages of login and logout below {@code /auth} */
    public Router router(Consumer<Router> login) {
        var router = Router.router(parts.vertx());
        var headers = new SecurityHeaders(parts.publicUrl());
        router.route().handler(headers::handle);
        var calls = new ApiCalls(
                operations.services(),
                new ContractValidation(contract),
                parts.identities(),
                new CsrfDefence(parts.publicUrl()),
                parts.database(),
                commands,
                parts.halted());
        new ApiRouter(
                        parts.vertx(),
                        contract,
                        calls,
                        parts.database(),
                        parts.clock(),
                        new RequestMetrics(parts.registry()),
                        parts.uploadLimit())
                .mount(router, operations.services());
        login.accept(router);
        if (files.isEmpty()) {
            LOG.warn("the browser application is not on the class path: only the API is served");
        }
        router.route().handler(files::handle);
        router.route()
                .handler(ctx -> ApiRouter.send(
                        ctx,
                        Problems.notFound(
                                Language.of(ctx.request().getHeader("Accept-Language")),
                                ctx.request().path()),
                        parts.clock()));
        router.route().failureHandler(ctx -> ApiRouter.failed(ctx, parts.clock()));
        return router;
    }

    /** The script with which the page seals bids; nothing where no browser application is served. */
    public Optional<Served> sealingScript() {
        return files.only(SEALING_SCRIPT, ".js");
    }

    /** Forgets answers to commands so old that nobody repeats them. */
    public void sweep() {
        commands.sweep();
    }
}
