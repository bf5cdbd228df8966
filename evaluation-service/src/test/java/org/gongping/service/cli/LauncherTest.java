package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on machines that lack something: a copy of it, with a PATH that holds what the test puts there. */
class LauncherTest {
    private static final List<String> COMMON = List.of(
            "bash",
            "env",
            "sed",
            "head",
            "dirname",
            "readlink",
            "tr",
            "find",
            "sort",
            "xargs",
            "cksum",
            "cat",
            "mkdir",
            "rm",
            "grep");

    @TempDir
    private Path machine;

    private Path bin;
    private Path jvms;
    private String javaHome;

    private record Answer(int code, String output) {}

    @BeforeEach
    void bareMachine() throws IOException {
        bin = Files.createDirectory(machine.resolve("bin"));
        jvms = Files.createDirectory(machine.resolve("jvms"));
        for (String tool : COMMON) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool));
        }
        Path product =
                Files.createDirectories(machine.resolve("product/frontend")).getParent();
        Files.copy(Path.of("..", "gongping"), product.resolve("gongping"));
        executable(product.resolve("gongping"));
        Files.writeString(product.resolve("frontend/package.json"), "{}");
    }

    @Test
    void namesTheJdkToInstallWhereThereIsNone() throws Exception {
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1, "gongping: JDK 25 or newer is needed (found none): install Temurin 25, or set JAVA_HOME\n"));
    }

    @Test
    void namesTheJdkThatIsTooOld() throws Exception {
        jdk(machine, "17.0.15");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1,
                        "gongping: JDK 25 or newer is needed (found 17.0.15 at " + machine.toRealPath()
                                + "): install Temurin 25, or set JAVA_HOME\n"));
    }

    @Test
    void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
        stub(bin.resolve("java"), "echo 'openjdk version \"25.0.1\" 2025-10-21' >&2");
        assertThat(launch("demo").output()).contains("JDK 25 or newer is needed (found none)");
    }

    @Test
    void takesTheNewestInstalledJdkWhenTheOneOnThePathIsTooOld() throws Exception {
        jdk(machine, "17.0.15");
        jdk(Files.createDirectory(jvms.resolve("a")), "25.0.1");
        jdk(Files.createDirectory(jvms.resolve("b")), "26.0.2");
        jdk(Files.createDirectory(jvms.resolve("c")), "21.0.9");
        jdk(Files.createDirectories(jvms.resolve("d.jdk/Contents/Home")), "25.0.3");
        stub(bin.resolve("mvn"), "echo \"Apache Maven 3.9.9\"; echo \"$JAVA_HOME\" >\"$HOME/chosen\"");
        stub(bin.resolve("node"), "echo v20.20.2");
        stub(bin.resolve("npm"), "exit 1");

        launch("demo");

        assertThat(machine.resolve("chosen")).hasContent(jvms.resolve("b").toString());
    }

    @Test
    void prefersJavaHomeToAnythingElse() throws Exception {
        jdk(machine, "26.0.2");
        javaHome = machine.resolve("mine").toString();
        jdk(Files.createDirectory(machine.resolve("mine")), "25");
        stub(bin.resolve("mvn"), "echo \"Apache Maven 3.9.9\"; echo \"$JAVA_HOME\" >\"$HOME/chosen\"");
        stub(bin.resolve("node"), "echo v20.20.2");
        stub(bin.resolve("npm"), "exit 1");

        launch("demo");

        assertThat(machine.resolve("chosen")).hasContent(javaHome);
    }

    @Test
    void namesMissingAndOldNode() throws Exception {
        jdk(machine, "25.0.1");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1,
                        "gongping: Node.js 20 or newer is needed (found none):"
                                + " install Node.js, or put node on the PATH\n"));
        stub(bin.resolve("node"), "echo v18.20.4");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1,
                        "gongping: Node.js 20 or newer is needed (found 18.20.4 at " + bin.resolve("node")
                                + "): install a newer Node.js\n"));
        stub(bin.resolve("node"), "echo v20.20.2");
        assertThat(launch("test").output()).contains("Maven 3.8 or newer is needed (found none)");
        stub(bin.resolve("mvn"), "echo Apache Maven 3.9.9");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(1, "gongping: npm is needed (found none): install it beside Node.js\n"));
    }

    @Test
    void namesMissingAndOldMaven() throws Exception {
        jdk(machine, "25.0.1");
        stub(bin.resolve("node"), "echo v22.1.0");
        stub(bin.resolve("npm"), "exit 0");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1,
                        "gongping: Maven 3.8 or newer is needed (found none):"
                                + " install Apache Maven, or put mvn on the PATH\n"));
        stub(bin.resolve("mvn"), "echo 'Apache Maven 3.6.3 (cecedd343002696d0abb50b32b541b8a6ba2883f)'");
        assertThat(launch("demo"))
                .isEqualTo(new Answer(
                        1,
                        "gongping: Maven 3.8 or newer is needed (found 3.6.3 at " + bin.resolve("mvn")
                                + "): install a newer Apache Maven\n"));
    }

    @Test
    void saysWhereTheOutputOfAFailedBuildIs() throws Exception {
        jdk(machine, "25.0.1");
        Files.delete(machine.resolve("product/frontend/package.json"));
        stub(bin.resolve("mvn"), """
                case "$*" in
                  *--version*) echo 'Apache Maven 3.8.7' ;;
                  *) echo '[INFO] noise'; echo '[ERROR] the reason'; exit 1 ;;
                esac""");
        Answer answer = launch("serve", "--config", "none");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.output())
                .contains("[ERROR] the reason")
                .doesNotContain("noise")
                .endsWith("gongping: building the server failed; log: "
                        + machine.toRealPath().resolve("product/target/build.log") + "\n");
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Answer answer = launch("help");
        assertThat(answer.code()).isZero();
        assertThat(answer.output()).contains("demo", "serve --config FILE", "test [--long]");
    }

    private Answer launch(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(machine.resolve("product/gongping").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("GONGPING_JVM_FOLDERS", jvms.toString());
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome);
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }

    private static void jdk(Path home, String version) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        stub(bin.resolve("java"), "echo 'openjdk version \"" + version + "\" 2025-04-15' >&2");
        stub(bin.resolve("javac"), "exit 0");
    }

    private static void stub(Path file, String script) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
