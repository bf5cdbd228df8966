package org.gongping.service.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;

/** Tries what an operator has to provide, one after the other, so that the start fails with the cause and not with its consequence. */
final class Preflight {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Preflight() {}

    /** @throws StartupFailure in one line when a login, the issuer or the folder of the documents cannot be used */
    static void check(ServerConfig config) {
        var database = config.database();
        checkDatabase(new DatabaseLogin(database.url(), database.user(), database.password()));
        database.migration()
                .ifPresent(login -> checkDatabase(new DatabaseLogin(database.url(), login.user(), login.password())));
        checkIssuer(config.oidc().issuer());
        checkDocuments(config.storage().documents());
    }

    private static void checkDatabase(DatabaseLogin login) {
        login.trouble(PATIENCE).ifPresent(trouble -> {
            throw new StartupFailure("the database at " + withoutParameters(login.url()) + " cannot be reached as "
                    + login.user() + ": " + trouble);
        });
    }

    /** The parameters of a JDBC URL may hold a password. */
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** The issuer must describe itself under its own name (OpenID Connect Discovery 1.0, section 4.3). */
    private static void checkIssuer(URI issuer) {
        String base = issuer.toString().replaceAll("/$", "");
        var request = HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StartupFailure("the issuer " + issuer + " answers with status " + response.statusCode());
            }
            String name =
                    new ObjectMapper().readTree(response.body()).path("issuer").asText();
            if (!name.equals(issuer.toString())) {
                throw new StartupFailure("the issuer " + issuer + " calls itself \"" + name + "\"");
            }
        } catch (JsonProcessingException e) {
            throw new StartupFailure("the issuer " + issuer + " does not describe itself in JSON", e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "no connection" : firstLine(e.getMessage());
            throw new StartupFailure("the issuer " + issuer + " cannot be reached: " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted", e);
        }
    }

    private static void checkDocuments(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartupFailure("the folder of the documents " + folder + " cannot be made: " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new StartupFailure("the folder of the documents " + folder + " cannot be written to");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
