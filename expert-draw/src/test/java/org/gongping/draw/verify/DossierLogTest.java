package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transcript held to the dossier of its tender. */
class DossierLogTest {
    @TempDir
    private Path folder;

    private final SampleDraw draw = new SampleDraw(SampleDraw.Shape.full(2));

    private DossierLog dossier(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(draw.open());
        change.accept(json);
        Path file = folder.resolve("dossier.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (JsonNode entry : json.get("log").get("entries")) {
                ByteArrayOutputStream extra = new ByteArrayOutputStream();
                extra.writeBytes(HexFormat.of().parseHex(entry.get("salt").asText()));
                extra.writeBytes(CanonicalJson.bytes(entry.get("record")));
                String receipt = "c2sp.org/tlog-proof@v1\nextra "
                        + Base64.getEncoder().encodeToString(extra.toByteArray()) + "\nindex "
                        + entry.get("index").asInt() + "\n\n" + draw.checkpoint();
                zip.putNextEntry(new ZipEntry(
                        "records/%012d.tlog-proof".formatted(entry.get("index").asInt())));
                zip.write(receipt.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return DossierLog.read(file);
    }

    private DrawReport verify(DossierLog log) throws IOException {
        try {
            return new DrawVerifier(
                            PolicyReader.read(draw.policy(), "policy"),
                            Pins.read(CanonicalJson.bytes(draw.pins())),
                            false)
                    .verify(new ByteArrayInputStream(draw.open()), Optional.of(log));
        } catch (Refused e) {
            throw new IOException(e);
        }
    }

    @Test
    void passesWhenTheDossierHoldsEveryStep() throws IOException {
        assertThat(verify(dossier(json -> {})).verdict()).isEqualTo("PASS");
    }

    @Test
    void findsAStepThatTheDossierTellsOtherwise() throws IOException {
        DossierLog log = dossier(
                json -> ((ObjectNode) json.get("log").get("entries").get(3).get("record"))
                        .put("t", "2026-03-02T01:00:59.000Z"));
        assertThat(verify(log).verdict()).startsWith("FAIL E_INCLUSION");
    }

    @Test
    void findsAnAttemptThatTheTranscriptHides() throws IOException {
        DossierLog log = dossier(json -> {
            ArrayNode entries = (ArrayNode) json.get("log").get("entries");
            ObjectNode hidden = entries.get(entries.size() - 1).deepCopy();
            hidden.put("index", 5_000);
            ((ObjectNode) hidden.get("record")).put("kind", "draw.result");
            entries.add(hidden);
        });
        assertThat(verify(log).verdict()).startsWith("FAIL E_ATTEMPTS");
    }
}
