package org.gongping.draw.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.DrawResult;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.StratumResult;

/**
 * Writes a transcript bundle as RFC 8785 text: the same draw gives the same bytes. What has as many items as the
 * library has experts is streamed.
 */
public final class TranscriptWriter {
    private static final int BUFFER = 1 << 16;

    private final Map<String, Part> parts = new TreeMap<>();

    private interface Part {
        void write(OutputStream out) throws IOException;
    }

    private TranscriptWriter() {}

    /**
     * The transcript without openings: of the eligible, leaf, employer tag and strata alone. How many of each employer are
     * eligible for what would be as good as the employer's name to whoever has the pool, so only those whom the selection
     * or a replacement has reached bear their employer's tag; everybody else bears the beginning of their leaf,
     * which nobody shares.
     *
     * @param replacements as the transcript has them
     */
    public static TranscriptWriter sealed(Drawing drawing, Drawing.Outcome.Drawn drawn, JsonNode replacements) {
        TranscriptWriter writer = of(drawing, drawn, "sealed");
        List<String> cities = drawn.venue()
                .map(venue ->
                        venue.cities().stream().map(city -> city.place().code()).toList())
                .orElse(List.of());
        List<Stratum> strata = drawing.rules().effectiveStrata(cities);
        boolean[] tagged = tagged(drawn.result(), replacements);
        writer.parts.put("claims", out -> claims(drawing.pool(), strata, tagged, out));
        return writer;
    }

    /** @param records of all experts, in any order */
    public static TranscriptWriter open(Drawing drawing, Drawing.Outcome.Drawn drawn, Iterable<ExpertRecord> records) {
        TranscriptWriter writer = of(drawing, drawn, "open");
        writer.parts.put("pool", out -> {
            byte before = '[';
            for (ExpertRecord expert : records) {
                out.write(before);
                out.write(expert.jcs());
                before = ',';
            }
            out.write(Octets.utf8(before == '[' ? "[]" : "]"));
        });
        return writer;
    }

    /** The transcript of a draw of parameters (§7.2): the same, over an empty pool. */
    public static TranscriptWriter parameters(DrawId draw, ParameterRules rules, List<ParameterDraw.Drawn> result) {
        JsonNode nothing = JsonNodeFactory.instance.arrayNode();
        return of(draw, rules.json(), "open")
                .text("pool_root", Octets.hex(ParameterDraw.noPool()))
                .with("leaves_sorted", nothing)
                .with("pool", nothing)
                .with("result", ParameterDraw.json(result));
    }

    private static TranscriptWriter of(DrawId draw, ObjectNode rules, String view) {
        byte[] canonical = CanonicalJson.bytes(rules);
        return new TranscriptWriter()
                .text("format", "VED1-bundle/1")
                .text("view", view)
                .text("draw_id", draw.toString())
                .with("rules", rules)
                .text("rules_jcs", new String(canonical, StandardCharsets.UTF_8))
                .text("rules_hash", Octets.hex(Formulas.rulesHash(canonical)));
    }

