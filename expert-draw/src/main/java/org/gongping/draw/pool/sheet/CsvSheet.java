package org.gongping.draw.pool.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Comma-separated values (RFC 4180); also with tabs or semicolons, as the heading shows. */
final class CsvSheet implements Sheet {
    private final TextEncoding.Decoded decoded;

    private CsvSheet(TextEncoding.Decoded decoded) {
        this.decoded = decoded;
    }

    static CsvSheet open(Path file) throws UnreadableSheet, IOException {
        TextEncoding.Decoded decoded = TextEncoding.decode(Files.readAllBytes(file));
        if (decoded.text().indexOf('\0') >= 0) {
            throw new UnreadableSheet(0, Problem.Kind.NOT_A_SHEET, "NUL");
        }
        return new CsvSheet(decoded);
    }

    @Override
    public String format() {
        return "CSV, " + decoded.encoding();
    }

    @Override
    public void read(Rows rows) throws UnreadableSheet, IOException {
        CsvQuotes quotes = CsvQuotes.of(decoded.text(), separator());
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator())
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(4 << 20)
                .ofCsvRecord(decoded.text())) {
            for (CsvRecord each : reader) {
                if (quotes.breakIn(each.getStartingLineNumber())) {
                    break;
                }
                rows.take(row(each));
            }
        } catch (CsvParseException e) {
            // Unbalanced quotation marks, which have their line; what else there may be has none.
            throw new UnreadableSheet(quotes.line(), Problem.Kind.BROKEN_QUOTES, "");
        }
        if (quotes.line() > 0) {
            throw new UnreadableSheet(quotes.line(), Problem.Kind.BROKEN_QUOTES, "");
        }
    }

    private static SheetRow row(CsvRecord given) throws UnreadableSheet {
        List<String> fields = given.getFields();
        int line = (int) given.getStartingLineNumber();
        if (fields.size() > SheetLimits.MAX_COLUMNS) {
            throw new UnreadableSheet(line, Problem.Kind.TOO_LARGE, SheetLimits.MAX_COLUMNS + " columns");
        }
        return new SheetRow(line, fields.stream().map(Cell::of).toList());
    }

    private char separator() {
        String text = decoded.text();
        int end = text.indexOf('\n');
        String heading = end < 0 ? text : text.substring(0, end);
        return heading.indexOf(',') >= 0
                ? ','
                : heading.indexOf('\t') >= 0 ? '\t' : heading.indexOf(';') >= 0 ? ';' : ',';
    }
}
