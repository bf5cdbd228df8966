package org.gongping.draw.pool.sheet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which column of a file is which, by its first row. */
final class Heading<C extends Enum<C> & Heading.Column> {
    /** A column that a kind of file may have. */
    interface Column {
        String name();

        String zh();

        /** As in the contract, in lowerCamelCase. */
        String en();

        boolean required();
    }

    private final Map<C, Integer> places;
    private final int width;

    private Heading(Map<C, Integer> places, int width) {
        this.places = places;
        this.width = width;
    }

    /** Headings are known in Chinese and English, whatever the case; an asterisk after them says nothing. */
    static <C extends Enum<C> & Column> Heading<C> of(Class<C> columns, SheetRow row) throws UnreadableSheet {
        Map<C, Integer> places = new EnumMap<>(columns);
        List<Problem> problems = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < row.cells().size(); i++) {
            String name = row.cell(i).text();
            if (name.isEmpty()) {
                continue;
            }
            width = i + 1;
            Optional<C> column = find(columns, name);
            String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            if (column.isEmpty()) {
                problems.add(Problem.of(row.line(), shown, Problem.Kind.UNKNOWN_COLUMN));
            } else if (places.putIfAbsent(column.get(), i) != null) {
                problems.add(Problem.of(row.line(), shown, Problem.Kind.COLUMN_TWICE));
            }
        }
        for (C column : columns.getEnumConstants()) {
            if (column.required() && !places.containsKey(column)) {
                problems.add(Problem.of(row.line(), column.zh(), Problem.Kind.MISSING_COLUMN));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnreadableSheet(problems);
        }
        return new Heading<>(places, width);
    }

    private static <C extends Enum<C> & Column> Optional<C> find(Class<C> columns, String name) {
        String wanted = name.replaceAll("[*＊\\s]", "").toLowerCase(Locale.ROOT);
        for (C column : columns.getEnumConstants()) {
            if (wanted.equals(column.zh()) || wanted.equals(column.en().toLowerCase(Locale.ROOT))) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    Cell cell(SheetRow row, C column) {
        Integer place = places.get(column);
        return place == null ? Cell.NONE : row.cell(place);
    }

    /** Whether something stands beyond the last heading, as after a comma too many. */
    boolean strays(SheetRow row) {
        return row.cells().stream().skip(width).anyMatch(cell -> cell.kind() != Cell.Kind.BLANK);
    }
}
