package org.gongping.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gongping.core.audit.selfcheck.KeepAlarms;
import org.gongping.core.bid.upload.SweepUploads;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Installation;
import org.gongping.core.db.Migrations;
import org.gongping.core.opening.hall.KeepHalls;
import org.gongping.draw.calling.CallSeats;
import org.gongping.draw.calling.HeldRosters;
import org.gongping.draw.ceremony.KeepDraws;
import org.gongping.service.bid.TusServer;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.draw.CallingWatch;
import org.gongping.service.edge.Contract;
import org.gongping.service.edge.Edge;
import org.gongping.service.edge.ManagementServer;
import org.gongping.service.edge.RehearsalClock;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.login.IdentityProvider;
import org.gongping.service.edge.login.Logins;
import org.gongping.service.log.HaltWatch;
import org.gongping.service.log.LogFiles;
import org.gongping.service.log.LogService;
import org.gongping.service.log.SelfCheckStanding;
import org.gongping.service.room.RoomLimits;
import org.gongping.service.room.RoomWire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: every part is made here, in the order in which it is needed, by plain constructors. When a step
 * fails, what was opened before it is closed again.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    /** Name the locks of the leads; the same on every server of one database. */
    private static final long DRAWS_LOCK = 0x6770_6472_6177L;

    private static final long HALLS_LOCK = 0x6770_6861_6c6cL;
    private static final long UPLOADS_LOCK = 0x6770_7377_6570L;
    private static final Duration LOOK_AT_UPLOADS = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_DRAWS = Duration.ofMillis(250);
    private static final Duration LOOK_AT_HALLS = Duration.ofMillis(500);
    private static final long LOOK_MS = TimeUnit.SECONDS.toMillis(1);
    private static final long SWEEP_MS = TimeUnit.MINUTES.toMillis(10);

    /** What a feature may stand on. */
    public record Foundation(
            ServerConfig config,
            Database database,
            InstantSource clock,
            Optional<RehearsalClock> rehearsal,
            Optional<LogService> log,
            Consumer<KeepDraws> watching,
            BiConsumer<CallSeats, HeldRosters> calling,
            Consumer<KeepAlarms> alarming,
            Consumer<BidParts.Receiving> receiving,
            Consumer<KeepHalls> holding) {
        /** Has draws looked after as long as the server runs. */
        void watch(KeepDraws draws) {
            watching.accept(draws);
        }

        /** Has the experts called as long as the server runs; then the keys are overwritten. */
        void call(CallSeats calls, HeldRosters held) {
            calling.accept(calls, held);
        }

        /** Has opening halls looked after as long as the server runs. */
        void hold(KeepHalls halls) {
            holding.accept(halls);
        }

        /** Has envelopes of bids received. */
        void receive(BidParts.Receiving bids) {
            receiving.accept(bids);
        }

        /** Has what the self-check finds put on record as long as the server runs. */
        void alarm(KeepAlarms alarms) {
            alarming.accept(alarms);
        }
    }

    /** Makes the features; the order does not matter. */
    @FunctionalInterface
    interface FeatureSet {
        List<Routes> on(Foundation foundation);
    }

    private final Opened opened;
    private final int port;
    private final int managementPort;

    private Server(Opened opened, int port, int managementPort) {
        this.opened = opened;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** As {@link #start(ServerConfig, InstantSource)}, on the clock of the machine. */
    public static Server start(ServerConfig config) {
        return start(config, InstantSource.system());
    }

    /**
     * Starts the product. Returns when it serves.
     *
     * @param clock real time
     * @throws StartupFailure with one line for the operator
     */
    public static Server start(ServerConfig config, InstantSource clock) {
        return start(config, clock, Features::on);
    }

    static Server start(ServerConfig config, InstantSource clock, FeatureSet features) {
        var opened = new Opened();
        try {
            return start(config, clock, features, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw StartupProblem.explain(e, config);
        } catch (Error e) {
            opened.close();
            throw e;
        }
    }

    private static Server start(ServerConfig config, InstantSource clock, FeatureSet features, Opened opened) {
        String schema = migrate(config.database());
        Database database = opened.add("database", openDatabase(config.database()));
        database.warmUp();
        database.transact(tx -> {
            new Installation().claim(tx, config.rehearsal(), schema, clock.instant());
            return null;
        });

        Optional<RehearsalClock> rehearsal =
                config.rehearsal() ? Optional.of(RehearsalClock.resume(database, clock)) : Optional.empty();
        InstantSource tenderClock = rehearsal.<InstantSource>map(r -> r).orElse(clock);
        new SchemaRecord(tenderClock)
                .write(database, schema, config.database().migration().map(ServerConfig.Login::user));
        var provider = opened.add("identity provider", new IdentityProvider(config.oidc(), clock));
        var logins = new Logins(config, database, provider, clock);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        opened.add("metrics", registry::close);
        opened.add("collector pauses", ManagementServer.collectPauses(registry));

        Optional<LogService> log = config.log()
                .map(settings -> LogParts.start(opened, settings, config.database(), database, tenderClock));
        var halts = new HaltWatch(database, log);
        halts.look();
        Optional<SelfCheckStanding> check = LogParts.standing(database, config);

        Vertx vertx = Vertx.vertx(new VertxOptions());
        opened.add("event loops", () -> Blocking.await(vertx.close()));
        OpenAPIContract contract =
                Blocking.await(Contract.load(vertx, config.http().publicUrl()));
        var receiving = new AtomicReference<BidParts.Receiving>();
        var meetings = new AtomicReference<KeepHalls>();
        Edge edge = Edge.of(
                new Edge.Parts(
                        vertx,
                        database,
                        logins.identities(),
                        tenderClock,
                        clock,
                        registry,
                        config.http().publicUrl(),
                        config.storage().maxDocumentBytes(),
                        log.map(LogService::promises),
                        halts::why),
                contract,
                features.on(new Foundation(
                        config,
                        database,
                        tenderClock,
                        rehearsal,
                        log,
                        draws -> watch(opened, config, database, draws),
                        (calls, held) -> call(opened, config, database, calls, held),
                        alarms -> check.ifPresent(
                                said -> vertx.setPeriodic(LOOK_MS, LogParts.watch(database, said, alarms))),
                        receiving::set,
                        meetings::set)));
        var rooms = new RoomWire(
                vertx,
                database,
                logins.identities(),
                RoomParts.doors(),
                RoomLimits.USUAL,
                config.http().publicUrl(),
                tenderClock);
        Router router = edge.router(root -> {
            logins.mount(vertx, root);
            rooms.mount(root);
            Optional.ofNullable(receiving.get())
                    .map(bids -> new TusServer(
                            vertx,
                            database,
                            logins.identities(),
                            bids.begin(),
                            bids.receive(),
                            config.http().publicUrl(),
                            tenderClock,
                            config.storage().maxEnvelopeBytes(),
                            halts::why))
                    .ifPresent(tus -> opened.add("uploads", tus).mount(root));
            config.log()
                    .map(settings -> new LogFiles(vertx, settings.folder()))
                    .ifPresent(files -> root.route("/log/*")
                            .method(HttpMethod.GET)
                            .method(HttpMethod.HEAD)
                            .handler(files::handle));
        });
        Optional.ofNullable(receiving.get())
                .ifPresent(bids -> edge.sealingScript()
                        .ifPresent(script -> ScriptRecord.write(database, bids.sealedBy(), script)));
        vertx.setPeriodic(SWEEP_MS, id -> sweep(database, edge, logins));
        vertx.setPeriodic(
                LOOK_MS,
                id -> database.submit(() -> {
                    halts.look();
                    return null;
                }));
        var management = new ManagementServer(vertx, database, registry);
        management.check("identityProvider", provider::isKnown);
        management.gauge("gongping.rooms.sockets", "Open sockets of rooms", rooms::count);
        LogParts.measure(halts, management);
        log.ifPresent(service -> LogParts.measure(service, check.orElseThrow(), management));
        if (!Blocking.await(vertx.executeBlocking(provider::isKnown))) {
            LOG.warn(
                    "the identity provider {} does not answer yet",
                    config.oidc().issuer());
        }
        int managementPort = config.management().port() == 0 ? 0 : listen(management, config, opened);
        var listeners = opened.add("listeners", new Listeners(vertx, router, config.http()));
        opened.add("rooms", rooms);
        Optional.ofNullable(receiving.get()).ifPresent(bids -> sweep(opened, config, database, bids.sweep()));
        // Last to begin and first to end: while halls are looked after, bidders are served.
        Optional.ofNullable(meetings.get()).ifPresent(halls -> hold(opened, config, database, halls));
        opened.add("readiness", management::stopping);
        LOG.info("serving {} on port {}", config.http().publicUrl(), listeners.port());
        return new Server(opened, listeners.port(), managementPort);
    }

    private static void call(Opened opened, ServerConfig config, Database database, CallSeats calls, HeldRosters held) {
        opened.add("keys of rosters", held);
        opened.add("calls of experts", CallingWatch.start(login(config.database()), database, calls));
    }

    private static void hold(Opened opened, ServerConfig config, Database database, KeepHalls halls) {
        opened.add(
                "watch over openings",
                new LeadWatch<>(
                                "openings",
                                HALLS_LOCK,
                                LOOK_AT_HALLS,
                                login(config.database()),
                                database,
                                halls::unfinished,
                                halls::keep)
                        .start());
    }

    private static void sweep(Opened opened, ServerConfig config, Database database, SweepUploads uploads) {
        opened.add(
                "watch over uploads",
                new LeadWatch<>(
                                "uploads",
                                UPLOADS_LOCK,
                                LOOK_AT_UPLOADS,
                                login(config.database()),
                                database,
                                uploads::unfinished,
                                uploads::sweep)
                        .start());
    }

    private static DatabaseLogin login(ServerConfig.Database config) {
        return new DatabaseLogin(config.url(), config.user(), config.password());
    }

    private static void watch(Opened opened, ServerConfig config, Database database, KeepDraws draws) {
        opened.add(
                "watch over draws",
                new LeadWatch<>(
                                "draws",
                                DRAWS_LOCK,
                                LOOK_AT_DRAWS,
                                login(config.database()),
                                database,
                                draws::unfinished,
                                draws::keep)
                        .start());
    }

    /** Answers the version that the schema is at. */
    private static String migrate(ServerConfig.Database config) {
        var migrations = config.migration()
                .map(login -> new Migrations(config.url(), login.user(), login.password()))
                .orElseGet(() -> new Migrations(config.url(), config.user(), config.password()));
        if (config.migration().isPresent()) {
            migrations.migrate();
        } else {
            migrations.requireCurrent();
        }
        return migrations.current();
    }

    private static Database openDatabase(ServerConfig.Database config) {
        return Database.open(config.url(), config.user(), config.password(), Database.Limits.ofPool(config.poolSize()));
    }

    private static int listen(ManagementServer management, ServerConfig config, Opened opened) {
        HttpServer server = Blocking.await(
                management.listen(config.http().host(), config.management().port()));
        opened.add("management port", () -> Blocking.await(server.close()));
        return server.actualPort();
    }

    private static void sweep(Database database, Edge edge, Logins logins) {
        database.submit(() -> {
                    edge.sweep();
                    logins.sweep();
                    return null;
                })
                .exceptionally(failure -> {
                    LOG.warn("old sessions and answers were not swept: {}", failure.getMessage());
                    return null;
                });
    }

    /** The port that browsers and programs reach, also when the configuration left the choice to the system. */
    public int port() {
        return port;
    }

    /** 0 when switched off. */
    public int managementPort() {
        return managementPort;
    }

    /** Takes no more connections, lets running calls end within ten seconds, then closes everything in turn. */
    @Override
    public void close() {
        opened.close();
    }
}
