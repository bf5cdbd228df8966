package org.gongping.draw.pool.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gongping.draw.pool.Affiliation;
import org.gongping.draw.pool.Classification;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.Specialty;

/** Reads a file from its first row to its last, whatever is wrong on the way, and hands on the rows that are sound. */
public final class SheetReader {
    private static final int CHUNK = 1_000;

    private final IdentityNumber identities;

    public SheetReader(IdentityNumber identities) {
        this.identities = identities;
    }

    /** A sound row. */
    public record Line<T>(int line, T content) {}

    /**
     * What a file is.
     *
     * @param rows below the heading, blank ones apart
     */
    public record Read(String format, int rows) {}

    /** Makes the reader of rows out of the heading. */
    @FunctionalInterface
    private interface Readers<T> {
        RowReader<T> of(SheetRow heading) throws UnreadableSheet;
    }

    /**
     * Rows come in chunks, in their order.
     *
     * @param today after which nobody in the file was born
     */
    public Read experts(
            Path file,
            String library,
            Classification classes,
            LocalDate today,
            Consumer<List<Line<ExpertContent>>> rows,
            Consumer<Problem> problems)
            throws IOException {
        return read(file, heading -> new ExpertRows(heading, library, identities, classes, today), rows, problems);
    }

    public Read affiliations(Path file, Consumer<List<Line<Affiliation>>> rows, Consumer<Problem> problems)
            throws IOException {
        return read(file, heading -> new AffiliationRows(heading, identities), rows, problems);
    }

    public Read specialties(Path file, String source, Consumer<List<Line<Specialty>>> rows, Consumer<Problem> problems)
            throws IOException {
        return read(file, heading -> new SpecialtyRows(heading, source), rows, problems);
    }

    private static <T> Read read(
            Path file, Readers<T> readers, Consumer<List<Line<T>>> rows, Consumer<Problem> problems)
            throws IOException {
        Reading<T> reading = new Reading<>(readers, rows, problems);
        String format = "?";
        try {
            Sheet sheet = Sheet.open(file);
            format = sheet.format();
            sheet.read(reading);
            reading.end();
        } catch (UnreadableSheet e) {
            e.problems().forEach(problems);
        }
        return new Read(format, reading.count);
    }

    private static final class Reading<T> implements Sheet.Rows {
        private final Readers<T> readers;
        private final Consumer<List<Line<T>>> rows;
        private final Consumer<Problem> problems;
        private final List<Line<T>> chunk = new ArrayList<>(CHUNK);
        private RowReader<T> reader;
        private int count;

        Reading(Readers<T> readers, Consumer<List<Line<T>>> rows, Consumer<Problem> problems) {
            this.readers = readers;
            this.rows = rows;
            this.problems = problems;
        }

        @Override
        public void take(SheetRow row) throws UnreadableSheet {
            if (row.isBlank()) {
                return;
            }
            if (reader == null) {
                reader = readers.of(row);
                return;
            }
            if (++count > SheetLimits.MAX_ROWS) {
                throw new UnreadableSheet(row.line(), Problem.Kind.TOO_LARGE, SheetLimits.MAX_ROWS + " rows");
            }
            Optional<T> content = reader.read(row, problems);
            content.ifPresent(sound -> chunk.add(new Line<>(row.line(), sound)));
            if (chunk.size() == CHUNK) {
                flush();
            }
        }

        void end() throws UnreadableSheet {
            flush();
            if (count == 0) {
                throw new UnreadableSheet(0, Problem.Kind.EMPTY_FILE, "");
            }
        }

        private void flush() {
            if (!chunk.isEmpty()) {
                rows.accept(List.copyOf(chunk));
                chunk.clear();
            }
        }
    }
}
