package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.gongping.draw.sample.Cheat;
import org.gongping.draw.sample.DrawGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws of every shape pass, and those in which somebody cheats fail. */
class GeneratedDrawsTest {
    private static final int COUNT = Boolean.getBoolean("gongping.long") ? 1_000 : 30;

    @Test
    void generatedDrawsAreWhatTheyAreSaidToBe(@TempDir Path folder) throws IOException {
        DrawGenerator.write(folder, COUNT, 1);
        for (long number = 1; number <= COUNT; number++) {
            Set<Cheat> cheats = DrawGenerator.cheats(number);
            JsonNode expected = new ObjectMapper()
                    .readTree(Files.readAllBytes(folder.resolve("%05d.expected.json".formatted(number))));
            assertThat(expected.size()).isEqualTo(DrawGenerator.isOfParameters(number) ? 1 : 2);
            expected.properties().forEach(view -> {
                String passed = view.getKey().equals("open") ? "PASS" : "PASS-CLAIMED";
                assertThat(view.getValue().get("verdict").asText())
                        .as(expected + " " + cheats)
                        .isEqualTo(cheats.isEmpty() ? passed : "FAIL");
            });
        }
    }
}
