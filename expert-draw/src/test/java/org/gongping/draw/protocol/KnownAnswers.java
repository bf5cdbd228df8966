package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The known-answer file as the protocol's own types. */
final class KnownAnswers {
    final JsonNode json;

    KnownAnswers() {
        try (InputStream stream = KnownAnswers.class.getResourceAsStream("/vectors/ved1/kat.json")) {
            json = new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DrawId id() {
        return DrawId.parse(json.get("draw_id").asText()).orElseThrow();
    }

    byte[] hex(String member) {
        return HexFormat.of().parseHex(json.get(member).asText());
    }

    SortedMap<String, byte[]> hexes(String member) {
        SortedMap<String, byte[]> map = new TreeMap<>();
        json.get(member)
                .properties()
                .forEach(entry -> map.put(
                        entry.getKey(), HexFormat.of().parseHex(entry.getValue().asText())));
        return map;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    Rules rules() {
        JsonNode rules = json.get("rules");
        List<Stratum> strata = new ArrayList<>();
        rules.get("strata")
                .forEach(each -> strata.add(new Stratum(
                        each.get("id").asText(),
                        texts(each.get("sp")),
                        texts(each.get("rg")),
                        each.get("n").asInt())));
        return new Rules(
                Suite.of(rules.get("suite").asInt()).orElseThrow(),
                texts(rules.get("parties")),
                strata,
                rules.get("max_per_employer").asInt(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    List<ExpertRecord> experts() {
        List<ExpertRecord> experts = new ArrayList<>();
        json.get("pool")
                .forEach(each -> experts.add(new ExpertRecord(
                        each.get("pid").asText(),
                        List.of(each.get("sp").asText()),
                        each.get("rg").asText(),
                        each.get("em").asText(),
                        each.get("ex").asInt() == 0
                                ? Optional.empty()
                                : Optional.of(new Exclusion(
                                        Exclusion.Reason.valueOf(each.get("exr").asText()), "")),
                        each.get("salt").asText())));
        return experts;
    }

    static Pool pool(List<ExpertRecord> experts) {
        Pool.Builder builder = Pool.builder();
        experts.forEach(builder::add);
        return builder.build();
    }
}
