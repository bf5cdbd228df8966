package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal as a person runs it: a PostgreSQL, a Keycloak, a witness and a server of its own, and a draw held by four. */
@Tag("demo")
@Timeout(value = 1200, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RehearseIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    private Stream<ProcessHandle> ofThisFolder() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder + "/"))
                .filter(process -> !process.equals(ProcessHandle.current()));
    }

    @Test
    void drawsItsCommitteeOverALoginOfItsOwnForEachPartyAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path report = folder.resolve("report.json");
        Path progress = folder.resolve("progress.txt");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        "target/classes:target/lib/*",
                        "org.gongping.service.Main",
                        "rehearse",
                        "--case",
                        "highway",
                        "--json",
                        "--state",
                        folder.resolve("state").toString()))
                .redirectOutput(report.toFile())
                .redirectError(progress.toFile());
        builder.environment().put("GONGPING_HOME", ROOT.toString());
        Process rehearsal = builder.start();
        try {
            assertThat(rehearsal.waitFor()).as(Files.readString(progress)).isZero();
            assertThat(ofThisFolder()).isEmpty();
        } finally {
            rehearsal.destroyForcibly();
            ofThisFolder().forEach(ProcessHandle::destroyForcibly);
        }

        JsonNode read = new ObjectMapper().readTree(report.toFile());
        assertThat(read.path("passed").asBoolean()).isTrue();
        assertThat(read.at("/cases/0/steps").findValuesAsText("operation"))
                .contains("(draw party)", "recordCallOutcome", "getDrawTranscript", "getPublicDraw");
        assertThat(keysLeft(temporary)).isEmpty();
    }

    /** The keys of the parties were made for the rehearsal and go with it. */
    private static List<Path> keysLeft(Path temporary) throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".key"))
                    .toList();
        }
    }
}
