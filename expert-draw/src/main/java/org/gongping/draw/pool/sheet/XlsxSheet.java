package org.gongping.draw.pool.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of a workbook (ISO/IEC 29500, .xlsx), read as a stream. */
final class XlsxSheet implements Sheet {
    private final Path file;

    private XlsxSheet(Path file) {
        this.file = file;
    }

    static XlsxSheet open(Path file) throws UnreadableSheet, IOException {
        measure(file);
        return new XlsxSheet(file);
    }

    /** Unpacks everything once without keeping it: what the packing says of its sizes need not be true. */
    private static void measure(Path file) throws UnreadableSheet, IOException {
        boolean workbook = false;
        long total = 0;
        int parts = 0;
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                workbook |= part.getName().equals("xl/workbook.xml");
                if (++parts > SheetLimits.MAX_PARTS) {
                    throw new UnreadableSheet(0, Problem.Kind.TOO_LARGE, SheetLimits.MAX_PARTS + " parts");
                }
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    total += read;
                    if (total > SheetLimits.MAX_UNPACKED) {
                        throw new UnreadableSheet(
                                0, Problem.Kind.TOO_LARGE, (SheetLimits.MAX_UNPACKED >> 20) + " MiB unpacked");
                    }
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnreadableSheet(0, Problem.Kind.NOT_A_SHEET, "ZIP");
        }
        if (!workbook) {
            throw new UnreadableSheet(0, Problem.Kind.NOT_A_SHEET, "ZIP");
        }
    }

    @Override
    public String format() {
        return "XLSX";
    }

    @Override
    public void read(Rows rows) throws UnreadableSheet, IOException {
        try (InputStream in = Files.newInputStream(file);
                ReadableWorkbook workbook = new ReadableWorkbook(in, new ReadingOptions(true, false));
                Stream<Row> stream = workbook.getFirstSheet().openStream()) {
            for (Iterator<Row> each = stream.iterator(); each.hasNext(); ) {
                rows.take(row(each.next()));
            }
        } catch (ExcelReaderException e) {
            throw new UnreadableSheet(0, Problem.Kind.NOT_A_SHEET, "XLSX");
        }
    }

    private static SheetRow row(Row row) throws UnreadableSheet {
        if (row.getCellCount() > SheetLimits.MAX_COLUMNS) {
            throw new UnreadableSheet(row.getRowNum(), Problem.Kind.TOO_LARGE, SheetLimits.MAX_COLUMNS + " columns");
        }
        List<Cell> cells = new ArrayList<>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(cell(row.getCell(i)));
        }
        return new SheetRow(row.getRowNum(), cells);
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return Cell.NONE;
        }
        if (cell.getFormula() != null || cell.getType() == CellType.FORMULA || cell.getType() == CellType.ERROR) {
            return new Cell("", Cell.Kind.FORMULA);
        }
        if (cell.getType() == CellType.NUMBER) {
            return isDate(cell)
                    ? date(cell)
                    : new Cell(cell.asNumber().stripTrailingZeros().toPlainString(), Cell.Kind.NUMBER);
        }
        return Cell.of(cell.getText());
    }

    /** Built-in formats 14–22 and 27–58 are dates (ISO/IEC 29500-1, 18.8.30); others by the letters of their pattern. */
    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        Integer id = cell.getDataFormatId();
        String pattern = cell.getDataFormatString();
        return id != null && (id >= 14 && id <= 22 || id >= 27 && id <= 58)
                || pattern != null
                        && pattern.replaceAll("\\[[^]]*]|\"[^\"]*\"", "").matches(".*[yYdD].*");
    }

    private static Cell date(org.dhatim.fastexcel.reader.Cell cell) {
        LocalDateTime date = cell.asDate();
        return new Cell(date.toLocalDate().toString(), Cell.Kind.DATE);
    }
}
