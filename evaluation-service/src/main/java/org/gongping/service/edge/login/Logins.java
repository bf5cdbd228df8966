package org.gongping.service.edge.login;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import org.gongping.core.db.Database;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.Identities;

/** Login as a whole, put together for the composition root. */
public final class Logins {
    private final IdentityProvider provider;
    private final WebSessions sessions;
    private final Seal seal;
    private final ServerConfig config;
    private final Database database;
    private final InstantSource clock;

    /** @param clock real time, also on a rehearsal server: tokens and cookies come from and go to the real world */
    public Logins(ServerConfig config, Database database, IdentityProvider provider, InstantSource clock) {
        this.config = config;
        this.database = database;
        this.provider = provider;
        this.clock = clock;
        this.seal = new Seal(config.session().key());
        this.sessions = new WebSessions(database, provider, seal, clock);
    }

    public Identities identities() {
        return new RequestIdentities(provider, sessions);
    }

    public void mount(Vertx vertx, Router router) {
        new LoginRoutes(vertx, database, provider, sessions, seal, config.http().publicUrl(), clock).mount(router);
    }

    /** Forgets sessions whose time is over. */
    public void sweep() {
        sessions.sweep();
    }
}
