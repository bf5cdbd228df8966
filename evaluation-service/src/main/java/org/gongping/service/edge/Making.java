package org.gongping.service.edge;

import java.io.IOException;
import org.gongping.core.Outcome;

/**
 * An operation whose answer is a file that takes long to make. That it was asked for goes on record first; no
 * transaction is open while the file is made.
 *
 * @param <T> what to make
 */
public interface Making<T> {
    /** Looks whether the caller may have it and puts the reading on record, in a transaction that writes. */
    Outcome<T> admit(Call call);

    /** Makes it. An {@link Answer.TemporaryFile} is deleted when it has been sent, or could not be. */
    Answer make(T what) throws IOException;
}
