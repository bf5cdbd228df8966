package org.gongping.service.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.draw.calling.Invitation;
import org.gongping.draw.calling.channel.GatewayChannel;
import org.gongping.draw.calling.channel.SmtpChannel;

/**
 * All that the server is told from outside. Read from a {@code key = value} file by {@link #read}; the key of a
 * component is its path, such as {@code http.port}. No {@code toString} shows a secret.
 */
public record ServerConfig(
        Http http,
        Management management,
        Database database,
        Oidc oidc,
        Session session,
        Storage storage,
        Optional<Pool> pool,
        Optional<Log> log,
        Draw draw,
        Calling calling,
        Optional<Guarantees> guarantees,
        boolean rehearsal) {
    /** One without a word about draws: none can be held. */
    public ServerConfig(
            Http http,
            Management management,
            Database database,
            Oidc oidc,
            Session session,
            Storage storage,
            Optional<Pool> pool,
            Optional<Log> log,
            boolean rehearsal) {
        this(
                http,
                management,
                database,
                oidc,
                session,
                storage,
                pool,
                log,
                new Draw(Optional.empty()),
                Calling.BY_HAND,
                Optional.empty(),
                rehearsal);
    }

    /** @param vrfKey file of the finaliser's key, made when it is missing; empty = no draw is held on this server */
    public record Draw(Optional<Path> vrfKey) {}

    /** The same with draws. */
    public ServerConfig with(Draw other) {
        return new ServerConfig(
                http, management, database, oidc, session, storage, pool, log, other, calling, guarantees, rehearsal);
    }

    /** The same with this log. */
    public ServerConfig with(Log other) {
        return new ServerConfig(
                http,
                management,
                database,
                oidc,
                session,
                storage,
                pool,
                Optional.of(other),
                draw,
                calling,
                guarantees,
                rehearsal);
    }

    /** The same for rehearsals. */
    public ServerConfig asRehearsal() {
        return new ServerConfig(
                http, management, database, oidc, session, storage, pool, log, draw, calling, guarantees, true);
    }

    /** The same with other calls. */
    public ServerConfig with(Calling other) {
        return new ServerConfig(
                http, management, database, oidc, session, storage, pool, log, draw, other, guarantees, rehearsal);
    }

    /**
     * The platform that is asked whether an electronic guarantee is genuine.
     *
     * @param url https, or http on a loopback address
     */
    public record Guarantees(URI url, String token) {
        @Override
        public String toString() {
            return "Guarantees[url=" + url + ", token=(secret)]";
        }
    }

    /**
     * How experts who were drawn are reached; the call desk can always call by hand.
     *
     * @param terms what every invitation says
     * @param signInMinutes how long before an evaluation its roster may be unsealed for the identity check
     */
    public record Calling(
            Optional<SmtpChannel.Settings> smtp, Optional<Gateway> gateway, Invitation.Terms terms, int signInMinutes) {
        public static final int USUAL_SIGN_IN_MINUTES = 60;
        public static final Invitation.Terms USUAL_TERMS = new Invitation.Terms("专家抽取室", "按当地标准支付", "按当地标准安排", "专家抽取室");

        /** Nothing but the call desk. */
        public static final Calling BY_HAND =
                new Calling(Optional.empty(), Optional.empty(), USUAL_TERMS, USUAL_SIGN_IN_MINUTES);
    }

    /**
     * A gateway for short messages and voice.
     *
     * @param secret with which both sides sign, at least 32 bytes
     */
    public record Gateway(URI url, byte[] secret, List<GatewayChannel.Kind> kinds) {
        @Override
        public String toString() {
            return "Gateway[url=" + url + ", secret=(secret), kinds=" + kinds + "]";
        }
    }

    /**
     * @param host address to listen on
     * @param port TCP port to listen on; 0 lets the system choose, which only a program may ask for
     * @param publicUrl scheme, host and port under which browsers reach the server, without a trailing slash
     */
    public record Http(String host, int port, URI publicUrl) {}

    /** @param port TCP port of health and metrics, on the same address as {@link Http#host}; 0 = off */
    public record Management(int port) {}

    /**
     * @param url JDBC URL of a PostgreSQL database
     * @param user login that is a member of the group role {@code gongping_app} and of nothing else
     * @param poolSize connections held open
     * @param migration login that runs the migrations at the start; empty = the start is refused when the schema is
     *     not at the version of this server
     */
    public record Database(String url, String user, String password, int poolSize, Optional<Login> migration) {
        @Override
        public String toString() {
            return "Database[url=" + url + ", user=" + user + ", password=(secret), poolSize=" + poolSize
                    + ", migration=" + migration + "]";
        }
    }

    /** A database login. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + ", password=(secret)]";
        }
    }

    /**
     * @param issuer the {@code iss} of the tokens (OpenID Connect Core 1.0, section 2), compared byte by byte
     * @param clientId the confidential client of this server
     */
    public record Oidc(URI issuer, String clientId, String clientSecret) {
        @Override
        public String toString() {
            return "Oidc[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret=(secret)]";
        }
    }

    /** @param key AES-256 key that encrypts refresh tokens at rest; the same on every node */
    public record Session(SecretKey key) {
        @Override
        public String toString() {
            return "Session[key=(secret)]";
        }
    }

    /**
     * @param documents folder of the stored documents; made when missing
     * @param maxDocumentBytes largest accepted document, in bytes
     * @param maxEnvelopeBytes largest accepted envelope of a bid, in bytes
     */
    public record Storage(Path documents, long maxDocumentBytes, long maxEnvelopeBytes) {
        public static final long USUAL_MAX_ENVELOPE_BYTES = 4L << 30;

        public Storage(Path documents, long maxDocumentBytes) {
            this(documents, maxDocumentBytes, USUAL_MAX_ENVELOPE_BYTES);
        }

        /** Where the envelopes of bids lie. */
        public Path envelopes() {
            return documents.resolve("envelopes");
        }
    }

    /**
     * The expert pool. Without it nobody is taken into the pool.
     *
     * @param identityKey digests identity numbers (HMAC-SHA-256); the same on every node and for ever, kept apart from
     *     the database: with another key a person would not be found again
     */
    public record Pool(SecretKey identityKey) {
        @Override
        public String toString() {
            return "Pool[identityKey=(secret)]";
        }
    }

    /**
     * The transparency log. Without it records are written and wait: another server of the same database appends.
     *
     * @param folder its public files; shared by all servers
     * @param origin name of the log and of its key, a URL without scheme (C2SP tlog-checkpoint)
     * @param signer folder of the signing key and of the signer's memory, shared by all servers; never restored from a
     *     backup
     * @param sequencer database login that is a member of {@code gongping_sequencer} and of nothing else
     * @param policy file that names the witnesses and how many are needed; empty = none
     * @param silence time without a pass of the self-check, which is a process of its own, after which that is an alarm
     * @param selfCheckKey by which the self-check signs what it says; empty = its word is shown and called unproven
     * @param cover how often records are appended that mean nothing
     */
    public record Log(
            Path folder,
            String origin,
            Path signer,
            Login sequencer,
            Optional<Path> policy,
            Duration silence,
            Optional<VerifierKey> selfCheckKey,
            Cover cover) {
        /** The same with another cover. */
        public Log with(Cover other) {
            return new Log(folder, origin, signer, sequencer, policy, silence, selfCheckKey, other);
        }

        /** Five passes over a million entries. */
        public static final Duration USUAL_SILENCE = Duration.ofMinutes(5);

        /**
         * Times per minute, in the mean; 0 = never. What bidders do shows as growth of the log, and most of it shortly before
         * their deadline: everybody knows when that is.
         *
         * @param beforeDeadlines in the last two hours before a deadline of sealed bids; no less than usually
         */
        public record Cover(int usually, int beforeDeadlines) {
            public static final Cover NONE = new Cover(0, 0);

            /** A million entries a year, and fifteen thousand for each deadline. */
            public static final Cover USUAL = new Cover(1, 60);
        }

        /** How the origin of a log of rehearsals ends, and that of no other ({@code spec/draw-protocol.md} §7.3). */
        public static final String OF_REHEARSALS = "/rehearsal";
    }

    /**
     * Reads a configuration file; {@code ${env:NAME}} in a value stands for the environment variable NAME.
     *
     * @throws InvalidConfiguration with every problem found, each by the name of its key
     * @throws org.gongping.service.StartupFailure when the file cannot be read
     */
    public static ServerConfig read(Path file, Map<String, String> environment) {
        return ServerConfigReader.read(ConfigFile.load(file, environment));
    }
}
