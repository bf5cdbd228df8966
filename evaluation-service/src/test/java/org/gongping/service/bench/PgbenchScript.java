package org.gongping.service.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements of one call as a pgbench script: the same text, the same bound parameters, BEGIN in the packet of the
 * first statement as the JDBC driver sends it. Only what must differ from one transaction to the next is computed from
 * the number {@code :n}: identifiers and the project's code.
 *
 * @param variables values of the parameters that stay the same
 */
record PgbenchScript(String text, Map<String, String> variables) {
    private static final Pattern PLACE = Pattern.compile("\\$\\d+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    /** All of a UUID but the last twelve digits. */
    private static final int UUID_START = 24;

    /**
     * @param numbering pgbench commands that set {@code :n}
     * @param code the value that becomes a new project code in each transaction
     * @param fixed identifiers of rows that exist and stay the same
     */
    static PgbenchScript of(
            List<BenchDatabase.Statement> statements, List<String> numbering, String code, Collection<String> fixed) {
        var variables = new LinkedHashMap<String, String>();
        var lines = new ArrayList<String>();
        for (BenchDatabase.Statement statement : statements) {
            lines.add(PLACE.matcher(statement.sql())
                            .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(
                                    expression(place, statement, code, fixed, variables)))
                    + ";");
        }
        Stream<String> first = Stream.of("\\startpipeline", lines.get(0), lines.get(1), "\\endpipeline");
        Stream<String> others = lines.stream().skip(2);
        String text = Stream.of(numbering.stream(), first, others)
                .flatMap(each -> each)
                .reduce("", (all, line) -> all + line + "\n");
        return new PgbenchScript(text, variables);
    }

    private static String expression(
            MatchResult place,
            BenchDatabase.Statement statement,
            String code,
            Collection<String> fixed,
            Map<String, String> variables) {
        String value = statement.parameters().get(place.group());
        if (value == null) {
            return "null";
        }
        if (value.isEmpty()) {
            // pgbench knows no empty variable.
            return "''";
        }
        if (value.equals(code)) {
            return "('PGBENCH-' || cast(:n as text))";
        }
        if (UUID.matcher(value).matches() && !fixed.contains(value)) {
            return "('" + value.substring(0, UUID_START) + "' || lpad(cast(:n as text), 12, '0'))";
        }
        String name = variables.entrySet().stream()
                .filter(known -> known.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("p" + (variables.size() + 1));
        variables.put(name, value);
        return ":" + name;
    }
}
