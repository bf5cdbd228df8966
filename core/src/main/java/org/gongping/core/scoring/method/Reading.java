package org.gongping.core.scoring.method;

import java.util.List;

/** What came of reading a document: its value, or every reason why it was refused. */
public sealed interface Reading<T> {
    record Accepted<T>(T value) implements Reading<T> {}

    record Refused<T>(List<Finding> findings) implements Reading<T> {}
}
