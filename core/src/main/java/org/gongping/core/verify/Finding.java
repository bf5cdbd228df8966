package org.gongping.core.verify;

import java.util.OptionalLong;

/**
 * One thing that is wrong, and where.
 *
 * @param file the file or tile, as named in the target
 * @param index the entry in the log, or the line of a policy, where that is known
 */
public record Finding(FindingCode code, String file, OptionalLong index, String zh, String en) {
    static Finding of(FindingCode code, String file, Object... details) {
        return new Finding(code, file, OptionalLong.empty(), code.zh(details), code.en(details));
    }

    static Finding at(FindingCode code, String file, long index, Object... details) {
        return new Finding(code, file, OptionalLong.of(index), code.zh(details), code.en(details));
    }

    /** The same, of a file below a folder. */
    Finding in(String folder) {
        return new Finding(code, folder + "/" + file, index, zh, en);
    }

    /** File and index, as people write them. */
    public String place() {
        return index.isPresent() ? file + " #" + index.getAsLong() : file;
    }
}
