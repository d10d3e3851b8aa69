package io.sillok.node.window.reading;

import io.sillok.node.window.lookup.TableFeeds;
import io.sillok.persistence.reader.HeadWatch;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What readers share.
 *
 * @param pageBytes of a log that are read at once
 * @param pollInterval how often a log is looked at for what nobody told of
 * @param executor runs the functions of projections
 * @param tables that are looked up
 */
public record ReaderParts(
    HeadWatch heads, int pageBytes, Duration pollInterval, Executor executor, TableFeeds tables) {

  public ReaderParts(HeadWatch heads, int pageBytes, Duration pollInterval, Executor executor) {
    this(
        heads,
        pageBytes,
        pollInterval,
        executor,
        new TableFeeds(heads, pollInterval, pageBytes, executor));
  }
}
