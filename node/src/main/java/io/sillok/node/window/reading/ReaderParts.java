package io.sillok.node.window.reading;

import io.sillok.persistence.reader.HeadWatch;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What readers share.
 *
 * @param pageBytes of a log that are read at once
 * @param pollInterval how often a log is looked at for what nobody told of
 * @param executor runs the functions of projections
 */
public record ReaderParts(
    HeadWatch heads, int pageBytes, Duration pollInterval, Executor executor) {}
