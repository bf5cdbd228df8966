package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gongping.core.verify.Texts;

/**
 * What the verifier knows beforehand ({@code keys.json}): keys of parties and holders, the key of the finaliser, and the
 * hash of the published reference verifier.
 *
 * @param keys Ed25519, 32 bytes each
 * @param verifier SHA-256, hex
 */
public record Pins(Map<String, byte[]> keys, byte[] vrfKey, String verifier) {
    /**
     * Reads {@code {"keys":{"agent":hex,…},"verifier":hex,"vrf_pk":hex}}.
     *
     * @throws IOException when the bytes are not that
     */
    public static Pins read(byte[] bytes) throws IOException {
        try {
            String text = Texts.utf8(bytes).orElseThrow(() -> new IOException("not UTF-8"));
            JsonNode json = TranscriptReader.MAPPER.readTree(text);
            Shapes.keys().check(json, "keys file");
            Map<String, byte[]> keys = new TreeMap<>();
            json.get("keys")
                    .properties()
                    .forEach(entry -> keys.put(
                            entry.getKey(),
                            HexFormat.of().parseHex(entry.getValue().textValue())));
            return new Pins(
                    keys,
                    HexFormat.of().parseHex(json.get("vrf_pk").textValue()),
                    json.get("verifier").textValue());
        } catch (JsonProcessingException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        } catch (Failed e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    Optional<byte[]> key(String signer) {
        return Optional.ofNullable(keys.get(signer));
    }
}
