package org.gongping.draw.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.StepBodies;
import org.gongping.draw.transcript.TranscriptWriter;

/** A whole draw of parameters: a method's number, its factor, floating points on both sides of zero, a figure by digits. */
public final class SampleParameterDraw {
    /** Written out of order, as a definition may be. */
    private static final String PARAMETERS = """
            [{"name":"K2","order":5,"drawnAt":"OPENING","pool":{"dependsOn":"K1","pools":{
                "0":{"values":["5","6","7","8","9"]},"1":{"values":["0","1","2","3","4"]},"2.0":{"values":["0"]}}}},
             {"name":"method","order":1,"drawnAt":"OPENING","protocol":"VED1","pool":{"values":["1","2","3"]}},
             {"name":"factor","order":2,"drawnAt":"OPENING","pool":{"dependsOn":"method","pools":{
                "1":{"min":"2","max":"5","step":"0.5"},"2":{"min":"-1","max":"2","step":"0.5"},
                "3":{"min":"-4.0","max":"-1","step":"0.25"}}}},
             {"name":"E","order":3,"drawnAt":"FIXED","value":"0.35"},
             {"name":"K1","order":4,"drawnAt":"OPENING","pool":{"values":["0","1","2"]}},
             {"name":"K3","order":6,"drawnAt":"OPENING","confirmWindow":"PT5M",
                "pool":{"values":["0","1","2","3","4","5","6","7","8","9"]}},
             {"name":"byE","order":7,"drawnAt":"OPENING","pool":{"dependsOn":"E","pools":{
                "0.350":{"min":"0.02","max":"0.05","step":"0.005"}}}}]
            """;

    private final SampleCeremony parties;
    private final ParameterRules rules;
    private final List<ParameterDraw.Drawn> drawn;

    /** @param attempt from 1 */
    public SampleParameterDraw(long number, int attempt, Set<String> escrowed, Set<Cheat> cheats) {
        Random random = new Random(number);
        DrawId id = new DrawId("GP-2026-" + Math.abs(number % 100_000) + ".param.1", attempt);
        this.parties = new SampleCeremony(random, id, cheats, escrowed);
        parties.begin();
        this.rules = new ParameterRules(
                List.of("agent", "platform", "supervisor"),
                new Rules.Timeouts(3600, 1800, 600, 300, 7200),
                Octets.hex(SampleKeys.VERIFIER),
                parameters(),
                parties.redraw());
        parties.log.add("RULES", StepBodies.rules(id, rules), parties.minute());
        SortedMap<String, byte[]> contributions = new TreeMap<>();
        rules.parties().forEach(party -> contributions.put(party, SampleKeys.bytes(random)));
        Ceremony ceremony = parties.perform(rules.hash(), ParameterDraw.noPool(), contributions);
        this.drawn = ParameterDraw.of(ceremony.seed(), id, rules.params());
        parties.result(StepBodies.result(id, ParameterDraw.resultHash(drawn), ceremony.seed()));
        parties.close();
    }

    /** As a method definition has them. */
    public static ArrayNode parameters() {
        try {
            return (ArrayNode) new ObjectMapper().readTree(PARAMETERS);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public List<ParameterDraw.Drawn> drawn() {
        return drawn;
    }

    public byte[] open() {
        return parties.write(TranscriptWriter.parameters(parties.id, rules, drawn));
    }

    public byte[] policy() {
        return parties.policy();
    }

    public JsonNode pins() {
        return parties.pins();
    }
}
