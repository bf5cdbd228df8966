package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleTag;

/**
 * A ground on which a deposit may be kept (不予退还). There are no others: a decision names one of these.
 *
 * @param needs what has to be on record before
 * @param article as people cite it
 */
public record RetentionGround(
        String code, Set<Regime> regimes, Needs needs, RuleTag tag, Bilingual name, Bilingual article) {
    /** What has to be on record before a deposit may be kept on a ground. */
    public enum Needs {
        /** What became of the bid at the opening, and not that it stayed closed without the bidder's fault (rule O02). */
        BID,
        /** That the bid was revoked: it stayed closed by the bidder's own fault (rule O02). */
        REVOKED,
        /** The award to this bidder. */
        AWARD
    }

    private static final List<RetentionGround> LISTED = read();

    /** Those of a regime, as the data that come with the product list them. */
    public static List<RetentionGround> of(Regime regime) {
        return LISTED.stream()
                .filter(ground -> ground.regimes().contains(regime))
                .toList();
    }

    private static List<RetentionGround> read() {
        try (InputStream in = RetentionGround.class.getResourceAsStream("/deposit/retention-grounds.json")) {
            List<RetentionGround> grounds = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(in).path("grounds")) {
                Set<Regime> regimes = new HashSet<>();
                node.path("regimes").forEach(regime -> regimes.add(Regime.valueOf(regime.textValue())));
                RuleTag tag = RuleTag.valueOf(node.path("tag").textValue());
                grounds.add(new RetentionGround(
                        node.path("code").textValue(),
                        Set.copyOf(regimes),
                        Needs.valueOf(node.path("needs").textValue()),
                        tag,
                        new Bilingual(
                                node.path("nameZh").textValue(),
                                node.path("nameEn").textValue()),
                        new Bilingual(
                                node.path("articleZh").textValue() + (tag == RuleTag.TO_VERIFY ? tag.mark() : ""),
                                node.path("articleEn").textValue())));
            }
            return List.copyOf(grounds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
