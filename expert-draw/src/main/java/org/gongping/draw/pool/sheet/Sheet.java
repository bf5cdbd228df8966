package org.gongping.draw.pool.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table in a file. */
interface Sheet {
    /** Takes the rows in their order, the heading first. */
    @FunctionalInterface
    interface Rows {
        void take(SheetRow row) throws UnreadableSheet;
    }

    /** What the file is, as a report names it. */
    String format();

    void read(Rows rows) throws UnreadableSheet, IOException;

    /** By what the file begins with, whatever its name. */
    static Sheet open(Path file) throws UnreadableSheet, IOException {
        if (Files.size(file) > SheetLimits.MAX_BYTES) {
            throw new UnreadableSheet(0, Problem.Kind.TOO_LARGE, (SheetLimits.MAX_BYTES >> 20) + " MiB");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(8);
        }
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return XlsxSheet.open(file);
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xD0 && (head[1] & 0xFF) == 0xCF) {
            throw new UnreadableSheet(0, Problem.Kind.NOT_A_SHEET, "XLS 97–2003");
        }
        return CsvSheet.open(file);
    }
}
