package org.gongping.core.audit.selfcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.Signer;
import org.gongping.core.audit.note.VerifierKey;

/**
 * What the self-check says of the log, as a signed note (C2SP signed-note): one line that names the format, one line of
 * JSON. It lies in a database whose administrator can put anything there, but nothing with the signature.
 */
public final class SelfCheckWord {
    private static final String FORMAT = "gongping-selfcheck/v1\n";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Standing.Told>> TOLD = new TypeReference<>() {};

    /** Findings that the note tells: its size has a limit, their number has none. */
    private static final int MOST_TOLD = 400;

    private SelfCheckWord() {}

    /** The name of the key by which the self-check of a log signs. */
    public static String signerName(String origin) {
        return origin + "/selfcheck";
    }

    /** @param findings of the last pass, with what the pass under way has found so far */
    public static String sign(Signer signer, Findings findings) {
        ObjectNode said = JSON.createObjectNode()
                .put("at", findings.at().toString())
                .put("size", findings.size())
                .put("entries", findings.entries())
                .put("tookMs", findings.took().toMillis())
                .put("findingCount", findings.findings().size());
        findings.rollingPassAge()
                .ifPresent(
                        age -> said.put("rolledSince", findings.at().minus(age).toString()));
        said.set(
                "findings",
                JSON.valueToTree(findings.findings().stream()
                        .limit(MOST_TOLD)
                        .map(each -> new Standing.Told(each.code().code(), each.place(), each.zh(), each.en()))
                        .toList()));
        String text = FORMAT + said + "\n";
        return new SignedNote(text, List.of(signer.sign(text, findings.at()))).write();
    }

    /**
     * What a note says.
     *
     * @param key by which it must be signed; empty where no key is known and any note is read
     * @return empty when it is no such note, or is not signed by the key
     */
    public static Optional<Standing> read(String written, Optional<VerifierKey> key) {
        return SignedNote.parse(written)
                .filter(note ->
                        key.isEmpty() || !note.signedBy(List.of(key.get())).isEmpty())
                .map(SignedNote::text)
                .filter(text -> text.startsWith(FORMAT))
                .flatMap(text -> standing(text.substring(FORMAT.length())));
    }

    private static Optional<Standing> standing(String text) {
        try {
            JsonNode said = JSON.readTree(text);
            return Optional.of(new Standing(
                    Instant.parse(said.path("at").asText()),
                    said.path("size").asLong(),
                    said.path("entries").asLong(),
                    Duration.ofMillis(said.path("tookMs").asLong()),
                    Optional.ofNullable(said.get("rolledSince"))
                            .map(JsonNode::asText)
                            .map(Instant::parse),
                    said.path("findingCount").asInt(),
                    JSON.convertValue(said.path("findings"), TOLD)));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
