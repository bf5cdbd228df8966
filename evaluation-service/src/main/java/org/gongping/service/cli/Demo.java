package org.gongping.service.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.db.Migrations;
import org.gongping.service.Server;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.config.ServerConfigWriter;
import org.gongping.service.embedded.DiskSpace;
import org.gongping.service.embedded.EmbeddedKeycloak;
import org.gongping.service.embedded.EmbeddedPostgres;
import org.gongping.service.embedded.EmbeddedSelfCheck;
import org.gongping.service.embedded.EmbeddedWitness;
import org.gongping.service.embedded.Home;
import org.gongping.service.embedded.KeycloakRealm;
import org.gongping.service.embedded.Ports;
import org.gongping.service.embedded.RealmFile;
import org.gongping.service.embedded.Secrets;
import org.gongping.service.embedded.StateFolder;
import org.gongping.service.embedded.Teardown;
import org.gongping.service.embedded.Versions;

/** The parts of a demo, in the order in which they start. */
final class Demo {
    private static final String DATABASE = "gongping";
    private static final String SERVER_LOGIN = "gongping_server";
    private static final String SEQUENCER_LOGIN = "gongping_log";
    private static final String AUDITOR_LOGIN = "gongping_selfcheck";
    private static final String KEYCLOAK = "keycloak";

    /** Keycloak unpacked and built, PostgreSQL unpacked. */
    private static final long SOFTWARE_BYTES = 700L << 20;

    /** Two databases and their write-ahead log. */
    private static final long STATE_BYTES = 200L << 20;

    private final Home home;
    private final StateFolder state;
    private final int port;
    private final boolean rehearsal;
    private final Teardown teardown;
    private final Progress progress;
    private EmbeddedPostgres postgres;
    private EmbeddedKeycloak keycloak;
    private EmbeddedWitness witness;
    private boolean withoutTenders;

    Demo(Home home, StateFolder state, int port, boolean rehearsal, Teardown teardown, Progress progress) {
        this.home = home;
        this.state = state;
        this.port = port;
        this.rehearsal = rehearsal;
        this.teardown = teardown;
        this.progress = progress;
    }

    /** Starts with the accounts of earlier runs and none of their tenders: every rehearsal begins at the same state. */
    void startWithoutTenders() {
        withoutTenders = true;
        start(false);
    }

    void start(boolean fresh) {
        endLeftovers();
        if (!Ports.isFree(port)) {
            throw new StartupFailure("port " + port + " is taken; stop what listens there or give --port PORT");
        }
        if (fresh) {
            progress.step("Deleting the earlier state", state::clear);
        }
        if (withoutTenders) {
            state.clearTenders();
        }
        boolean installed = EmbeddedKeycloak.isInstalled(home);
        DiskSpace.require(state.root(), STATE_BYTES);
        if (!installed) {
            DiskSpace.require(home.root(), SOFTWARE_BYTES);
        }
        Secrets secrets = Secrets.loadOrGenerate(state.secrets());
        if (!installed) {
            progress.step("Keycloak: unpack and build, once", () -> EmbeddedKeycloak.install(home, state, teardown));
        }
        postgres = progress.step(
                "PostgreSQL " + Versions.POSTGRESQL,
                () -> EmbeddedPostgres.start(home, state, secrets.databaseSuperuser(), teardown));
        startKeycloak(secrets);
        startWitness();
        progress.step("Database schema", () -> migrate(secrets));
        progress.step(
                "Sample organisations",
                () -> DemoSample.registerOrganisations(config(secrets).database()));
        progress.step(
                "Sample experts",
                () -> DemoExperts.load(
                        config(secrets).database(), config(secrets).pool().orElseThrow()));
        progress.step("Witness of the log", witness::awaitReady);
        startSelfCheck(secrets);
        writeConfiguration(secrets);
        // While Keycloak still starts: the server asks it for its description when the first person logs in.
        progress.step("Server", () -> teardown.own(Server.start(config(secrets), InstantSource.system())));
        progress.step("Keycloak " + Versions.KEYCLOAK, keycloak::awaitReady);
        progress.step("Realm and accounts", () -> importRealm(secrets));
        if (!withoutTenders && !DemoSample.hasTenders(config(secrets).database())) {
            progress.step("Sample tenders", () -> DemoSample.playTenders(publicUrl(), keycloak.url()));
        }
    }

