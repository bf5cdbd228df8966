package org.gongping.draw.pool.sheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gongping.core.organisation.CreditCode;

/** Reads the cells of one row; what is wrong is told of, and null answered in its place. */
final class Fields<C extends Enum<C> & Heading.Column> {
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})(?:[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{2})(\\d{2}))");

    private final Heading<C> heading;
    private final SheetRow row;
    private final Consumer<Problem> problems;
    private boolean sound = true;

    Fields(Heading<C> heading, SheetRow row, Consumer<Problem> problems) {
        this.heading = heading;
        this.row = row;
        this.problems = problems;
        if (heading.strays(row)) {
            tell("", Problem.Kind.STRAY_CELL, "");
        }
    }

    /** Whether nothing was wrong so far. */
    boolean isSound() {
        return sound;
    }

    int line() {
        return row.line();
    }

    void tell(C column, Problem.Kind kind, String detail) {
        tell(column.zh(), kind, detail);
    }

    private void tell(String column, Problem.Kind kind, String detail) {
        sound &= kind.severity() != Problem.Severity.ERROR;
        problems.accept(new Problem(row.line(), column, kind, detail));
    }

    /** Null for a blank cell, or one that is refused. */
    String text(C column, int longest) {
        Cell cell = heading.cell(row, column);
        if (cell.kind() == Cell.Kind.FORMULA) {
            tell(column, Problem.Kind.FORMULA, "");
            return null;
        }
        if (cell.kind() == Cell.Kind.BLANK) {
            if (column.required()) {
                tell(column, Problem.Kind.REQUIRED, "");
            }
            return null;
        }
        String text = cell.text();
        if (text.codePointCount(0, text.length()) > longest) {
            tell(column, Problem.Kind.TOO_LONG, String.valueOf(longest));
            return null;
        }
        if (text.indexOf('\uFFFD') >= 0) {
            tell(column, Problem.Kind.DAMAGED_TEXT, "");
            return null;
        }
        if (text.codePoints().anyMatch(Fields::isInvisible)) {
            tell(column, Problem.Kind.BAD_CHARACTER, "");
            return null;
        }
        return text;
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || switch (Character.getType(c)) {
                    case Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }

    /** Text of the given form. */
    String matching(C column, String pattern, int longest, Problem.Kind otherwise) {
        String text = text(column, longest);
        if (text == null || text.matches(pattern)) {
            return text;
        }
        tell(column, otherwise, "");
        return null;
    }

    /** A number that a spreadsheet must not have taken for a figure: it keeps 15 digits of it. */
    String longNumber(C column, int longest) {
        if (heading.cell(row, column).kind() == Cell.Kind.NUMBER
                && heading.cell(row, column).text().length() > 15) {
            tell(column, Problem.Kind.BAD_NUMBER_FORMAT, "");
            return null;
        }
        return text(column, longest);
    }

    String creditCode(C column) {
        String code = longNumber(column, 40);
        if (code == null || CreditCode.isValid(code)) {
            return code;
        }
        tell(column, Problem.Kind.BAD_CREDIT_CODE, "");
        return null;
    }

    LocalDate date(C column) {
        return date(column, text(column, 20));
    }

    /** Null for null. */
    LocalDate date(C column, String text) {
        if (text == null) {
            return null;
        }
        Matcher given = DATE.matcher(text);
        if (given.matches()) {
            try {
                LocalDate date = LocalDate.of(
                        Integer.parseInt(given.group(1)),
                        Integer.parseInt(given.group(2) == null ? given.group(4) : given.group(2)),
                        Integer.parseInt(given.group(3) == null ? given.group(5) : given.group(3)));
                if (date.getYear() >= 1900 && date.getYear() <= 2100) {
                    return date;
                }
            } catch (DateTimeException e) {
                // A day that no calendar has: told of as any other that cannot be read.
            }
        }
        tell(column, Problem.Kind.BAD_DATE, "");
        return null;
    }

    <T> T choice(C column, Map<String, T> choices) {
        return choice(column, text(column, 40), choices);
    }

    /** One of the words, in either language. */
    <T> T choice(C column, String text, Map<String, T> choices) {
        if (text == null) {
            return null;
        }
        T chosen = choices.get(text);
        if (chosen == null) {
            tell(column, Problem.Kind.BAD_CHOICE, String.join("、", choices.keySet()));
        }
        return chosen;
    }

    /** The parts of a cell that lists several things. */
    List<String> list(C column, String separators, int most) {
        String text = text(column, SheetLimits.MAX_CELL);
        if (text == null) {
            return List.of();
        }
        List<String> parts = Stream.of(text.split(separators))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.size() > most) {
            tell(column, Problem.Kind.TOO_MANY, String.valueOf(most));
            return List.of();
        }
        return parts;
    }

    /** What stands between bars, blank parts as null; null when there are too few or too many. */
    String[] parts(C column, String text, int least, int most, String form) {
        String[] parts = text.split("[|｜]", -1);
        if (parts.length < least || parts.length > most) {
            tell(column, Problem.Kind.BAD_PART, form);
            return null;
        }
        String[] all = Arrays.copyOf(parts, most);
        for (int i = 0; i < most; i++) {
            all[i] = all[i] == null || all[i].isBlank() ? null : all[i].strip();
        }
        return all;
    }
}
