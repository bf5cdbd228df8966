package org.gongping.service.edge;

import java.io.IOException;
import java.io.InputStream;
import org.gongping.core.Outcome;

/**
 * An operation whose body is a file. The body is not read before {@link #admit} has let it pass, and no transaction
 * is open while it flows.
 *
 * @param <T> what receiving the body yields, such as digest and size
 */
public interface Upload<T> {
    /** Looks whether the caller may upload here, in a transaction that only reads. */
    Outcome<?> admit(Call call);

    /**
     * Takes in the body. The stream fails with an {@link IOException} when the client breaks off, stalls, or sends
     * more than the server accepts; what was stored until then must not be referred to.
     */
    Outcome<T> receive(Call call, InputStream body) throws IOException;

    /** Called last, whatever became of the received file: drops it, unless {@link #record} has put it on record. */
    void release(T received);

    /** Puts the received file on record, in the transaction of the command. */
    Answer record(Call call, T received);
}
