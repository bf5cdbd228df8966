package org.gongping.service.edge.login;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gongping.core.db.Database;
import org.gongping.service.edge.Caller;
import org.gongping.service.edge.Credentials;
import org.gongping.service.edge.CsrfDefence;
import org.gongping.service.edge.EdgeProblems;
import org.gongping.service.edge.Identities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Login and logout of people: {@code /auth/login}, {@code callback}, {@code logout}, {@code backchannel-logout}. */
final class LoginRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);
    private static final long FORM_LIMIT = 64 << 10;

    /** What is done on the event loop once the blocking part has an outcome. */
    private interface Finish {
        void on(RoutingContext ctx);
    }

    private final Vertx vertx;
    private final Database database;
    private final IdentityProvider provider;
    private final WebSessions sessions;
    private final LogoutTokens logoutTokens;
    private final Seal seal;
    private final CsrfDefence csrf;
    private final InstantSource clock;
    private final String callbackUri;

    LoginRoutes(
            Vertx vertx,
            Database database,
            IdentityProvider provider,
            WebSessions sessions,
            Seal seal,
            URI publicUrl,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.provider = provider;
        this.sessions = sessions;
        this.logoutTokens = new LogoutTokens(provider);
        this.seal = seal;
        this.csrf = new CsrfDefence(publicUrl);
        this.clock = clock;
        this.callbackUri = publicUrl + "/auth/callback";
    }

    void mount(Router router) {
        router.get("/auth/login").handler(this::login);
        router.get("/auth/callback").handler(this::callback);
        router.post("/auth/logout")
                .handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT))
                .handler(this::logout);
        router.post("/auth/backchannel-logout")
                .handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT))
                .handler(this::backchannelLogout);
        router.route("/auth/*").handler(ctx -> EdgeProblems.notFound(ctx, clock));
    }

    private void login(RoutingContext ctx) {
        LoginAttempt attempt =
                LoginAttempt.begin(LoginAttempt.localPath(ctx.request().getParam("returnTo")), clock.instant());
        blocking(ctx, () -> {
            URI page = provider.loginPage(callbackUri, attempt.state(), attempt.nonce(), attempt.challenge());
            String cookie = attempt.cookie(seal);
            return done -> {
                done.response()
                        .addCookie(cookie(LoginAttempt.cookieName(attempt.state()), cookie)
                                .setMaxAge(LoginAttempt.LIFETIME.toSeconds()));
                redirect(done, page.toString());
            };
        });
    }

    private void callback(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String state = Optional.ofNullable(request.getParam("state")).orElse("");
        Optional<LoginAttempt> attempt = Optional.ofNullable(request.getCookie(LoginAttempt.cookieName(state)))
                .flatMap(cookie -> LoginAttempt.resume(seal, cookie.getValue(), state, clock.instant()));
        if (attempt.isEmpty()) {
            turnAway(
                    ctx,
                    "begun-elsewhere",
                    () -> EdgeProblems.badRequest(
                            ctx,
                            clock,
                            "login-not-begun",
                            "登录已超时，请重新登录",
                            "This login was not begun here, or its time is over"));
            return;
        }
        ctx.response().addCookie(cookie(LoginAttempt.cookieName(state), "").setMaxAge(0));
        String code = request.getParam("code");
        if (code == null) {
            LOG.info(
                    "login not completed: {}",
                    String.valueOf(request.getParam("error")).replaceAll("[^a-z_]", ""));
            redirect(ctx, "/?login=failed");
            return;
        }
        Optional<SessionSecret> earlier = Credentials.of(request).session().flatMap(SessionSecret::ofCookie);
        blocking(ctx, () -> complete(attempt.get(), code, earlier));
    }

    private Finish complete(LoginAttempt attempt, String code, Optional<SessionSecret> earlier) {
        try {
            IdentityProvider.Tokens tokens = provider.exchange(code, callbackUri, attempt.verifier());
            Claims access = provider.verifier().verify(tokens.accessToken(), IdentityProvider.API_AUDIENCE);
            Claims id = provider.verifier()
                    .verify(
                            tokens.idToken().orElseThrow(() -> new TokenVerifier.Invalid("no ID token")),
                            provider.clientId());
            if (!id.text("nonce").equals(Optional.of(attempt.nonce()))
                    || !id.subject().equals(access.subject())
                    || !id.text("azp").orElse(provider.clientId()).equals(provider.clientId())) {
                throw new TokenVerifier.Invalid("ID token of another login");
            }
            SessionSecret secret = sessions.begin(tokens, access, id.text("sid"), earlier);
            return ctx -> {
                ctx.response().addCookie(cookie(Credentials.SESSION_COOKIE, secret.cookie()));
                redirect(ctx, attempt.returnTo());
            };
        } catch (IdentityProvider.Refused | TokenVerifier.Invalid e) {
            LOG.warn("login refused: {}", e.getMessage());
            return ctx -> turnAway(
                    ctx,
                    "refused",
                    () -> EdgeProblems.badRequest(
                            ctx, clock, "login-refused", "登录未被接受，请重新登录", "The login was not accepted; log in again"));
        }
    }

    private void logout(RoutingContext ctx) {
        Credentials credentials = Credentials.of(ctx.request());
        Optional<SessionSecret> secret = credentials.session().flatMap(SessionSecret::ofCookie);
        if (secret.isEmpty()) {
            loggedOut(ctx);
            return;
        }
        // The token follows from the secret alone, so a session that has already ended can still be left.
        var caller = new Caller(Optional.empty(), Optional.of(secret.get().csrfToken()));
        if (!csrf.passes(caller, credentials)) {
            EdgeProblems.crossSite(ctx, clock);
            return;
        }
        blocking(ctx, () -> {
            sessions.end(secret.get());
            return this::loggedOut;
        });
    }

    private void loggedOut(RoutingContext ctx) {
        ctx.response().addCookie(cookie(Credentials.SESSION_COOKIE, "").setMaxAge(0));
        EdgeProblems.json(ctx, clock, Map.of("redirect", "/"));
    }

    /** OpenID Connect Back-Channel Logout 1.0, section 2.5: the provider tells that a login has ended. */
    private void backchannelLogout(RoutingContext ctx) {
        String token = ctx.request().getFormAttribute("logout_token");
        blocking(ctx, () -> {
            try {
                LogoutTokens.Ended ended =
                        logoutTokens.read(Optional.ofNullable(token).orElse(""));
                int count = ended.issuerSession()
                        .map(sessions::endOfIssuerSession)
                        .orElseGet(() -> sessions.endOfSubject(ended.subject().orElseThrow()));
                LOG.info("the identity provider ended {} session(s)", count);
                return done -> done.response().setStatusCode(200).end();
            } catch (TokenVerifier.Invalid e) {
                LOG.warn("logout token refused: {}", e.getMessage());
                return done -> EdgeProblems.badRequest(
                        done, clock, "invalid-logout-token", "注销令牌无效", "The logout token is not valid");
            }
        });
    }

    private void blocking(RoutingContext ctx, Callable<Finish> work) {
        Context context = vertx.getOrCreateContext();
        database.submit(work)
                .whenComplete((finish, failure) -> context.runOnContext(v -> {
                    switch (failure) {
                        case null -> finish.on(ctx);
                        case Identities.IdentityUnavailable e -> {
                            LOG.warn("{}", e.getMessage());
                            turnAway(ctx, "unavailable", () -> EdgeProblems.unavailable(ctx, clock));
                        }
                        case Database.Busy e -> EdgeProblems.unavailable(ctx, clock);
                        case Database.Unavailable e -> EdgeProblems.unavailable(ctx, clock);
                        default -> ctx.fail(failure);
                    }
                }));
    }

    private static Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(true)
                .setSameSite(CookieSameSite.LAX);
    }

    /** A person is led to the start page, which says what happened; a program gets the problem document. */
    private static void turnAway(RoutingContext ctx, String trouble, Runnable problem) {
        String accept = ctx.request().getHeader("Accept");
        if (ctx.request().method() == HttpMethod.GET && accept != null && accept.contains("text/html")) {
            redirect(ctx, "/?login=" + trouble);
        } else {
            problem.run();
        }
    }

    private static void redirect(RoutingContext ctx, String location) {
        ctx.response().setStatusCode(303).putHeader("Location", location).end();
    }
}
