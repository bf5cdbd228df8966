package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A transcript that has the right form, and of which nothing else is known yet.
 *
 * @param members everything but the large arrays
 * @param pool the open view
 * @param claims the sealed view
 * @param leaves in the order shown
 * @param parameters the result of a draw of parameters
 */
record Transcript(
        boolean knownAnswers,
        JsonNode members,
        Optional<List<Expert>> pool,
        Optional<List<Claim>> claims,
        List<byte[]> leaves,
        List<ShownStratum> result,
        List<ShownParameter> parameters) {

    String text(String member) {
        return members.get(member).textValue();
    }

    byte[] hex(String member) {
        return HexFormat.of().parseHex(text(member));
    }

    String drawId() {
        return text("draw_id");
    }

    String tender() {
        return drawId().substring(0, drawId().indexOf('/'));
    }

    int attempt() {
        return Integer.parseInt(drawId().substring(drawId().indexOf('/') + 1));
    }

    JsonNode rules() {
        return members.get("rules");
    }

    /** Whether values are drawn, and no people (§7.2). */
    boolean isOfParameters() {
        return rules().has("params");
    }

    boolean isOpen() {
        return pool.isPresent();
    }

    /** A map from parties to hashes, by the bytes of the parties' ids. */
    SortedMap<String, byte[]> byParty(String member) {
        SortedMap<String, byte[]> map = new TreeMap<>(Hashing.BY_UTF8);
        members.get(member)
                .properties()
                .forEach(entry -> map.put(
                        entry.getKey(), HexFormat.of().parseHex(entry.getValue().textValue())));
        return map;
    }

    List<String> parties() {
        List<String> parties = new ArrayList<>();
        rules().get("parties").forEach(party -> parties.add(party.textValue()));
        return parties;
    }

    Optional<JsonNode> venue() {
        return Optional.ofNullable(members.get("venue"));
    }

    JsonNode signatures() {
        return members.get("signatures");
    }

    /** A signature over one step of a party, in base64; nothing when there is none. */
    Optional<String> signature(String step, String party) {
        return Optional.ofNullable(signatures().path(step).get(party)).map(JsonNode::textValue);
    }

    byte[] note(String checkpoint) {
        return members.get("log").get(checkpoint).textValue().getBytes(StandardCharsets.UTF_8);
    }

    List<LoggedStep> steps() {
        List<LoggedStep> steps = new ArrayList<>();
        members.get("log").get("entries").forEach(entry -> steps.add(new LoggedStep(entry)));
        return steps;
    }

    /** The steps of one kind that are of this draw. */
    List<LoggedStep> steps(String step) {
        return steps().stream()
                .filter(each -> each.step().equals(step))
                .filter(each -> step.equals("KEYS") || each.text("draw_id").equals(drawId()))
                .toList();
    }

    /** The step of one kind that a party took; nothing when there is not exactly one. */
    Optional<LoggedStep> step(String step, String party) {
        List<LoggedStep> found = steps(step).stream()
                .filter(each -> each.text("party").equals(party))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The only step of one kind; nothing when there is not exactly one. */
    Optional<LoggedStep> step(String step) {
        List<LoggedStep> found = steps(step);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
