package org.gongping.core.scoring.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.schema.JsonContract;
import org.gongping.core.scoring.method.Fields;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodReader;
import org.gongping.core.scoring.method.Reading;

/** Reads the inputs of a computation, as {@code contract/bids.schema.json} describes them. */
public final class InputReader {
    private static final JsonContract CONTRACT = JsonContract.ofResource("bids.schema.json");
    private static final List<String> FACTS = List.of("ceiling", "estimate", "budget", "safetyFee", "tax");

    private InputReader() {}

    /** Reads the bytes of a document; malformed JSON, duplicate members and unknown fields are refused. */
    public static Reading<ScoringInput> read(byte[] utf8) {
        try {
            return read(CanonicalJson.parse(utf8));
        } catch (JsonProcessingException e) {
            return new Reading.Refused<>(List.of(MethodReader.malformed(e)));
        }
    }

    public static Reading<ScoringInput> read(JsonNode document) {
        List<Finding> findings = new ArrayList<>(Finding.format(CONTRACT.breaches(document)));
        if (findings.isEmpty()) {
            findings.addAll(beyondSchema(document));
        }
        if (!findings.isEmpty()) {
            return new Reading.Refused<>(List.copyOf(findings));
        }
        ObjectNode json = inOrder(document);
        Fields f = new Fields(json, "");
        Map<String, Instant> events = new LinkedHashMap<>();
        f.list("events", e -> Map.entry(e.text("event"), Instant.parse(e.text("at"))))
                .forEach(e -> events.put(e.getKey(), e.getValue()));
        Map<String, BigDecimal> facts = new LinkedHashMap<>();
        FACTS.stream().filter(f::has).forEach(name -> facts.put(name, f.decimal(name)));
        return new Reading.Accepted<>(new ScoringInput(
                optionalText(f, "lot"),
                f.text("unit", "YUAN"),
                facts,
                amounts(f, "drawn"),
                amounts(f, "stripped"),
                events,
                f.optional("freezePoint")
                        .map(p -> new ScoringInput.ExpectedFreeze(p.text("event"), p.text("validSetDigest"))),
                f.list(
                        "exchangeRates",
                        r -> new ScoringInput.ExchangeRate(r.text("from"), r.text("to"), r.decimal("rate"))),
                f.list(
                        "ballots",
                        b -> new ScoringInput.BallotRound(
                                b.texts("among"),
                                b.list("votes", v -> new ScoringInput.Vote(v.text("member"), v.texts("choices"))))),
                optionalText(f, "computedAt").map(Instant::parse),
                f.list("bids", InputReader::bid),
                json));
    }

    private static Optional<String> optionalText(Fields f, String name) {
        return f.has(name) ? Optional.of(f.text(name)) : Optional.empty();
    }

    /** What a schema cannot say: labels are unique, instants exist. */
    private static List<Finding> beyondSchema(JsonNode document) {
        List<Finding> findings = new ArrayList<>();
        try {
            CanonicalJson.bytesWithNull(document);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.format("", "输入不能规范化：" + e.getMessage(), e.getMessage()));
        }
        Set<String> labels = new HashSet<>();
        JsonNode bids = document.path("bids");
        for (int i = 0; i < bids.size(); i++) {
            String pointer = "/bids/" + i;
            if (!labels.add(bids.get(i).path("bid").asText())) {
                findings.add(Finding.format(pointer + "/bid", "投标人标识重复", "two bids have the same label"));
            }
            instant(bids.get(i).path("rejected").path("at"), pointer + "/rejected/at", findings);
            oneStatement(bids.get(i), pointer, findings);
        }
        JsonNode events = document.path("events");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            instant(events.get(i).path("at"), "/events/" + i + "/at", findings);
            if (!seen.add(events.get(i).path("event").asText())) {
                findings.add(Finding.format("/events/" + i, "同一事件出现两次", "the event stands here twice"));
            }
        }
        instant(document.path("computedAt"), "/computedAt", findings);
        return findings;
    }

    private static void oneStatement(JsonNode bid, String pointer, List<Finding> findings) {
        long stated = Stream.of("price", "prices", "priceParts", "payments")
                .filter(bid::hasNonNull)
                .count();
        if (stated > 1) {
            findings.add(Finding.format(
                    pointer,
                    "price、prices、priceParts、payments 只能给出一项",
                    "only one of price, prices, priceParts and payments may be given"));
        }
    }

    private static void instant(JsonNode node, String pointer, List<Finding> findings) {
        if (node.isTextual()) {
            try {
                Instant.parse(node.asText());
            } catch (DateTimeException e) {
                findings.add(Finding.format(pointer, "时间不存在", "there is no such instant"));
            }
        }
    }

    private static ObjectNode inOrder(JsonNode document) {
        ObjectNode json = document.deepCopy();
        List<JsonNode> bids = new ArrayList<>();
        json.path("bids").forEach(bids::add);
        bids.sort(Comparator.comparing(b -> b.path("bid").asText()));
        ArrayNode ordered = json.putArray("bids");
        ordered.addAll(bids);
        return json;
    }

    private static Map<String, BigDecimal> amounts(Fields f, String name) {
        Map<String, BigDecimal> all = new TreeMap<>();
        Fields object = f.object(name);
        object.node().fieldNames().forEachRemaining(key -> all.put(key, object.decimal(key)));
        return all;
    }

    private static BidInput bid(Fields b) {
        List<String> readings =
                b.has("prices") ? b.texts("prices") : b.has("price") ? List.of(b.text("price")) : List.of();
        Map<String, Map<String, BigDecimal>> marks = new TreeMap<>();
        Fields all = b.object("marks");
        all.node().fieldNames().forEachRemaining(item -> marks.put(item, amounts(all, item)));
        Map<String, BidInput.Money> components = new TreeMap<>();
        Fields lines = b.object("components");
        lines.node().fieldNames().forEachRemaining(name -> {
            Fields c = lines.object(name);
            components.put(name, new BidInput.Money(c.decimal("amount"), optionalText(c, "currency")));
        });
        return new BidInput(
                b.text("bid"),
                readings,
                b.texts("priceParts").stream().map(BigDecimal::new).toList(),
                optionalText(b, "currency"),
                optionalText(b, "firmKind"),
                b.optional("rejected").map(r -> new BidInput.Rejection(Instant.parse(r.text("at")), r.text("reason"))),
                b.optional("correction").map(c -> new BidInput.Correction(c.decimal("price"), c.text("vote"))),
                amounts(b, "stripped"),
                amounts(b, "parts"),
                marks,
                Set.copyOf(b.texts("explained")),
                b.list("replacedMarks", r -> new BidInput.ReplacedMark(r.text("item"), r.text("member"))),
                b.list(
                        "adjustments",
                        a -> new BidInput.Quantity(a.text("name"), a.decimal("quantity"), a.text("evidence"))),
                b.list("payments", p -> new BidInput.Payment(p.decimal("amount"), p.integer("period"))),
                amounts(b, "unitPrices"),
                components,
                b.texts("wonLots"),
                b.optional("lowPriceConcern").map(c -> new BidInput.Concern(c.text("trigger"), c.text("reason"))));
    }
}
