package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods that come with the product pass the gate of their own regime. */
class ShippedMethodsTest {
    private static final Path METHODS = Path.of("src", "main", "resources", "methods");

    static List<String> methods() throws IOException {
        try (Stream<Path> files = Files.list(METHODS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("e-") || name.startsWith("g-"))
                    .sorted()
                    .toList();
        }
    }

    private static MethodFacts read(String name, ProcurementKind kind) throws IOException {
        JsonNode definition = new ObjectMapper().readTree(Files.readString(METHODS.resolve(name)));
        return MethodReading.read("", kind, definition, true, Optional.of(new BigDecimal("1000000")), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void noShippedMethodIsBlockedInItsRegime(String name) throws IOException {
        boolean procurement = name.startsWith("g-");
        Law law = procurement ? Laws.procurement() : Laws.engineering();
        ProcurementKind kind = !procurement
                ? ProcurementKind.WORKS
                : name.contains("services") ? ProcurementKind.SERVICES : ProcurementKind.GOODS;
        assertThat(new MethodGate(law).check(read(name, kind))).noneMatch(Verdict::blocks);
    }

    @Test
    void theDeductionOfTheGoodsMethodIsRead() throws IOException {
        MethodFacts facts = read("g-f1-goods.json", ProcurementKind.GOODS);
        assertThat(facts.priceFamily()).isEqualTo("F1");
        assertThat(facts.deductions()).isNotEmpty();
        assertThat(facts.rounding()).containsKey("SCORE");
    }
}
