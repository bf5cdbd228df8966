package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrawCommandTest {
    @TempDir
    private Path folder;

    private final SampleDraw draw = new SampleDraw(SampleDraw.Shape.full(1));
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("open.ved1.json"), draw.open());
        Files.write(folder.resolve("sealed.ved1.json"), draw.sealed());
        Files.write(folder.resolve("policy.txt"), draw.policy());
        Files.write(folder.resolve("keys.json"), CanonicalJson.bytes(draw.pins()));
    }

    private int run(String transcript, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                folder.resolve(transcript).toString(),
                "--lang",
                "en",
                "--policy",
                folder.resolve("policy.txt").toString(),
                "--keys",
                folder.resolve("keys.json").toString()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new DrawCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void passesWhatIsRightAndSaysHowMuchItSaw() {
        assertThat(run("open.ved1.json")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("23  ok").endsWith("\nPASS\n");
        assertThat(run("sealed.ved1.json")).isZero();
        assertThat(out.toString()).endsWith("\nPASS-CLAIMED\n");
    }

    @Test
    void namesTheFirstFailure() throws IOException {
        byte[] transcript = draw.open();
        String changed = new String(transcript, java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"outcome\":\"RESULT\"", "\"outcome\":\"RESULTS\"");
        Files.writeString(folder.resolve("changed.ved1.json"), changed);
        assertThat(run("changed.ved1.json")).isEqualTo(1);
        assertThat(out.toString()).contains("22  FAILED").contains("\nFAIL E_ATTEMPTS ");
    }

    @Test
    void holdsTheTranscriptToACopyOfTheLog() throws IOException {
        List<byte[]> entries = draw.logEntries();
        Path log = folder.resolve("log");
        Path bundle = log.resolve("tile/entries/000.p/" + entries.size());
        Files.createDirectories(bundle.getParent());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bytes.write(entry.length >> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        Files.write(bundle, bytes.toByteArray());
        Files.writeString(log.resolve("checkpoint"), draw.checkpoint());
        assertThat(run("open.ved1.json", "--log", log.toString()))
                .as(out.toString())
                .isZero();
        SampleDraw other = new SampleDraw(SampleDraw.Shape.full(1));
        assertThat(other.checkpoint()).isEqualTo(draw.checkpoint());
        Files.write(bundle, new byte[100]);
        assertThat(run("open.ved1.json", "--log", log.toString())).isEqualTo(2);
    }

    @Test
    void checksTheKnownAnswers() throws IOException {
        Path file = folder.resolve("kat.json");
        try (InputStream stream = SampleDraw.class.getResourceAsStream("/vectors/ved1/kat.json")) {
            Files.copy(stream, file);
        }
        assertThat(execute("verify", file.toString(), "--profile", "kat", "--lang", "zh"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("20  通过").endsWith("\nPASS\n");
    }

    @Test
    void asksForWhatItNeeds() {
        assertThat(execute("verify", folder.resolve("open.ved1.json").toString()))
                .isEqualTo(2);
        assertThat(execute("verify", folder.resolve("none").toString(), "--profile", "kat"))
                .isEqualTo(2);
        assertThat(execute("verify", folder.resolve("none").toString(), "--profile", "x"))
                .isEqualTo(2);
        assertThat(execute()).isEqualTo(2);
    }
}
