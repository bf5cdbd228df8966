package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.gongping.service.StartupFailure;

/** Refuses a disk that is too full, before and while it is written to. */
public final class DiskSpace {
    private static final long NOTHING_WORKS_BELOW = 16L << 20;

    private DiskSpace() {}

    /**
     * @param folder an existing folder on the disk in question
     * @param bytes what the coming steps will write at most
     */
    public static void require(Path folder, long bytes) {
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < bytes) {
                throw new StartupFailure("the disk of " + folder + " is full: " + mebibytes(bytes) + " MiB are needed, "
                        + mebibytes(usable) + " MiB are free");
            }
        } catch (IOException e) {
            throw new StartupFailure("the free space of " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Says of a failure that a disk is full, if it is: a database says only that it stopped. */
    public static StartupFailure explained(StartupFailure failure, Path folder) {
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < NOTHING_WORKS_BELOW) {
                return new StartupFailure(
                        "the disk of " + folder + " is full, " + mebibytes(usable) + " MiB are free: "
                                + failure.getMessage(),
                        failure);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** The failure of a write, which names a full disk as such. */
    public static StartupFailure failure(String what, IOException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("disk quota exceeded")) {
            return new StartupFailure(what + ": the disk is full (" + reason + ")", e);
        }
        return new StartupFailure(what + ": " + reason, e);
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
