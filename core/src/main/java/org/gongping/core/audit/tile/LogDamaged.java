package org.gongping.core.audit.tile;

/** What is stored of the log contradicts itself: nothing may be appended until a person has looked. */
public final class LogDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogDamaged(String message) {
        super(message);
    }
}
