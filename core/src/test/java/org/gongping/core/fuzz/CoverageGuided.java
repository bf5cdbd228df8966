package org.gongping.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs Jazzer, which mutates inputs towards code that none has reached yet, in a JVM of its own. */
public final class CoverageGuided {
    private CoverageGuided() {}

    /**
     * Fails with what Jazzer says when an input makes the target throw.
     *
     * @param target has a method {@code static void fuzzerTestOneInput(byte[])}
     * @param folder empty; where inputs are kept
     * @param corpus inputs to begin with
     */
    public static void run(Class<?> target, int runs, Path folder, List<byte[]> corpus)
            throws IOException, InterruptedException {
        Path inputs = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < corpus.size(); i++) {
            Files.write(inputs.resolve("seed-" + i), corpus.get(i));
        }
        Path log = folder.resolve("jazzer.log");
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=org.gongping.**",
                        "--custom_hook_includes=none",
                        "--disabled_hooks=*",
                        "-runs=" + runs,
                        "-max_len=8192",
                        "-rss_limit_mb=0",
                        inputs.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = jazzer.waitFor();
        String said = Files.readString(log);
        assertThat(status).as(said).isZero();
        assertThat(said).contains("DONE");
        said.lines()
                .filter(line -> line.contains("DONE") || line.contains("INITED"))
                .forEach(line -> System.out.println(target.getSimpleName() + " " + line));
    }
}
