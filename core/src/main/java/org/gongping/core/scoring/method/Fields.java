package org.gongping.core.scoring.method;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gongping.core.scoring.derive.Decimals;

/**
 * The members of one JSON object that has already passed its schema, with the pointer of each. It is total only over
 * such objects.
 */
public record Fields(JsonNode node, String pointer) {
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String at(String name) {
        return pointer + "/" + name;
    }

    public String text(String name) {
        return node.path(name).asText("");
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public int integer(String name) {
        return node.path(name).intValue();
    }

    public boolean flag(String name) {
        return node.path(name).booleanValue();
    }

    public Fields object(String name) {
        return new Fields(node.path(name), at(name));
    }

    public Optional<Fields> optional(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public BigDecimal decimal(String name) {
        return Decimals.parse(text(name)).orElseThrow();
    }

    public Figure figure(String name) {
        return new Figure(decimal(name), at(name));
    }

    public Optional<Figure> optionalFigure(String name) {
        return has(name) ? Optional.of(figure(name)) : Optional.empty();
    }

    public Param param(String name) {
        JsonNode value = node.path(name);
        return value.isObject() ? new DrawnParam(value.path("ref").asText(), at(name)) : figure(name);
    }

    public Optional<Param> optionalParam(String name) {
        return has(name) ? Optional.of(param(name)) : Optional.empty();
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    public <T> List<T> list(String name, Function<Fields, T> each) {
        List<T> all = new ArrayList<>();
        JsonNode array = node.path(name);
        for (int i = 0; i < array.size(); i++) {
            all.add(each.apply(new Fields(array.get(i), at(name) + "/" + i)));
        }
        return List.copyOf(all);
    }

    public List<String> texts(String name) {
        return list(name, f -> f.node().asText());
    }
}
