package org.gongping.service.notice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares the width of the page among the columns of a table. Numbers stay on one line wherever the page allows; columns
 * of text share what is left, none narrower than it must be for the sake of a wider one.
 */
final class ColumnWidths {
    /** Half ems of the table's type in the width of the page, and of the space around a cell's text. */
    private static final double PAGE = 104;

    private static final double PADDING = 3.2;

    private ColumnWidths() {}

    /**
     * @param rows the header among them; a row may be shorter than {@code numeric}
     * @return percent of the page's width for each column, 100 in all
     */
    static double[] percentages(List<Boolean> numeric, List<List<String>> rows) {
        double[] natural = new double[numeric.size()];
        Arrays.fill(natural, PADDING + 2);
        for (List<String> row : rows) {
            for (int column = 0; column < Math.min(row.size(), natural.length); column++) {
                natural[column] = Math.max(natural[column], halfEms(row.get(column)) + PADDING);
            }
        }
        double[] widths = natural.clone();
        if (Arrays.stream(natural).sum() > PAGE) {
            narrowText(numeric, widths);
        } else {
            widenText(numeric, widths);
        }
        double all = Arrays.stream(widths).sum();
        return Arrays.stream(widths).map(width -> width / all * 100).toArray();
    }

    private static void widenText(List<Boolean> numeric, double[] widths) {
        double left = PAGE - Arrays.stream(widths).sum();
        double text = sum(numeric, widths, false);
        for (int column = 0; column < widths.length && text > 0; column++) {
            if (!numeric.get(column)) {
                widths[column] += left * widths[column] / text;
            }
        }
    }

    /** Fills the text columns like connected vessels: the short ones are full before the long ones are cut. */
    private static void narrowText(List<Boolean> numeric, double[] widths) {
        double left = PAGE - sum(numeric, widths, true);
        List<Integer> open = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            if (!numeric.get(column)) {
                open.add(column);
            }
        }
        if (open.isEmpty() || left < open.size() * 10.0) {
            return;
        }
        open.sort((one, other) -> Double.compare(widths[one], widths[other]));
        for (int i = 0; i < open.size(); i++) {
            int column = open.get(i);
            widths[column] = Math.min(widths[column], left / (open.size() - i));
            left -= widths[column];
        }
    }

    private static double sum(List<Boolean> numeric, double[] widths, boolean ofNumeric) {
        double sum = 0;
        for (int column = 0; column < widths.length; column++) {
            sum += numeric.get(column) == ofNumeric ? widths[column] : 0;
        }
        return sum;
    }

    /** The width of the text's longest line: ideographs and their punctuation take two halves, all else about one. */
    static double halfEms(String text) {
        return text.lines()
                .mapToDouble(line -> line.codePoints()
                        .mapToDouble(c -> c >= 0x2E80 ? 2 : 1.12)
                        .sum())
                .max()
                .orElse(0);
    }
}
