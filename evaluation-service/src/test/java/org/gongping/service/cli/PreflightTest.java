package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.db.TestPostgres;
import org.gongping.core.db.TestPostgres.TestDatabase;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class PreflightTest {
    private final TestDatabase database = TestPostgres.freshDatabase();

    @TempDir
    private Path folder;

    private HttpServer provider;
    private int status = 200;
    private String description;
    private URI issuer;

    @BeforeEach
    void provider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/realms/gongping");
        description = "{\"issuer\":\"" + issuer + "\"}";
        provider.createContext("/realms/gongping/.well-known/openid-configuration", exchange -> {
            byte[] body = description.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void passesWhenEverythingAnswers() {
        assertThatCode(() -> Preflight.check(config(database.url()))).doesNotThrowAnyException();
    }

    @Test
    void namesAnUnreachableDatabaseAndKeepsItsParametersToItself() {
        int closed = Ports.free();
        refuses(
                config("jdbc:postgresql://127.0.0.1:" + closed + "/gongping?sslpassword=hush"),
                "the database at jdbc:postgresql://127.0.0.1:" + closed + "/gongping cannot be reached as "
                        + database.application().user() + ": Connection to 127.0.0.1:" + closed + " refused.");
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        refuses(config(database.url() + "_not"), "the database at " + database.url() + "_not cannot be reached");
    }

    @Test
    void namesAnIssuerThatCannotBeReached() {
        provider.stop(0);
        refuses(config(database.url()), "the issuer " + issuer + " cannot be reached");
    }

    @Test
    void namesAnIssuerThatKnowsNothingOfItself() {
        status = 404;
        refuses(config(database.url()), "the issuer " + issuer + " answers with status 404");
    }

    @Test
    void namesAnIssuerOfAnotherName() {
        description = "{\"issuer\":\"https://elsewhere.example.org\"}";
        refuses(config(database.url()), "the issuer " + issuer + " calls itself \"https://elsewhere.example.org\"");
    }

    @Test
    void namesAnIssuerThatAnswersSomethingElse() {
        description = "<html>";
        refuses(config(database.url()), "the issuer " + issuer + " does not describe itself in JSON");
    }

    @Test
    void namesAFolderThatCannotBeMade() throws IOException {
        Files.createFile(folder.resolve("documents"));
        refuses(
                config(database.url()),
                "the folder of the documents " + folder.resolve("documents") + " cannot be made");
    }

    private static void refuses(ServerConfig config, String message) {
        assertThatThrownBy(() -> Preflight.check(config))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(message)
                .message()
                .hasLineCount(1)
                .doesNotContain("hush");
    }

    private ServerConfig config(String url) {
        return new ServerConfig(
                new ServerConfig.Http("127.0.0.1", 8080, URI.create("http://localhost:8080")),
                new ServerConfig.Management(0),
                new ServerConfig.Database(
                        url,
                        database.application().user(),
                        database.application().password(),
                        4,
                        Optional.empty()),
                new ServerConfig.Oidc(issuer, "gongping-web", "secret"),
                new ServerConfig.Session(new SecretKeySpec(new byte[32], "AES")),
                new ServerConfig.Storage(folder.resolve("documents"), 1 << 20),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