    private void endLeftovers() {
        // Keycloak first: it holds connections to PostgreSQL.
        boolean checkWasLeft = EmbeddedSelfCheck.endLeftover(state);
        boolean witnessWasLeft = EmbeddedWitness.endLeftover(state);
        boolean keycloakWasLeft = EmbeddedKeycloak.endLeftover(state);
        boolean postgresWasLeft = EmbeddedPostgres.endLeftover(state);
        if (checkWasLeft || witnessWasLeft || keycloakWasLeft || postgresWasLeft) {
            progress.step("Ended what an interrupted run had left behind", () -> {});
        }
    }

    private void startKeycloak(Secrets secrets) {
        postgres.ensureLogin(KEYCLOAK, secrets.databaseKeycloak());
        postgres.ensureDatabase(KEYCLOAK, KEYCLOAK);
        int keycloakPort = port + 1 <= 65_535 && Ports.isFree(port + 1) ? port + 1 : Ports.free();
        URI url = URI.create("http://localhost:" + keycloakPort);
        keycloak = teardown.start(
                () -> EmbeddedKeycloak.start(home, state, url, postgres.url(KEYCLOAK), KEYCLOAK, secrets));
    }

    /** The witness stands for a secondary venue; the policy asks for its cosignature. */
    private void startWitness() {
        try {
            Files.createDirectories(state.logSigner());
            VerifierKey log = SoftwareSigner.readOrGenerate(
                            state.logSigner().resolve("key"), origin(), SignatureType.ED25519, new SecureRandom())
                    .verifierKey();
            requireOwnState(log);
            witness = teardown.start(
                    () -> EmbeddedWitness.start(state, log, rehearsal ? Optional.of(publicUrl()) : Optional.empty()));
            Files.writeString(state.logPolicy(), "log " + log.text() + "\n" + witness.policyLine() + "quorum venue\n");
        } catch (IOException e) {
            throw DiskSpace.failure("the key of the log cannot be made", e);
        }
    }

    /** A log of rehearsals never serves anything else, nor the other way round. */
    private void requireOwnState(VerifierKey log) {
        if (!log.name().equals(origin())) {
            throw new StartupFailure("the state in " + state.root() + " is that of a demo "
                    + (rehearsal ? "without" : "with")
                    + " --rehearsal and stays so: name another folder with --state DIR, or delete it with --fresh");
        }
    }

    private void startSelfCheck(Secrets secrets) {
        var login = new ServerConfig.Login(AUDITOR_LOGIN, secrets.databaseAuditor());
        EmbeddedSelfCheck.key(state, origin());
        teardown.start(() -> EmbeddedSelfCheck.start(state, postgres.url(DATABASE), login, rehearsal));
    }

    private String origin() {
        return "demo.gongping.local" + (rehearsal ? ServerConfig.Log.OF_REHEARSALS : "/log");
    }

    private void migrate(Secrets secrets) {
        postgres.ensureLogin(SERVER_LOGIN, secrets.databaseServer());
        postgres.ensureLogin(SEQUENCER_LOGIN, secrets.databaseSequencer());
        postgres.ensureLogin(AUDITOR_LOGIN, secrets.databaseAuditor());
        if (withoutTenders) {
            postgres.execute(EmbeddedPostgres.SUPERUSER, "DROP DATABASE IF EXISTS " + DATABASE);
        }
        postgres.ensureDatabase(DATABASE, EmbeddedPostgres.SUPERUSER);
        new Migrations(postgres.url(DATABASE), EmbeddedPostgres.SUPERUSER, secrets.databaseSuperuser()).migrate();
        postgres.execute(DATABASE, "GRANT gongping_app TO " + SERVER_LOGIN);
        postgres.execute(DATABASE, "GRANT gongping_sequencer TO " + SEQUENCER_LOGIN);
        postgres.execute(DATABASE, "GRANT gongping_auditor TO " + AUDITOR_LOGIN);
    }

