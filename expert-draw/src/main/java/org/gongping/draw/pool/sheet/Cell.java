package org.gongping.draw.pool.sheet;

/**
 * One cell as people see it, without the spaces around it.
 *
 * @param text a date as {@code yyyy-MM-dd}; empty for a blank cell
 */
record Cell(String text, Kind kind) {
    enum Kind {
        TEXT,
        /** A number of a workbook, which may have lost digits. */
        NUMBER,
        DATE,
        /** Computed, or what a spreadsheet would take for something to compute. */
        FORMULA,
        BLANK
    }

    static final Cell NONE = new Cell("", Kind.BLANK);

    /** A cell of a text file, or a text cell of a workbook. */
    static Cell of(String raw) {
        String text = raw.strip();
        if (text.isEmpty()) {
            return NONE;
        }
        return new Cell(text, startsFormula(text) ? Kind.FORMULA : Kind.TEXT);
    }

    /** OWASP, CSV Injection: what Excel, WPS and LibreOffice would run when the report or an export is opened. */
    private static boolean startsFormula(String text) {
        return switch (text.charAt(0)) {
            case '=', '@', '＝', '＠' -> true;
            // A telephone number of another country is no sum.
            case '+', '＋' -> !text.matches("\\+[0-9][0-9 -]{4,24}");
            case '-', '－' -> true;
            default -> false;
        };
    }
}
