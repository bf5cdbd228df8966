package org.gongping.core.verify.envelope;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gongping.core.verify.Texts;

/**
 * An object whose members are asked for one by one. What is missing or of another type breaks one rule, what is out of
 * bounds another; both say the path of the member.
 */
record Members(String path, Map<String, Json> values, Rule shape, Rule bounds) {
    private static final String HEX = "[0-9a-f]{%d}";

    /** @throws Broken when this is no object */
    static Members of(String path, Json json, Rule shape, Rule bounds) throws Broken {
        if (json instanceof Json.Members members) {
            return new Members(path, members.values(), shape, bounds);
        }
        throw Broken.of(shape, path + " is no object");
    }

    /** Holds it to exactly these members. */
    Members exactly(Set<String> names, Set<String> optional) throws Broken {
        Set<String> strange = new TreeSet<>(values.keySet());
        strange.removeAll(names);
        strange.removeAll(optional);
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(values.keySet());
        if (!strange.isEmpty() || !missing.isEmpty()) {
            throw Broken.of(shape, path + ": " + (missing.isEmpty() ? strange + " not known" : missing + " missing"));
        }
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Members members(String name) throws Broken {
        return of(path(name), value(name), shape, bounds);
    }

    List<Json> items(String name) throws Broken {
        if (value(name) instanceof Json.Items items) {
            return items.values();
        }
        throw Broken.of(shape, path(name) + " is no array");
    }

    long number(String name) throws Broken {
        if (value(name) instanceof Json.Int number) {
            return number.value();
        }
        throw Broken.of(shape, path(name) + " is no integer");
    }

    String text(String name) throws Broken {
        if (value(name) instanceof Json.Text text) {
            return text.value();
        }
        throw Broken.of(shape, path(name) + " is no string");
    }

    long number(String name, long least, long most) throws Broken {
        long number = number(name);
        hold(number >= least && number <= most, name);
        return number;
    }

    String text(String name, Pattern form) throws Broken {
        String text = text(name);
        hold(form.matcher(text).matches(), name);
        return text;
    }

    byte[] hex(String name, int bytes) throws Broken {
        return java.util.HexFormat.of().parseHex(text(name, Pattern.compile(HEX.formatted(2 * bytes))));
    }

    byte[] base64(String name, int bytes) throws Broken {
        Optional<byte[]> value = Texts.base64(text(name)).filter(decoded -> decoded.length == bytes);
        hold(value.isPresent(), name);
        return value.get();
    }

    void hold(boolean isWithin, String name) throws Broken {
        if (!isWithin) {
            throw Broken.of(bounds, path(name));
        }
    }

    private Json value(String name) throws Broken {
        Json value = values.get(name);
        if (value == null) {
            throw Broken.of(shape, path(name) + " is missing");
        }
        return value;
    }

    private String path(String name) {
        return path + "." + name;
    }
}
