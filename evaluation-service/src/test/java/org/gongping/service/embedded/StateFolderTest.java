package org.gongping.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gongping.service.StartupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void isHeldByOneAtATime() {
        try (StateFolder held = StateFolder.open(folder)) {
            assertThatThrownBy(() -> StateFolder.open(folder))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageStartingWith("another demo is running over " + held.root());
        }
        StateFolder.open(folder).close();
    }

    @Test
    void clearsTheDataAndKeepsTheSoftware() throws IOException {
        try (StateFolder state = StateFolder.open(folder)) {
            Files.createDirectories(state.postgres().resolve("base"));
            Files.writeString(state.postgres().resolve("base/1"), "data");
            Secrets.loadOrGenerate(state.secrets());
            Path program = Files.createDirectories(folder.resolve("software/keycloak"));

            state.clear();

            assertThat(state.postgres()).doesNotExist();
            assertThat(state.secrets()).doesNotExist();
            assertThat(program).exists();
        }
    }

    @Test
    void saysThatAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> StateFolder.open(file))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("the state folder " + file + " cannot be used");
    }

    @Test
    void keepsTheSecretsReadableByTheirOwnerAlone() throws IOException {
        Path file = folder.resolve("secrets.properties");
        Secrets first = Secrets.loadOrGenerate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.loadOrGenerate(file)).isEqualTo(first);
        assertThat(List.of(
                        first.databaseSuperuser(),
                        first.databaseServer(),
                        first.databaseKeycloak(),
                        first.keycloakAdministrator(),
                        first.oidcClient(),
                        first.sessionKey()))
                .doesNotHaveDuplicates();
        assertThat(first.toString()).doesNotContain(first.oidcClient());
    }

    @Test
    void refusesADiskWithTooLittleSpace() {
        DiskSpace.require(folder, 1);
        assertThatThrownBy(() -> DiskSpace.require(folder, Long.MAX_VALUE))
                .isInstanceOf(StartupFailure.class)
                .hasMessageMatching("the disk of .* is full: \\d+ MiB are needed, \\d+ MiB are free");
        assertThat(DiskSpace.failure("the file", new IOException("No space left on device")))
                .hasMessage("the file: the disk is full (No space left on device)");
    }

    @Test
    void takesNoInnocentProcessForALeftover() throws IOException {
        ProcessHandle innocent = ProcessHandle.current();
        Instant started = innocent.info().startInstant().orElseThrow();
        Path record = folder.resolve("keycloak.pid");
        Files.writeString(record, innocent.pid() + "\n");

        assertThat(Leftover.ofRecord(record, folder)).as("another command").isEmpty();
        assertThat(Leftover.find(innocent.pid(), started, Path.of(System.getProperty("java.home"))))
                .as("same command, same start")
                .contains(innocent);
        assertThat(Leftover.find(innocent.pid(), started.minusSeconds(60), Path.of(System.getProperty("java.home"))))
                .as("same number, another start")
                .isEmpty();
        Files.writeString(record, "nonsense");
        assertThat(Leftover.ofRecord(record, folder)).isEmpty();
        assertThat(Leftover.ofPostmaster(folder.resolve("missing"), folder)).isEmpty();
    }

    @Test
    void stopsTheNewestFirstAndAcceptsNothingAfterwards() {
        var stopped = new ArrayList<String>();
        var teardown = new Teardown();
        teardown.own(() -> stopped.add("first"));
        teardown.own(() -> {
            throw new IllegalStateException("does not stop the others");
        });
        teardown.own(() -> stopped.add("last"));

        teardown.close();
        teardown.close();

        assertThat(stopped).containsExactly("last", "first");
        assertThatThrownBy(() -> teardown.own(() -> stopped.add("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(stopped).endsWith("late");
    }
}
