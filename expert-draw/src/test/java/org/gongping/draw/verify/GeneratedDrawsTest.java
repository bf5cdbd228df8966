package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gongping.draw.sample.DrawGenerator;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws of every shape pass, and those in which somebody cheats fail. */
class GeneratedDrawsTest {
    private static final int COUNT = Boolean.getBoolean("gongping.long") ? 1_000 : 30;

    @Test
    void generatedDrawsAreWhatTheyAreSaidToBe(@TempDir Path folder) throws IOException {
        DrawGenerator.write(folder, COUNT, 1);
        for (long number = 1; number <= COUNT; number++) {
            SampleDraw.Shape shape = DrawGenerator.shape(number);
            JsonNode expected = new ObjectMapper()
                    .readTree(Files.readAllBytes(folder.resolve("%05d.expected.json".formatted(number))));
            String open = expected.get("open").get("verdict").asText();
            String sealed = expected.get("sealed").get("verdict").asText();
            if (shape.cheats().isEmpty()) {
                assertThat(open).as(expected + " " + shape).isEqualTo("PASS");
                assertThat(sealed).as(expected + " " + shape).isEqualTo("PASS-CLAIMED");
            } else {
                assertThat(open).as(expected + " " + shape).isEqualTo("FAIL");
                assertThat(sealed).as(expected + " " + shape).isEqualTo("FAIL");
            }
        }
    }
}
