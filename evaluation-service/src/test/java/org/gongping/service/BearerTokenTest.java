package org.gongping.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens open the API: those that our issuer signed for it and that are in force, and no others. */
class BearerTokenTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int status(String token) {
        return server.get("/api/v1/me", token).status();
    }

    private int statusWith(Consumer<Map<String, Object>> change) {
        var claims = new HashMap<>(server.claims("zhang", Role.BIDDER));
        change.accept(claims);
        return status(server.issuer.sign(server.issuer.mainKey(), claims));
    }

    @Test
    void takesAValidToken() {
        assertThat(statusWith(claims -> {})).isEqualTo(200);
        assertThat(statusWith(claims -> claims.put("aud", List.of("account", "gongping-api"))))
                .isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsNotForUs() {
        assertThat(statusWith(claims -> claims.put("aud", "account"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.remove("aud"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("aud", List.of()))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("iss", server.issuer.uri() + "/")))
                .isEqualTo(401);
        assertThat(statusWith(claims -> claims.remove("iss"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("typ", "ID"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("typ", "Refresh"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.remove("sub"))).isEqualTo(401);
    }

    @Test
    void refusesATokenOutOfItsTime() {
        long now = Instant.now().getEpochSecond();
        assertThat(statusWith(claims -> claims.put("exp", now - 60))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.remove("exp"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("exp", "never"))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("nbf", now + 60))).isEqualTo(401);
        assertThat(statusWith(claims -> claims.put("iat", now + 60))).isEqualTo(401);
    }

    @Test
    void refusesATokenThatNobodySigned() {
        Map<String, Object> claims = server.claims("zhang", Role.PLATFORM_ADMINISTRATOR);
        String unsigned = TestIssuer.part(Map.of("alg", "none", "kid", "main")) + "." + TestIssuer.part(claims) + ".";
        assertThat(status(unsigned)).isEqualTo(401);
        assertThat(status("not.a.token")).isEqualTo(401);
        assertThat(status("a.b")).isEqualTo(401);
        assertThat(status("x".repeat(8_000))).isEqualTo(401);
    }

    @Test
    void doesNotTakeThePublicKeyForASecret() throws GeneralSecurityException {
        String signed = TestIssuer.part(Map.of("alg", "HS256", "kid", "main")) + "."
                + TestIssuer.part(server.claims("zhang", Role.BIDDER));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(server.issuer.mainKey().pair().getPublic().getEncoded(), "HmacSHA256"));
        assertThat(status(signed + "."
                        + TestIssuer.base64(mac.doFinal(signed.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))))
                .isEqualTo(401);
    }

    @Test
    void refusesAnAlteredToken() {
        String[] parts = server.token("zhang", Role.BIDDER).split("\\.");
        String other = TestIssuer.part(server.claims("zhang", Role.PLATFORM_ADMINISTRATOR));
        assertThat(status(parts[0] + "." + other + "." + parts[2])).isEqualTo(401);
    }

    @Test
    void refusesAnotherKeyUnderAKnownId() {
        var forged = new TestIssuer.Key("main", TestIssuer.newKey("x").pair());
        assertThat(status(server.issuer.sign(forged, server.claims("zhang", Role.BIDDER))))
                .isEqualTo(401);
    }

    @Test
    void fetchesTheKeysAnewForAKeyIdItDoesNotKnow() {
        assertThat(statusWith(claims -> {})).isEqualTo(200);
        var rotated = TestIssuer.newKey("rotated");
        server.issuer.publish(rotated);
        server.clock.advance(Duration.ofSeconds(11));
        assertThat(status(server.issuer.sign(rotated, server.claims("zhang", Role.BIDDER))))
                .isEqualTo(200);
    }

    @Test
    void refusesATokenOnceItHasExpiredThoughItWasTakenBefore() {
        Map<String, Object> claims = server.claims("zhang", Role.BIDDER);
        claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
        String token = server.issuer.sign(server.issuer.mainKey(), claims);
        assertThat(status(token)).isEqualTo(200);
        assertThat(status(token)).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(90));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void refusesATokenOnceItsKeyIsReplacedThoughItWasTakenBefore() {
        Map<String, Object> claims = server.claims("zhang", Role.BIDDER);
        claims.put("exp", Instant.now().plus(Duration.ofHours(3)).getEpochSecond());
        String token = server.issuer.sign(server.issuer.mainKey(), claims);
        assertThat(status(token)).isEqualTo(200);
        server.issuer.publish(
                new TestIssuer.Key("main", TestIssuer.newKey("another").pair()));
        server.clock.advance(Duration.ofHours(2));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void doesNotBesiegeTheIssuerForForgedKeyIds() {
        assertThat(statusWith(claims -> {})).isEqualTo(200);
        int before = server.issuer.keyFetches();
        for (int i = 0; i < 20; i++) {
            assertThat(status(server.issuer.sign(
                            new TestIssuer.Key(
                                    "forged" + i, server.issuer.mainKey().pair()),
                            server.claims("zhang", Role.BIDDER))))
                    .isEqualTo(401);
        }
        assertThat(server.issuer.keyFetches() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void doesNotFallBackToAnotherLoginWhenTheTokenIsBad() {
        var answer = server.send(server.request("GET", "/api/v1/me", Optional.empty())
                .header("Authorization", "Basic emhhbmc6emhhbmc="));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
    }
}
