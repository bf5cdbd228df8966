package org.gongping.core.audit.selfcheck;

/**
 * One thing that is wrong with the log as it is stored, and where.
 *
 * @param place a place in the log ({@code #17}), a file below {@code /log}, a table or trigger, or a business object
 */
public record Finding(FindingCode code, String place, String zh, String en) {
    static Finding of(FindingCode code, String place, Object... details) {
        return new Finding(code, place, code.zh(details), code.en(details));
    }
}
