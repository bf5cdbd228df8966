package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.gongping.core.verify.Merkle;

/** The arrays of a transcript that have as many items as the library has experts, read item by item. */
final class LargeArrays {
    private static final int PID_BYTES = 16;
    private static final int EMPLOYER_BYTES = 8;
    private static final Set<String> PARAMETER = Set.of("name", "counter", "position", "value");

    /** Records whose leaves are computed at a time, by all processors. */
    private static final int BATCH = 1 << 14;

    private final JsonParser json;
    private final boolean knownAnswers;
    private final Map<String, String> repeated = new HashMap<>();
    private final Map<List<String>, List<String>> lists = new HashMap<>();

    /** @param json stands at the first token of the value */
    LargeArrays(JsonParser json, boolean knownAnswers) {
        this.json = json;
        this.knownAnswers = knownAnswers;
    }

    private static void require(boolean holds, String what) throws Failed {
        Failed.unless(holds, Shape.E_FORMAT, what);
    }

    private static void require(boolean holds, Supplier<String> what) throws Failed {
        Failed.unless(holds, Shape.E_FORMAT, what);
    }

    private String text(String what) throws Failed, IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, () -> what + " must be a string");
        String text = json.getText();
        require(Shape.isPlain(text), () -> what + " must be in normal form C");
        return text;
    }

    private String hex(String what, int bytes) throws Failed, IOException {
        String text = text(what);
        require(isHex(text, bytes), () -> what + " must be lower-case hex of " + bytes + " bytes");
        return text;
    }

    private static boolean isHex(String text, int bytes) {
        boolean hex = text.length() == 2 * bytes;
        for (int i = 0; i < text.length() && hex; i++) {
            char c = text.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return hex;
    }

    private String pid(String what) throws Failed, IOException {
        String text = text(what);
        require(knownAnswers || isHex(text, PID_BYTES), () -> what + " must be 32 hex digits");
        return text;
    }

    private String once(String text) {
        return repeated.computeIfAbsent(text, same -> same);
    }

    private void requireArray(String what) throws Failed {
        require(json.currentToken() == JsonToken.START_ARRAY, () -> what + " must be an array");
    }

    private void requireObject(String what) throws Failed {
        require(json.currentToken() == JsonToken.START_OBJECT, () -> what + " must be an object");
    }

    List<byte[]> leaves() throws Failed, IOException {
        requireArray("leaves_sorted");
        List<byte[]> leaves = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            leaves.add(HexFormat.of().parseHex(hex("leaves_sorted", 32)));
        }
        return leaves;
    }

    List<Expert> pool() throws Failed, IOException {
        requireArray("pool");
        List<Expert> experts = new ArrayList<>();
        List<Written> batch = new ArrayList<>(BATCH);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            batch.add(expert());
            if (batch.size() == BATCH) {
                batch.parallelStream().map(Written::hashed).forEachOrdered(experts::add);
                batch.clear();
            }
        }
        batch.parallelStream().map(Written::hashed).forEachOrdered(experts::add);
        return experts;
    }

    /** An expert whose leaf is yet to be computed. */
    private record Written(Expert expert, byte[] canonical) {
        Expert hashed() {
            return expert.withLeaf(Merkle.leaf(canonical));
        }
    }

    private Written expert() throws Failed, IOException {
        requireObject("pool[]");
        String pid = null;
        String region = null;
        String employer = null;
        String reason = null;
        String evidence = null;
        String salt = null;
        List<String> specialties = null;
        int excluded = -1;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "pid" -> pid = pid("pid");
                case "rg" -> region = once(text("rg"));
                case "em" -> employer = once(text("em"));
                case "exr" -> reason = once(text("exr"));
                case "exh" -> evidence = hex("exh", 32);
                case "salt" -> salt = hex("salt", 32);
                case "sp" -> specialties = specialties();
                case "ex" -> {
                    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "ex must be 0 or 1");
                    excluded = json.getText().equals("0") ? 0 : json.getText().equals("1") ? 1 : -1;
                }
                default -> throw new Failed(Shape.E_FORMAT, "pool[]." + name + " must be absent: nobody knows it");
            }
        }
        boolean whole = pid != null && region != null && employer != null && salt != null && specialties != null;
        require(whole && reason != null && excluded >= 0, "an expert lacks a member, or ex is not 0 or 1");
        require(knownAnswers || isHex(employer, EMPLOYER_BYTES), "em must be 16 hex digits");
        require(excluded == 0 ? reason.isEmpty() : Shapes.EXCLUSIONS.contains(reason), "exr must tell why");
        require(excluded == 0 || knownAnswers ? evidence == null : evidence != null, "exh must be there when ex is 1");
        StringBuilder out = new StringBuilder(256);
        member("{\"em\":", employer, out);
        out.append(",\"ex\":").append(excluded);
        if (evidence != null) {
            member(",\"exh\":", evidence, out);
        }
        member(",\"exr\":", reason, out);
        member(",\"pid\":", pid, out);
        member(",\"rg\":", region, out);
        member(",\"salt\":", salt, out);
        if (specialties.size() == 1) {
            member(",\"sp\":", specialties.getFirst(), out);
        } else {
            String before = ",\"sp\":[";
            for (String specialty : specialties) {
                member(before, specialty, out);
                before = ",";
            }
            out.append(']');
        }
        byte[] canonical = out.append('}').toString().getBytes(StandardCharsets.UTF_8);
        return new Written(new Expert(pid, specialties, region, employer, excluded == 1, new byte[0]), canonical);
    }

    private static void member(String before, String value, StringBuilder out) {
        out.append(before);
        Canonical.string(value, out);
    }

    private List<String> specialties() throws Failed, IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return same(List.of(text("sp")));
        }
        requireArray("sp");
        List<String> several = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            several.add(text("sp"));
        }
        boolean sorted = several.equals(
                several.stream().sorted(Hashing.BY_UTF8).distinct().toList());
        require(several.size() > 1 && sorted, "several specialties are sorted and distinct, one is a string");
        return same(List.copyOf(several));
    }

    private List<String> same(List<String> list) {
        return lists.computeIfAbsent(list, given -> given);
    }

    List<Claim> claims() throws Failed, IOException {
        requireArray("claims");
        List<Claim> claims = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            requireObject("claims[]");
            String leaf = null;
            String employer = null;
            Set<String> strata = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "leaf" -> leaf = hex("leaf", 32);
                    case "em" -> employer = once(hex("em", 8));
                    case "strata" -> strata = strata();
                    default ->
                        throw new Failed(Shape.E_FORMAT, "claims[]." + name + " must be absent: nobody knows it");
                }
            }
            require(leaf != null && employer != null && strata != null, "a claim lacks a member");
            claims.add(new Claim(HexFormat.of().parseHex(leaf), employer, strata));
        }
        return claims;
    }

    private Set<String> strata() throws Failed, IOException {
        requireArray("strata");
        Set<String> strata = new LinkedHashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(strata.add(once(text("strata"))), "a claim names a stratum twice");
        }
        return strata;
    }

    /** The result: of people by strata, or of parameters. */
    record Result(List<ShownStratum> strata, List<ShownParameter> parameters) {}

    Result result() throws Failed, IOException {
        requireArray("result");
        List<ShownStratum> strata = new ArrayList<>();
        List<ShownParameter> parameters = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            requireObject("result[]");
            String first = json.nextFieldName();
            if (first != null && PARAMETER.contains(first)) {
                parameters.add(parameter(first));
            } else {
                strata.add(stratum(first));
            }
        }
        return new Result(strata, parameters);
    }

    private ShownParameter parameter(String first) throws Failed, IOException {
        String parameter = null;
        String value = null;
        long counter = -1;
        long position = -1;
        for (String name = first; name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "name" -> parameter = text("name");
                case "value" -> value = text("value");
                case "counter" -> counter = integer("counter");
                case "position" -> position = integer("position");
                default -> throw new Failed(Shape.E_FORMAT, "result[]." + name + " must be absent: nobody knows it");
            }
        }
        require(
                parameter != null && value != null && counter >= 0 && position >= 0,
                "a parameter of the result lacks a member");
        return new ShownParameter(parameter, counter, position, value);
    }

    private long integer(String what) throws Failed, IOException {
        require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, () -> what + " must be an integer");
        String written = json.getText();
        require(
                written.length() <= 16 && written.charAt(0) != '-' && json.getLongValue() < 1L << 53,
                () -> what + " must be an integer from 0");
        return json.getLongValue();
    }

    private ShownStratum stratum(String first) throws Failed, IOException {
        String stratum = null;
        List<ShownStratum.Selected> selected = null;
        List<String> alternates = null;
        List<ShownStratum.Skipped> skipped = null;
        for (String name = first; name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "stratum" -> stratum = text("stratum");
                case "selected" -> selected = selected();
                case "alternates" -> alternates = alternates();
                case "skipped" -> skipped = skipped();
                default -> throw new Failed(Shape.E_FORMAT, "result[]." + name + " must be absent: nobody knows it");
            }
        }
        require(
                stratum != null && selected != null && alternates != null && skipped != null,
                "a stratum of the result lacks a member");
        return new ShownStratum(stratum, selected, alternates, skipped);
    }

    private List<ShownStratum.Selected> selected() throws Failed, IOException {
        requireArray("selected");
        List<ShownStratum.Selected> selected = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            requireObject("selected[]");
            String pid = null;
            String key = null;
            String leaf = null;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "pid" -> pid = pid("pid");
                    case "key" -> key = hex("key", 32);
                    case "leaf" -> leaf = hex("leaf", 32);
                    default ->
                        throw new Failed(Shape.E_FORMAT, "selected[]." + name + " must be absent: nobody knows it");
                }
            }
            require(pid != null && key != null && leaf != null, "one who is selected lacks a member");
            selected.add(new ShownStratum.Selected(pid, key, leaf));
        }
        return selected;
    }

    private List<String> alternates() throws Failed, IOException {
        requireArray("alternates");
        List<String> alternates = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            alternates.add(pid("alternates"));
        }
        return alternates;
    }

    private List<ShownStratum.Skipped> skipped() throws Failed, IOException {
        requireArray("skipped");
        List<ShownStratum.Skipped> skipped = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            requireArray("skipped[]");
            json.nextToken();
            String pid = pid("skipped");
            json.nextToken();
            String reason = text("skipped");
            require(json.nextToken() == JsonToken.END_ARRAY, "skipped[] must be a pid and a reason");
            skipped.add(new ShownStratum.Skipped(pid, once(reason)));
        }
        return skipped;
    }
}
