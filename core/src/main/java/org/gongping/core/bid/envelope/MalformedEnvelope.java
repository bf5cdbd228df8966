package org.gongping.core.bid.envelope;

/** These bytes are no envelope, or not this one. */
public final class MalformedEnvelope extends Exception {
    private static final long serialVersionUID = 1L;
    private final EnvelopeFault fault;

    MalformedEnvelope(EnvelopeFault fault) {
        super(fault.code() + ": " + fault.en());
        this.fault = fault;
    }

    public EnvelopeFault fault() {
        return fault;
    }
}
