package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a public log of another program, whose entries are not ours: signatures hold, the form does not. */
class VerifyCommandTest {
    private static final String VECTORS = "/vectors/tlog/tessera-log/";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String policy;

    private static String vector(String path) throws IOException {
        try (var stream = VerifyCommandTest.class.getResourceAsStream(VECTORS + path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void emptyLog() throws IOException {
        policy = file("policy", "log " + vector("vkey.txt").strip() + "\nquorum none\n");
        Files.createDirectory(folder.resolve("log"));
        file("log/checkpoint", vector("testdata/log/checkpoint.0"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... args) {
        return new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private int verify(String... more) {
        String[] args = new String[more.length + 5];
        args[0] = folder.resolve("log").toString();
        args[1] = "--policy";
        args[2] = policy;
        args[3] = "--state";
        args[4] = folder.resolve("state.json").toString();
        System.arraycopy(more, 0, args, 5, more.length);
        return run(args);
    }

    @Test
    void goodLogEndsWithZero() {
        assertThat(verify("--lang", "en")).isZero();
        assertThat(out.toString())
                .contains("Log       example.com/log/testdata\n")
                .contains("Size      0\n")
                .contains("Result    all good\n");
        assertThat(folder.resolve("state.json")).exists();
    }

    @Test
    void speaksChinese() {
        assertThat(verify("--lang", "zh")).isZero();
        assertThat(out.toString()).contains("结论      全部通过\n");
    }

    @Test
    void evidenceEndsWithOne() throws IOException {
        file("log/checkpoint", vector("testdata/log/checkpoint.3"));
        assertThat(verify("--json")).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.at("/checkpoint/size").asLong()).isEqualTo(3);
        assertThat(report.at("/findings/0/code").asText()).isEqualTo("bundle.missing");
        assertThat(report.at("/findings/0/file").asText()).isEqualTo("tile/entries/000.p/3");
        assertThat(folder.resolve("state.json")).doesNotExist();
    }

    @Test
    void whatCannotBeCheckedEndsWithTwo() throws IOException {
        assertThat(run(folder.resolve("log").toString())).as("no policy").isEqualTo(2);
        assertThat(verify("--lang", "fr")).isEqualTo(2);
        policy = file("policy", "trust everybody\n");
        assertThat(verify("--lang", "en")).isEqualTo(2);
        assertThat(out.toString()).contains("policy #1: policy line not understood: trust everybody [policy.line]");
    }

    @Test
    void whatOthersWroteDoesNotDriveTheTerminal() throws IOException {
        policy = file("policy", "log \u009b2J\u202e\nquorum none\n");
        assertThat(verify("--lang", "en")).isEqualTo(2);
        assertThat(out.toString()).contains("\\u009b2J\\u202e").doesNotContain("\u009b");
    }
}
