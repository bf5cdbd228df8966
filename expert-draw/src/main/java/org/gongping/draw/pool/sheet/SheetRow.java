package org.gongping.draw.pool.sheet;

import java.util.List;

/**
 * One row of a file.
 *
 * @param line line of a text file or row of a workbook, as an editor shows it, from 1
 */
record SheetRow(int line, List<Cell> cells) {
    SheetRow {
        cells = List.copyOf(cells);
    }

    Cell cell(int index) {
        return index < cells.size() ? cells.get(index) : Cell.NONE;
    }

    boolean isBlank() {
        return cells.stream().allMatch(cell -> cell.kind() == Cell.Kind.BLANK);
    }
}
