package org.gongping.service.bid;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.fuzz.CoverageGuided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of the tus protocol as the server reads them. */
class TusRequestTest {
    private static final int RUNS = 1_000_000;

    private static TusRequest with(String name, String... values) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        List.of(values).forEach(value -> headers.add(name, value));
        return TusRequest.of("PATCH", headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "+1", " 1", "1 ", "1e3", "0x10", "１", "1,2", "1000000000000000", "9223372036854775808"
            })
    void aNumberIsDigitsWithinTheLimit(String text) {
        assertThat(with("Upload-Offset", text).offset()).isEmpty();
        assertThat(with("Upload-Length", text).length()).isEmpty();
    }

    /** A proxy before the server and the server itself might each take another one. */
    @Test
    void whatIsSaidTwiceIsNotSaid() {
        assertThat(with("Upload-Offset", "5").offset()).hasValue(5);
        assertThat(with("Upload-Offset", "5", "6").offset()).isEmpty();
        assertThat(with("Upload-Length", "5", "5").length()).isEmpty();
        assertThat(with("Tus-Resumable", "1.0.0", "1.0.0").version()).contains("");
        assertThat(with("X-HTTP-Method-Override", "DELETE", "HEAD").method()).isEmpty();
        assertThat(with("Content-Type", "application/offset+octet-stream", "text/plain")
                        .contentType())
                .contains("");
    }

    @Test
    void metadataIsPairsOfANameAndBase64() {
        assertThat(with("Upload-Metadata", "kind cHJpY2U=,note").metadata())
                .isEqualTo(Optional.of(Map.of("kind", "price", "note", "")));
        for (String wrong : List.of("kind !", "kind cHJpY2U=,kind cHJpY2U=", "kind a b", " cHJpY2U=")) {
            assertThat(with("Upload-Metadata", wrong).metadata().filter(values -> values.containsKey("kind")))
                    .as(wrong)
                    .isEmpty();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "gongping.long", matches = "true")
    void anyHeadersAreReadWithoutAFailure(@TempDir Path folder) throws Exception {
        List<byte[]> corpus = List.of(
                lines("PATCH", "\u00001.0.0", "\u000212", "\u0004sha256 " + "A".repeat(43) + "="),
                lines("POST", "\u00001.0.0", "\u00015000", "\u0003kind cHJpY2U=,name YQ=="));
        corpus.forEach(TusTarget::fuzzerTestOneInput);
        CoverageGuided.run(TusTarget.class, RUNS, folder, corpus);
    }

    private static byte[] lines(String... lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
