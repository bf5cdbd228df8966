package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.gongping.core.scoring.DerivationReplay;
import org.gongping.core.scoring.MethodLibrary;
import org.gongping.core.scoring.method.LegalLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ScoreCommandTest {
    private static final String HIGHWAY = """
            {"drawn":{"reduction":"0.05"},"bids":[{"bid":"A","price":"200"},{"bid":"B","price":"230"},
             {"bid":"C","price":"230"},{"bid":"D","price":"240"},{"bid":"E","price":"250"},{"bid":"F","price":"250"},
             {"bid":"G","price":"300"}]}""";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path method;

    @BeforeEach
    void writeMethod() throws IOException {
        JsonNode highway = MethodLibrary.all().stream()
                .filter(m -> m.methodId().equals("e-f2-highway"))
                .findFirst()
                .orElseThrow()
                .json();
        method = Files.writeString(folder.resolve("method.json"), highway.toString());
    }

    private int run(String... args) {
        ScoreCommand command = new ScoreCommand(() -> Instant.parse("2026-11-20T07:42:00Z"), LegalLimits.shipped());
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void printsTheResult() throws IOException {
        assertThat(run(method.toString(), file("bids.json", HIGHWAY))).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("benchmark").asText()).isEqualTo("228");
        assertThat(result.at("/rows/0/score").asText()).isEqualTo("47.72");
        assertThat(result.path("computedAt").asText()).isEqualTo("2026-11-20T07:42:00Z");
        JsonNode definition = new ObjectMapper().readTree(Files.readString(method));
        assertThat(DerivationReplay.firstDifference(definition, result)).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"bids\":[{\"bid\":\"A\",\"price\":200}]}|/bids/0/price: ",
                "{\"bids\":[{\"bid\":\"A\",\"price\":\"200\"}]}|/drawn/reduction: ",
                "{\"drawn\":{\"reduction\":\"0.08\"},\"bids\":[]}|/drawn/reduction: ",
                "{\"drawn\":{\"reduction\":\"0.05\"},\"bids\":[{\"bid\":\"A\"},{\"bid\":\"A\"}]}|/bids/1/bid: ",
                "{\"drawn\":{\"reduction\":\"0.05\"},\"bids\":[],\"bonus\":\"1\"}|/bonus: ",
                "{\"bids\":[|bids.json: malformed JSON",
                "{\"bids\":[],\"bids\":[]}|bids.json: malformed JSON"
            })
    void badInputEndsWithTwoAndAPointer(String document, String line) throws IOException {
        assertThat(run(method.toString(), file("bids.json", document))).isEqualTo(2);
        assertThat(err.toString().lines()).anyMatch(l -> l.contains(line));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDefinitionThatTheValidatorRefusesIsBadInput() throws IOException {
        String altered = Files.readString(method).replace("\"candidates\":3", "\"candidates\":4");
        assertThat(run(file("method.json", altered), file("bids.json", HIGHWAY)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("/ranking/candidates: ").contains("[V10]");
    }

    @Test
    void aFileThatIsNotThereIsBadInput() throws JsonProcessingException {
        assertThat(run("--json", method.toString(), folder.resolve("none.json").toString()))
                .isEqualTo(2);
        JsonNode errors = new ObjectMapper().readTree(err.toString()).path("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).path("message").asText()).endsWith("no such file");
    }
}
