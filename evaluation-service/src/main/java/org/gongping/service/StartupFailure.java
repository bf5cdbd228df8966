package org.gongping.service;

/**
 * The start cannot go on for a reason that the operator can put right: a taken port, a full disk, an unreachable
 * database. The message is one line, complete in itself, and carries no secret; {@link Main} prints it without a
 * stack trace and exits with 1.
 */
public class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartupFailure(String message) {
        super(message);
    }

    public StartupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