    private static TranscriptWriter of(Drawing drawing, Drawing.Outcome.Drawn drawn, String view) {
        DrawResult result = drawn.result();
        TranscriptWriter writer = of(drawing.id(), drawing.rules().json(), view)
                .text("pool_root", Octets.hex(drawing.pool().root()));
        writer.parts.put("leaves_sorted", out -> leaves(drawing.pool(), out));
        writer.parts.put("result", result::write);
        drawing.venue().ifPresent(venue -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            var cities = json.putArray("cities");
            venue.cities().forEach(city -> cities.add(city.json()));
            var seats = json.putArray("seats");
            venue.seats().forEach(seat -> seats.add(seat.json()));
            json.set("result", drawn.venue().orElseThrow().json());
            writer.with("venue", json);
        });
        return writer;
    }

    /** Contributions, commitments and everything down to the seed. */
    public TranscriptWriter with(Ceremony ceremony) {
        return with("contributions", hexes(ceremony.contributions()))
                .with("commits", hexes(ceremony.commits()))
                .text("transcript", Octets.hex(ceremony.transcript()))
                .text("alpha", Octets.hex(ceremony.alpha()))
                .text("vrf_pk", Octets.hex(ceremony.vrfKey()))
                .text("vrf_pi", Octets.hex(ceremony.proof().pi()))
                .text("vrf_beta", Octets.hex(ceremony.proof().beta()))
                .text("seed", Octets.hex(ceremony.seed()));
    }

    private static ObjectNode hexes(SortedMap<String, byte[]> map) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        map.forEach((party, bytes) -> json.put(party, Octets.hex(bytes)));
        return json;
    }

    private TranscriptWriter text(String member, String value) {
        return with(member, JsonNodeFactory.instance.textNode(value));
    }

    /** Any other member: library, signatures, replacements, attempts, log, timestamps. */
    public TranscriptWriter with(String member, JsonNode value) {
        byte[] bytes = CanonicalJson.bytes(value);
        parts.put(member, out -> out.write(bytes));
        return this;
    }

    /** Does not close the stream. */
    public void write(OutputStream stream) throws IOException {
        OutputStream out = new BufferedOutputStream(stream, BUFFER);
        byte before = '{';
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            out.write(before);
            out.write(Octets.utf8("\"" + part.getKey() + "\":"));
            part.getValue().write(out);
            before = ',';
        }
        out.write('}');
        out.flush();
    }

    private static void leaves(Pool pool, OutputStream out) throws IOException {
        byte before = '[';
        for (int i = 0; i < pool.size(); i++) {
            out.write(before);
            out.write(Octets.utf8("\"" + Octets.hex(pool.leaf(i)) + "\""));
            before = ',';
        }
        out.write(Octets.utf8(pool.size() == 0 ? "[]" : "]"));
    }

    /** Those whose employer the walks have asked for. */
    private static boolean[] tagged(DrawResult result, JsonNode replacements) {
        boolean[] tagged = new boolean[result.pool().size()];
        for (StratumResult stratum : result.strata()) {
            stratum.selected().forEach(each -> tagged[each.expert()] = true);
            stratum.skipped().forEach(each -> tagged[each.expert()] = true);
        }
        for (JsonNode replacement : replacements) {
            replacement.path("calls").forEach(call -> tag(result, call.path("pid"), tagged));
            replacement.path("skipped").forEach(skip -> tag(result, skip.path(0), tagged));
        }
        return tagged;
    }

    private static void tag(DrawResult result, JsonNode pid, boolean[] tagged) {
        result.pool().find(pid.textValue()).ifPresent(expert -> tagged[expert] = true);
    }

    private static void claims(Pool pool, List<Stratum> strata, boolean[] tagged, OutputStream out) throws IOException {
        long[] eligible = new long[pool.size()];
        for (int s = 0; s < strata.size(); s++) {
            for (int expert : pool.eligible(strata.get(s))) {
                eligible[expert] |= 1L << s;
            }
        }
        byte before = '[';
        for (int i = 0; i < pool.size(); i++) {
            if (eligible[i] != 0) {
                String leaf = Octets.hex(pool.leaf(i));
                ObjectNode claim = JsonNodeFactory.instance
                        .objectNode()
                        .put("leaf", leaf)
                        .put("em", tagged[i] ? pool.employer(i) : leaf.substring(0, Formulas.EMPLOYER_HEX));
                var named = claim.putArray("strata");
                for (int s = 0; s < strata.size(); s++) {
                    if ((eligible[i] >>> s & 1) == 1) {
                        named.add(strata.get(s).id());
                    }
                }
                out.write(before);
                out.write(CanonicalJson.bytes(claim));
                before = ',';
            }
        }
        out.write(Octets.utf8(before == '[' ? "[]" : "]"));
    }
}
