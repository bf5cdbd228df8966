package org.gongping.draw.pool.sheet;

/**
 * Where the quotation marks of a text of comma-separated values go wrong: one that opens a field and is not closed, or is
 * closed in the middle of one. From there on nobody can say which comma or line break separates.
 *
 * @param record line on which the row begins that cannot be read; 0 when all are in order
 * @param line on which the field opens; 0 when all are in order
 */
record CsvQuotes(int record, int line) {
    private static final CsvQuotes SOUND = new CsvQuotes(0, 0);

    /** Lines end with CR, LF or both, as an editor counts them. */
    static CsvQuotes of(String text, char separator) {
        int line = 1;
        int record = 1;
        int opened = 0;
        boolean fieldBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnds = c == '\n' || c == '\r' && !isAt(text, i + 1, '\n');
            line += lineEnds ? 1 : 0;
            if (opened > 0) {
                if (c == '"' && isAt(text, i + 1, '"')) {
                    i++;
                } else if (c == '"' && !isEndOfField(text, i + 1, separator)) {
                    return new CsvQuotes(record, opened);
                } else if (c == '"') {
                    opened = 0;
                }
            } else if (fieldBegins && c == '"') {
                opened = line;
                fieldBegins = false;
            } else {
                fieldBegins = c == separator || c == '\n' || c == '\r';
                record = lineEnds ? line : record;
            }
        }
        return opened > 0 ? new CsvQuotes(record, opened) : SOUND;
    }

    private static boolean isAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static boolean isEndOfField(String text, int at, char separator) {
        return at == text.length() || isAt(text, at, separator) || isAt(text, at, '\n') || isAt(text, at, '\r');
    }

    /** Whether the row that begins on this line is the first that cannot be read. */
    boolean breakIn(long startingLine) {
        return record > 0 && startingLine >= record;
    }
}
