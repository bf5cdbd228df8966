package org.gongping.draw.exclusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gongping.draw.exclusion.Affiliates.Edge;
import org.gongping.draw.exclusion.Affiliates.Reached;
import org.junit.jupiter.api.Test;

/** Who belongs to a bidder by shares and control (E04). */
class AffiliatesTest {
    private final List<Edge> edges = new ArrayList<>();
    private int statements;

    private AffiliatesTest share(String holder, String held, String percent) {
        edges.add(new Edge(holder, held, "SHARE", new BigDecimal(percent), "register"));
        return this;
    }

    private AffiliatesTest control(String holder, String held) {
        edges.add(new Edge(holder, held, "CONTROL", BigDecimal.valueOf(100), "register"));
        return this;
    }

    private Map<String, Reached> of(int depth, String least, String... bidders) {
        Affiliates.Graph graph = new Affiliates.Graph() {
            @Override
            public List<Edge> holdersOf(Collection<String> held) {
                statements++;
                return edges.stream().filter(edge -> held.contains(edge.held())).toList();
            }

            @Override
            public List<Edge> heldBy(Collection<String> holders) {
                statements++;
                return edges.stream()
                        .filter(edge -> holders.contains(edge.holder()))
                        .toList();
            }
        };
        return Affiliates.of(List.of(bidders), depth, new BigDecimal(least), graph).stream()
                .collect(Collectors.toMap(Reached::code, each -> each, (a, b) -> a.holds() ? a : b));
    }

    @Test
    void parentsChildrenAndSistersBelongToTheBidder() {
        control("group", "bidder").share("bidder", "daughter", "51").share("group", "sister", "60");
        assertThat(of(3, "25", "bidder")).containsOnlyKeys("bidder", "group", "daughter", "sister");
    }

    @Test
    void twoHoldersOfAThirdDoNotBelongTogether() {
        share("bidder", "venture", "50").share("other", "venture", "50");
        assertThat(of(3, "25", "bidder")).containsOnlyKeys("bidder", "venture");
    }

    @Test
    void theShareOfAWalkIsTheProductOfItsShares() {
        share("bidder", "a", "60").share("a", "b", "50").share("b", "c", "80");
        Map<String, Reached> reached = of(5, "25", "bidder");
        assertThat(reached).containsOnlyKeys("bidder", "a", "b");
        assertThat(reached.get("b").share()).isEqualByComparingTo("30");
        assertThat(of(5, "24", "bidder")).containsKey("c");
    }

    @Test
    void aShareOfExactlyTheFigureIsReached() {
        share("bidder", "a", "25").share("bidder", "b", "24.99999");
        assertThat(of(1, "25", "bidder")).containsOnlyKeys("bidder", "a");
    }

    @Test
    void stepsBeyondTheDepthAreNotTaken() {
        control("bidder", "a").control("a", "b").control("b", "c");
        assertThat(of(2, "25", "bidder")).containsOnlyKeys("bidder", "a", "b");
        assertThat(of(0, "25", "bidder")).containsOnlyKeys("bidder");
    }

    @Test
    void aCircleOfHoldersEnds() {
        share("a", "bidder", "100").share("b", "a", "100").share("bidder", "b", "100");
        assertThat(of(50, "25", "bidder")).containsOnlyKeys("bidder", "a", "b");
    }

    @Test
    void aLongerWayWithALargerShareIsFound() {
        share("bidder", "target", "10").share("bidder", "a", "100").share("a", "target", "90");
        assertThat(of(3, "25", "bidder").get("target").share()).isEqualByComparingTo("90");
        assertThat(of(3, "25", "bidder").get("target").path()).hasSize(2);
    }

    @Test
    void aPersonAboveTheBidderLeadsToThePersonsOtherFirms() {
        share("person:1", "bidder", "70").share("person:1", "other", "80");
        Map<String, Reached> reached = of(3, "25", "bidder");
        assertThat(reached.get("person:1").holds()).isTrue();
        assertThat(reached.get("other").share()).isEqualByComparingTo("56");
    }

    @Test
    void manyBiddersCostTwoStatementsALevel() {
        String[] bidders = new String[50];
        for (int i = 0; i < bidders.length; i++) {
            bidders[i] = "bidder" + i;
            control("group" + i, bidders[i]).control("group" + i, "sister" + i);
        }
        assertThat(of(3, "25", bidders)).hasSize(150);
        assertThat(statements).isLessThanOrEqualTo(6);
    }
}
