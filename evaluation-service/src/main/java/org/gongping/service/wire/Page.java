package org.gongping.service.wire;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.service.edge.Call;

/** A page of a list. {@code next} is null on the last one. */
public record Page<T>(List<T> items, String next) {
    /** A list that has one page only. */
    public record All<T>(List<T> items) {}

    /**
     * Makes a page of rows that were read with a limit of one more than asked for.
     *
     * @param cursor names the last row of the page for the next call
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, String> cursor, Function<R, T> toWire) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(shown.stream().map(toWire).toList(), more ? cursor.apply(shown.getLast()) : null);
    }

    /** The id after which the page starts; null for the first page. */
    public static Outcome<UUID> after(Call call) {
        String cursor = call.optionalText("after").orElse(null);
        try {
            return Outcome.done(cursor == null ? null : UUID.fromString(cursor));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.Invalid.of("query/after", "翻页位置无效", "This is no place in the list"));
        }
    }
}
