package org.gongping.service.rehearsal;

/**
 * What was found is not what the case file says.
 *
 * @param pointer JSON pointer (RFC 6901) into the answer; {@code status} for the HTTP status
 * @param note what the server itself said of it; empty when it said nothing
 */
public record Difference(String pointer, String expected, String found, String note) {
    Difference(String pointer, String expected, String found) {
        this(pointer, expected, found, "");
    }

    @Override
    public String toString() {
        return pointer + ": expected " + expected + ", found " + found + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
