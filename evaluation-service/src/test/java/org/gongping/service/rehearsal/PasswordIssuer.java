package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.gongping.core.identity.Role;
import org.gongping.service.TestServer;
import org.gongping.service.embedded.RealmFile;
import org.gongping.service.embedded.RealmFile.Account;

/** A token endpoint that knows the demo's accounts and signs as the issuer that a test server trusts. */
final class PasswordIssuer implements AutoCloseable {
    private final TestServer server;
    private final HttpServer http;

    PasswordIssuer(TestServer server) {
        this.server = server;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/token", this::answer);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/token");
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> form = Arrays.stream(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        var account = RealmFile.demoAccounts().stream()
                .filter(each -> each.userName().equals(form.get("username")))
                .filter(each -> each.password().equals(form.get("password")))
                .findFirst();
        Map<String, Object> body = account.<Map<String, Object>>map(
                        found -> Map.of("access_token", token(found), "expires_in", 300))
                .orElse(Map.of("error", "invalid_grant"));
        byte[] bytes = new ObjectMapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(account.isPresent() ? 200 : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String token(Account account) {
        Map<String, Object> claims =
                server.claims(account.userName(), Role.ofToken(account.role()).orElseThrow());
        account.organisation().ifPresent(code -> claims.put("organisation", code));
        return server.issuer.sign(server.issuer.mainKey(), claims);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
