package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.sample.SampleDraw;
import org.gongping.draw.sample.SampleParameterDraw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws of parameters (§7.2): in the order of the definition, digit by digit, each from the pool that it depends on. */
class ParameterDrawTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void passes(long number) {
        SampleParameterDraw draw = new SampleParameterDraw(
                number, 1 + (int) (number % 3), number % 2 == 0 ? Set.of("platform", "vrf") : Set.of(), Set.of());
        assertThat(DrawVerifierTest.verify(draw.policy(), draw.pins(), draw.open(), false)
                        .verdict())
                .isEqualTo("PASS");
    }

    @Test
    void eachIsOfThePoolThatItDependsOn() {
        Set<String> seen = new HashSet<>();
        for (long number = 1; number <= 60; number++) {
            Map<String, String> values = new HashMap<>();
            List<ParameterDraw.Drawn> drawn = new SampleParameterDraw(number, 1, Set.of(), Set.of()).drawn();
            drawn.forEach(each -> values.put(each.name(), each.value()));
            assertThat(drawn.stream().map(ParameterDraw.Drawn::name))
                    .containsExactly("method", "factor", "K1", "K2", "K3", "byE");
            double factor = Double.parseDouble(values.get("factor"));
            switch (values.get("method")) {
                case "1" -> assertThat(factor).isBetween(2.0, 5.0);
                case "2" -> assertThat(factor).isBetween(-1.0, 2.0);
                default -> assertThat(factor).isBetween(-4.0, -1.0);
            }
            int second = Integer.parseInt(values.get("K2"));
            switch (values.get("K1")) {
                case "0" -> assertThat(second).isBetween(5, 9);
                case "1" -> assertThat(second).isBetween(0, 4);
                default -> assertThat(second).isZero();
            }
            seen.add(values.get("factor"));
        }
        // A value has as many decimals as the longer of min and step.
        assertThat(seen).contains("-0.5", "0.0", "-2.75").doesNotContain("-0.0", "0", "-2.750");
    }

    private static ParameterRules rules(String params) throws IOException {
        return new ParameterRules(
                List.of("agent", "platform", "supervisor"),
                new Rules.Timeouts(1, 1, 1, 1, 1),
                "00".repeat(32),
                (ArrayNode) new ObjectMapper().readTree(params),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'name':'a','order':1,'pool':{'values':[]}}]",
                "[{'name':'a','order':1,'pool':{'values':['1','1.0']}}]",
                "[{'name':'a','order':1,'pool':{'min':'1','max':'2','step':'0.3'}}]",
                "[{'name':'a','order':1,'pool':{'min':'0','max':'9','step':'0.000001'}}]",
                "[{'name':'a','order':1,'value':'1'},{'name':'a','order':2,'value':'1'}]",
                "[{'name':'a','order':1,'value':'1'},{'name':'b','order':1,'value':'1'}]",
                "[{'name':'a','order':2,'value':'1'},"
                        + "{'name':'b','order':1,'pool':{'dependsOn':'a','pools':{'1':{'values':['1']}}}}]",
                "[{'name':'a','order':1,'pool':{'values':['1','2']}},"
                        + "{'name':'b','order':2,'pool':{'dependsOn':'a','pools':{'1':{'values':['1']}}}}]"
            })
    void refusesRulesThatCannotBeDrawn(String written) {
        assertThatThrownBy(() -> rules(written.replace('\'', '"'))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheSuiteThatItDoesNotKnow() throws IOException, Refused {
        SampleDraw draw = new SampleDraw(SampleDraw.Shape.plain(1));
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(draw.open());
        ((ObjectNode) json.get("rules")).put("suite", 2);
        JsonNode ignored = json.without(List.of("vrf_pk", "vrf_pi"));
        json.put("vrf_beta", "");
        DrawVerifier verifier = new DrawVerifier(
                PolicyReader.read(draw.policy(), "policy"), Pins.read(CanonicalJson.bytes(draw.pins())), false);
        assertThatThrownBy(() -> verifier.verify(new ByteArrayInputStream(CanonicalJson.bytes(json))))
                .isInstanceOf(NotChecked.class)
                .hasMessageContaining("suite 2");
    }
}
