package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each party is a process of its own, with a folder that no other process opens. */
class DrawProcessesTest {
    /** Four machines start before they say anything. */
    private static final Duration TO_START = Duration.ofMinutes(5);

    private static Process party(DrawHall draw, Path logs, String party, String... more) throws IOException {
        Path token = Files.writeString(
                logs.resolve(party + ".token"), draw.people.get(party).token());
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "org.gongping.service.Main",
                "draw",
                "party",
                "--url",
                draw.hall.server.uri("").toString(),
                "--project",
                draw.tender.id.toString(),
                "--as",
                party,
                "--keys",
                logs.resolve("keys-" + party).toString(),
                "--policy",
                draw.log.folder.resolve("policy").toString(),
                "--token-file",
                token.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(party + ".log").toFile()))
                .start();
    }

    /** The agent begins the attempt by itself, once it may. */
    private static String[] options(String party) {
        return party.equals("agent") ? new String[] {"--start"} : new String[0];
    }

    private static void requireDone(Process process, Path log) throws Exception {
        assertThat(process.waitFor(300, TimeUnit.SECONDS))
                .as(Files.readString(log))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void killedAndStartedAgainTheyHoldADraw(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            Path logs = Files.createDirectory(folder.resolve("processes"));
            draw.hall.clock.set("2026-03-28 09:00");
            Map<String, Process> running = new LinkedHashMap<>();
            for (String party : DrawHall.PARTIES) {
                running.put(party, party(draw, logs, party, options(party)));
            }
            try {
                LogHall.await(TO_START, () -> draw.view().has("keysLoggedAt"));
                draw.hall.clock.set("2026-03-30 10:00");
                LogHall.await(
                        TO_START,
                        () -> draw.view()
                                .path("current")
                                .path("parties")
                                .path(0)
                                .has("commit"));
                running.get("agent").destroyForcibly().waitFor();
                running.put("agent", party(draw, logs, "agent", options("agent")));
                for (Map.Entry<String, Process> each : running.entrySet()) {
                    requireDone(each.getValue(), logs.resolve(each.getKey() + ".log"));
                }
            } finally {
                running.values().forEach(Process::destroyForcibly);
            }
            draw.requireVerified(draw.transcript());
        }
    }
}
