package io.sillok.node.table;

import io.sillok.node.stream.StreamPosition;

/**
 * A table beside what its log says that it is.
 *
 * @param rows that are kept
 * @param digest of the rows that are kept, in hexadecimal
 * @param rebuilt digest of the rows that the log comes to
 * @param equal whether both are the same
 * @param position both are as of it
 */
public record TableVerification(
    long rows, String digest, String rebuilt, boolean equal, StreamPosition position) {}