    private void importRealm(Secrets secrets) {
        KeycloakRealm.ensure(
                keycloak.url(),
                secrets.keycloakAdministrator(),
                RealmFile.demo(publicUrl().toString(), secrets.oidcClient()),
                state.keycloak().resolve("realm.sha256"));
    }

    /** For {@code log status}, {@code log recover} and {@code dossier}, which are given the configuration of a server. */
    private void writeConfiguration(Secrets secrets) {
        var owner = new ServerConfig.Login(EmbeddedPostgres.SUPERUSER, secrets.databaseSuperuser());
        try {
            Files.writeString(
                    Secrets.privateFile(state.configuration()),
                    "# Written at every start.\n" + ServerConfigWriter.text(config(secrets, Optional.of(owner))));
        } catch (IOException e) {
            throw DiskSpace.failure("the server's configuration cannot be written", e);
        }
    }

    private ServerConfig config(Secrets secrets) {
        return config(secrets, Optional.empty());
    }

    private ServerConfig config(Secrets secrets, Optional<ServerConfig.Login> owner) {
        return new ServerConfig(
                new ServerConfig.Http("127.0.0.1", port, publicUrl()),
                new ServerConfig.Management(0),
                new ServerConfig.Database(postgres.url(DATABASE), SERVER_LOGIN, secrets.databaseServer(), 16, owner),
                new ServerConfig.Oidc(keycloak.url().resolve("/realms/gongping"), "gongping-web", secrets.oidcClient()),
                new ServerConfig.Session(new SecretKeySpec(Base64.getDecoder().decode(secrets.sessionKey()), "AES")),
                new ServerConfig.Storage(state.documents(), 200L << 20),
                Optional.of(new ServerConfig.Pool(
                        new SecretKeySpec(Base64.getDecoder().decode(secrets.identityKey()), "HmacSHA256"))),
                Optional.of(new ServerConfig.Log(
                        state.log(),
                        origin(),
                        state.logSigner(),
                        new ServerConfig.Login(SEQUENCER_LOGIN, secrets.databaseSequencer()),
                        Optional.of(state.logPolicy()),
                        ServerConfig.Log.USUAL_SILENCE,
                        Optional.of(EmbeddedSelfCheck.key(state, origin())),
                        ServerConfig.Log.Cover.USUAL)),
                new ServerConfig.Draw(Optional.of(state.vrfKey())),
                ServerConfig.Calling.BY_HAND,
                Optional.empty(),
                rehearsal);
    }

    private URI publicUrl() {
        return URI.create("http://localhost:" + port);
    }

    void announce(PrintStream out) {
        out.println();
        out.println("  就绪，用时 / ready in " + progress.total());
        out.println();
        out.println("    " + publicUrl() + "/" + (rehearsal ? "    （演练 rehearsal）" : ""));
        out.println();
        DemoAccounts.print(out);
        out.println();
        if (rehearsal) {
            out.println("  演示全程 Play a whole tender here: ./gongping rehearse --url " + publicUrl());
        }
        out.println("  Keycloak: " + keycloak.url() + "/admin/  (" + EmbeddedKeycloak.ADMINISTRATOR
                + ", keycloak.administrator in " + state.secrets() + ")");
        out.println("  日志 Logs: " + state.log("server").getParent() + "    停止 Stop: Ctrl-C");
    }

    /** Waits until a child process ends; answers its name. */
    String awaitEndOfAPart() {
        return (String) CompletableFuture.anyOf(
                        postgres.onExit().thenApply(ignored -> postgres.toString()),
                        keycloak.onExit().thenApply(ignored -> keycloak.toString()))
                .join();
    }
}
