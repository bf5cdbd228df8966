package org.gongping.draw.pool.sheet;

import java.util.Optional;
import java.util.function.Consumer;

/** Makes of a row what it says. */
interface RowReader<T> {
    /** Empty when something is wrong with the row, of which the consumer is told. */
    Optional<T> read(SheetRow row, Consumer<Problem> problems);
}
