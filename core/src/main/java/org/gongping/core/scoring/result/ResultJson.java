package org.gongping.core.scoring.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.scoring.derive.Decimals;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Step;
import org.gongping.core.scoring.method.Digests;
import org.gongping.core.scoring.method.Finding;

/** The JSON form of a result. Amounts and scores are decimal strings, counts are integers, absent figures are null. */
final class ResultJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ScoringResult result;
    private final ObjectNode outputs = JSON.objectNode();

    private ResultJson(ScoringResult result) {
        this.result = result;
    }

    static ObjectNode of(ScoringResult result) {
        return new ResultJson(result).build();
    }

    private ObjectNode build() {
        ObjectNode o = JSON.objectNode();
        o.put("schema", "gongping.result/1");
        o.put("methodId", result.method().methodId());
        o.put("version", result.method().version());
        o.put("digest", result.method().digest());
        o.put("lot", result.input().lot().orElse(null));
        o.put("state", result.state().name());
        o.set("stateReason", result.stateReason() == null ? JSON.nullNode() : sentence(result.stateReason()));
        o.set("refusals", array(result.refusals(), ResultJson::finding));
        inputs(o);
        o.put("n", result.n());
        o.put("validCount", result.validCount());
        o.set("dropped", array(result.dropped(), d -> {
            ObjectNode n = JSON.objectNode().put("bid", d.bid()).put("side", d.side());
            n.put("reasonZh", d.reason().zh()).put("reasonEn", d.reason().en());
            return n;
        }));
        figure(o, "", "statistic", result.statistic());
        figure(o, "", "benchmarkRaw", result.benchmarkRaw());
        figure(o, "", "benchmark", result.benchmark());
        o.put("unit", result.input().unit());
        o.set("freezePoint", result.freezePoint().map(this::freeze).orElse(null));
        ArrayNode rows = o.putArray("rows");
        for (int i = 0; i < result.rows().size(); i++) {
            rows.add(row(result.rows().get(i), "/rows/" + i));
        }
        o.set("ranking", texts(result.ranking()));
        o.set("candidates", texts(result.candidates()));
        ArrayNode anomalies = o.putArray("anomalies");
        for (int i = 0; i < result.anomalies().size(); i++) {
            anomalies.add(anomaly(result.anomalies().get(i), "/anomalies/" + i));
        }
        ArrayNode triggers = o.putArray("triggers");
        for (int i = 0; i < result.triggers().size(); i++) {
            triggers.add(trigger(result.triggers().get(i), "/triggers/" + i));
        }
        o.put("engineVersion", ScoringResult.ENGINE_VERSION);
        o.set(
                "explanationZh",
                texts(result.explanation().stream().map(Sentence::zh).toList()));
        o.set(
                "explanationEn",
                texts(result.explanation().stream().map(Sentence::en).toList()));
        // The digest says what was computed, not when; and the derivation follows from what it covers.
        String digest = Digests.sha256(CanonicalJson.bytesWithNull(o));
        ObjectNode derivation = o.putObject("derivation");
        ArrayNode steps = derivation.putArray("steps");
        result.steps().forEach(s -> steps.add(step(s)));
        derivation.set("outputs", outputs);
        o.put(
                "computedAt",
                result.computedAt() == null ? null : result.computedAt().toString());
        o.put("resultDigest", digest);
        return o;
    }

    private void inputs(ObjectNode o) {
        ObjectNode given = result.input().json();
        o.set("inputs", given.path("bids").deepCopy());
        ObjectNode facts = o.putObject("facts");
        result.input()
                .facts()
                .forEach((name, value) -> facts.put(name, given.path(name).asText()));
        ArrayNode stripped = o.putArray("stripped");
        result.input()
                .stripped()
                .forEach(
                        (item, amount) -> stripped.addObject().put("item", item).put("amount", Decimals.plain(amount)));
        ArrayNode drawn = o.putArray("drawn");
        result.drawn()
                .forEach(d -> drawn.addObject()
                        .put("name", d.name())
                        .put("value", Decimals.plain(d.value()))
                        .put("drawnAt", d.fixed() ? "FIXED" : "OPENING"));
        for (String name : List.of("exchangeRates", "ballots", "events")) {
            if (given.has(name)) {
                o.set(name, given.get(name).deepCopy());
            }
        }
    }

    private ObjectNode freeze(FreezePoint f) {
        return JSON.objectNode()
                .put("event", f.event())
                .put("at", f.at().toString())
                .put("validSetDigest", f.validSetDigest());
    }

    private ObjectNode row(Row r, String at) {
        ObjectNode o = JSON.objectNode().put("bid", r.bid());
        figure(o, at, "price", r.price());
        figure(o, at, "reviewPrice", r.reviewPrice());
        ArrayNode components = o.putArray("components");
        for (int i = 0; i < r.components().size(); i++) {
            Row.Line line = r.components().get(i);
            ObjectNode c = components.addObject().put("name", line.name());
            figure(c, at + "/components/" + i, "raw", line.raw());
            figure(c, at + "/components/" + i, "value", line.value());
        }
        figure(o, at, "deviationRaw", r.deviationRaw());
        figure(o, at, "deviation", r.deviation());
        figure(o, at, "steps", r.steps());
        figure(o, at, "scoreRaw", r.scoreRaw());
        figure(o, at, "score", r.score());
        o.put("clampedBy", r.clampedBy());
        ArrayNode parts = o.putArray("parts");
        for (int i = 0; i < r.parts().size(); i++) {
            Row.PartLine line = r.parts().get(i);
            ObjectNode p = parts.addObject().put("name", line.name());
            figure(p, at + "/parts/" + i, "score", line.score());
            figure(p, at + "/parts/" + i, "weighted", line.weighted());
        }
        figure(o, at, "total", r.total());
        o.put("rank", r.rank());
        o.set("tiedWith", texts(r.tiedWith()));
        return o;
    }

    private ObjectNode anomaly(Anomaly a, String at) {
        ObjectNode o = JSON.objectNode().put("kind", a.kind()).put("bid", a.bid());
        o.put("ruleId", a.ruleId()).put("citation", a.citation());
        comparison(o, at, a.left(), a.relation() == null ? null : a.relation().name(), a.right());
        o.put("blocksReport", a.blocksReport());
        o.put("textZh", a.text().zh()).put("textEn", a.text().en());
        return o;
    }

    private ObjectNode trigger(TriggerOutcome t, String at) {
        ObjectNode o = JSON.objectNode().put("trigger", t.trigger()).put("bid", t.bid());
        o.put("outcome", t.outcome().name());
        comparison(o, at, t.left(), t.relation() == null ? null : t.relation().name(), t.right());
        o.put(
                "explainWithin",
                t.explainWithin().isZero() ? null : t.explainWithin().toString());
        o.put("reasonZh", t.reason() == null ? null : t.reason().zh());
        o.put("reasonEn", t.reason() == null ? null : t.reason().en());
        return o;
    }

    private void comparison(ObjectNode o, String at, Num left, String relation, Num right) {
        figure(o, at, "left", left);
        o.put("relation", relation);
        figure(o, at, "right", right);
    }

    private void figure(ObjectNode o, String at, String name, Num value) {
        if (value == null) {
            o.putNull(name);
            return;
        }
        o.put(name, value.text());
        if (value.isStep()) {
            outputs.put(at + "/" + name, value.reference());
        }
    }

    private static ObjectNode finding(Finding f) {
        return JSON.objectNode()
                .put("severity", f.severity().name())
                .put("pointer", f.pointer())
                .put("ruleId", f.ruleId())
                .put("citation", f.citation())
                .put("messageZh", f.messageZh())
                .put("messageEn", f.messageEn());
    }

    private static ObjectNode step(Step s) {
        ObjectNode o = JSON.objectNode().put("id", s.name()).put("op", s.op().name());
        ArrayNode args = o.putArray("args");
        s.args().forEach(a -> args.add(a.reference()));
        if (s.source() != null) {
            o.put("source", s.source().text());
        }
        if (s.relation() != null) {
            o.put("relation", s.relation().name());
        }
        if (s.rounding() != null) {
            o.put("scale", s.rounding().scale());
            o.put("mode", s.rounding().mode().name());
            o.put("stage", s.rounding().stage());
        }
        o.put("value", s.writtenValue());
        if (s.bid() != null) {
            o.put("bid", s.bid());
        }
        return o.put("textZh", s.label().zh()).put("textEn", s.label().en());
    }

    private static ObjectNode sentence(Sentence s) {
        return JSON.objectNode().put("zh", s.zh()).put("en", s.en());
    }

    private static ArrayNode texts(List<String> all) {
        ArrayNode array = JSON.arrayNode();
        all.forEach(array::add);
        return array;
    }

    private static <T> ArrayNode array(List<T> all, Function<T, ObjectNode> each) {
        ArrayNode array = JSON.arrayNode();
        all.forEach(x -> array.add(each.apply(x)));
        return array;
    }
}
