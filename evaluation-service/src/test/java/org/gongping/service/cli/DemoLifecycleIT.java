package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gongping.service.embedded.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it: real processes, over one state folder, through starts, Ctrl-C and a crash. */
@Tag("demo")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoLifecycleIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private static Path folder;

    private static Path state;
    private static int port;
    private static String firstSigningKeys;
    private static final List<Process> STARTED = new ArrayList<>();

    @BeforeAll
    static void choosePort() throws IOException {
        state = folder.toRealPath().resolve("state");
        port = Ports.free();
    }

    @AfterAll
    static void endWhatAFailedTestLeft() {
        STARTED.forEach(process -> process.destroyForcibly().onExit().join());
        ofThisState().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @Order(1)
    void aTakenPortIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = start("--port", Integer.toString(taken.getLocalPort()));
            assertThat(output(demo))
                    .isEqualTo("gongping: port " + taken.getLocalPort()
                            + " is taken; stop what listens there or give --port PORT\n");
            assertThat(demo.waitFor()).isEqualTo(1);
        }
        assertThat(ofThisState()).isEmpty();
    }

    @Test
    @Order(2)
    void aFirstStartServesAccountsAndCtrlCLeavesNothing() throws Exception {
        Process demo = start();
        List<String> lines = readUntilReady(demo);
        assertThat(String.join("\n", lines))
                .contains("http://localhost:" + port + "/")
                .contains("agent-demo")
                .contains("supervisor-demo");
        URI keycloak = keycloak(lines);
        var claims = claimsOf(keycloak, "agent");
        assertThat(claims.at("/aud").toString()).contains("gongping-api");
        assertThat(claims.at("/organisation").asText()).isEqualTo("91330100MAGPDE0243");
        assertThat(claims.at("/realm_access/roles").toString()).contains("tender_agent");
        assertThat(claims.at("/name").asText()).isEqualTo("陈明正");
        firstSigningKeys = signingKeys(keycloak);

        Process second = start();
        assertThat(output(second)).startsWith("gongping: another demo is running over " + state);
        assertThat(second.waitFor()).isEqualTo(1);

        signal(demo, "INT");
        assertThat(demo.waitFor()).isEqualTo(130);
        assertThat(ofThisState()).isEmpty();
        assertThat(Ports.isFree(port)).isTrue();
    }

    @Test
    @Order(3)
    void aRestartKeepsTheStateAndAKilledParentIsCleanedUpAfter() throws Exception {
        Process demo = start();
        assertThat(signingKeys(keycloak(readUntilReady(demo)))).isEqualTo(firstSigningKeys);
        demo.destroyForcibly().waitFor();
        List<Long> orphans = ofThisState().map(ProcessHandle::pid).toList();
        assertThat(orphans).hasSizeGreaterThanOrEqualTo(2);

        Process next = start();
        List<String> lines = readUntilReady(next);
        assertThat(lines).anyMatch(line -> line.contains("Ended what an interrupted run had left behind"));
        assertThat(orphans).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(signingKeys(keycloak(lines))).isEqualTo(firstSigningKeys);

        ofThisState()
                .filter(process -> process.info().commandLine().orElse("").contains("QuarkusEntryPoint"))
                .forEach(ProcessHandle::destroyForcibly);
        assertThat(output(next))
                .endsWith("gongping: Keycloak ended unexpectedly; log: " + state + "/logs/keycloak.log\n");
        assertThat(next.waitFor()).isEqualTo(1);
        assertThat(ofThisState()).isEmpty();
    }

    private static Process start(String... options) throws IOException {
        var command = new ArrayList<String>();
        // A suite that runs in the background ignores Ctrl-C and hands that down; a person's demo does not.
        if (Files.isExecutable(Path.of("/usr/bin/env")) && acceptsDefaultSignal()) {
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                "target/classes:target/lib/*",
                "org.gongping.service.Main",
                "demo",
                "--state",
                state.toString()));
        command.addAll(options.length > 0 ? List.of(options) : List.of("--port", Integer.toString(port)));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GONGPING_HOME", ROOT.toString());
        Process process = builder.start();
        STARTED.add(process);
        return process;
    }

    private static boolean acceptsDefaultSignal() throws IOException {
        return new ProcessBuilder("/usr/bin/env", "--default-signal=INT", "true")
                        .redirectErrorStream(true)
                        .start()
                        .onExit()
                        .join()
                        .exitValue()
                == 0;
    }

    private static List<String> readUntilReady(Process demo) throws IOException {
        var lines = new ArrayList<String>();
        var reader = new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.contains("Ctrl-C")) {
                return lines;
            }
        }
        throw new AssertionError("the demo ended before it was ready:\n" + String.join("\n", lines));
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Everything that runs over the state folder of this test, but for the demos themselves. */
    private static Stream<ProcessHandle> ofThisState() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(state + "/"))
                .filter(process -> !process.equals(ProcessHandle.current()));
    }

    private static URI keycloak(List<String> lines) {
        String line = lines.stream()
                .filter(candidate -> candidate.contains("Keycloak: http"))
                .findFirst()
                .orElseThrow();
        return URI.create(line.replaceAll(".*(http://localhost:\\d+).*", "$1"));
    }

    private static String signingKeys(URI keycloak) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(keycloak.resolve("/realms/gongping/protocol/openid-connect/certs"))
                .build());
    }

    private static com.fasterxml.jackson.databind.JsonNode claimsOf(URI keycloak, String account)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(keycloak.resolve("/realms/gongping/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&client_id=gongping-rehearsal&username="
                        + account + "&password=" + account + "-demo"))
                .build();
        var json = new ObjectMapper();
        String token = json.readTree(send(request)).get("access_token").asText();
        return json.readTree(
                Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }
}
