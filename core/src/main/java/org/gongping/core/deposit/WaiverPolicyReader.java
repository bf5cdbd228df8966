package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Loaded;
import org.gongping.core.rule.PointerError;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleTag;
import org.gongping.core.schema.JsonContract;

/** Reads a set of relief policies as an operator loads it ({@code contract/waiver-policy.schema.json}). Thread-safe. */
public final class WaiverPolicyReader {
    private static final JsonContract SCHEMA = JsonContract.ofResource("waiver-policy.schema.json");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The sample that comes with the product. */
    public WaiverPolicySet shipped() {
        try (InputStream in = WaiverPolicyReader.class.getResourceAsStream("/deposit/sample-2026.1.json")) {
            return read(new ObjectMapper().readTree(in)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Loaded<WaiverPolicySet> read(JsonNode document) {
        List<PointerError> errors = new ArrayList<>(SCHEMA.breaches(document).stream()
                .map(breach -> new PointerError(breach.pointer(), breach.zh(), breach.en()))
                .toList());
        if (!errors.isEmpty()) {
            return new Loaded.Refused<>(errors);
        }
        LocalDate from = LocalDate.parse(document.path("effectiveFrom").textValue());
        LocalDate to = date(document, "effectiveTo");
        order(errors, "", from, to);
        List<WaiverPolicy> policies = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode node : document.path("policies")) {
            String pointer = "/policies/" + policies.size();
            WaiverPolicy policy = policy(node);
            if (!seen.add(policy.id())) {
                errors.add(new PointerError(
                        pointer + "/policyId",
                        "政策 " + policy.id() + " 出现两次",
                        "policy " + policy.id() + " stands twice"));
            }
            if (policy.reliefPercent().compareTo(HUNDRED) > 0) {
                errors.add(new PointerError(pointer + "/reliefPercent", "超过百分之百", "is more than 100 percent"));
            }
            order(errors, pointer, policy.effectiveFrom(), policy.effectiveTo());
            policies.add(policy);
        }
        if (!errors.isEmpty()) {
            return new Loaded.Refused<>(errors);
        }
        return new Loaded.Sound<>(new WaiverPolicySet(
                document.path("policySet").textValue(),
                document.path("sample").booleanValue(),
                from,
                to,
                both(document, "title"),
                policies,
                CanonicalDocument.sha256(document),
                document));
    }

    private static void order(List<PointerError> errors, String pointer, LocalDate from, LocalDate to) {
        if (to != null && to.isBefore(from)) {
            errors.add(new PointerError(pointer + "/effectiveTo", "早于 effectiveFrom", "is before effectiveFrom"));
        }
    }

    private static WaiverPolicy policy(JsonNode node) {
        JsonNode basis = node.path("basis");
        String number = basis.path("number").asText("");
        Bilingual title = both(basis, "title");
        Bilingual place = both(basis, "place");
        RuleTag tag = RuleTag.valueOf(node.path("tag").textValue());
        return new WaiverPolicy(
                node.path("policyId").textValue(),
                both(node, "name"),
                words(node, "regimes", Regime::valueOf),
                words(node, "projectTypes", word -> word),
                words(node, "regions", word -> word),
                words(node, "creditClasses", word -> word),
                words(node, "firmSizes", word -> word),
                Optional.ofNullable(node.path("maxAsked").textValue()).map(BigDecimal::new),
                new BigDecimal(node.path("reliefPercent").textValue()),
                RoundingMode.valueOf(node.path("rounding").textValue()),
                node.path("undertaking").booleanValue(),
                tag,
                new Bilingual(
                        "《" + title.zh() + "》" + (number.isEmpty() ? "" : "（" + number + "）") + place.zh()
                                + (tag == RuleTag.TO_VERIFY ? tag.mark() : ""),
                        title.en() + ", " + place.en() + (tag == RuleTag.TO_VERIFY ? " [to be verified]" : "")),
                LocalDate.parse(node.path("effectiveFrom").textValue()),
                date(node, "effectiveTo"));
    }

    private static Bilingual both(JsonNode node, String member) {
        return new Bilingual(
                node.path(member + "Zh").textValue(), node.path(member + "En").textValue());
    }

    private static <T> Set<T> words(JsonNode node, String member, Function<String, T> as) {
        Set<T> words = new LinkedHashSet<>();
        node.path(member).forEach(word -> words.add(as.apply(word.textValue())));
        return words;
    }

    private static LocalDate date(JsonNode node, String member) {
        return node.path(member).isTextual() ? LocalDate.parse(node.path(member).textValue()) : null;
    }
}
