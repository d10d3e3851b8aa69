package io.sillok.node.cli.demo;

import io.sillok.node.cli.append.LineAppend;
import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.client.NodeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Appends the events of one stream in their order. They have the same ids in each demo, so what an
 * earlier one appended is passed over. Not thread-safe.
 */
final class FlightFeed implements AutoCloseable {

  private static final String SOURCE = "flights";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LineSource events;
  private final LineAppend append;

  FlightFeed(NodeClient node, String stream, FlightRecords records) {
    this.events = records.events(stream);
    this.append = new LineAppend(node, new Target(stream, "", SOURCE, ""), PATIENCE);
  }

  /**
   * What became of some events.
   *
   * @param fresh so many did not stand yet
   * @param ended whether there are no more
   */
  record Fed(long fresh, boolean ended) {}

  /** Appends the next {@code count}, or what is left. */
  Fed feed(int count) {
    List<Line> lines = new ArrayList<>(count);
    try {
      Optional<Line> line = events.next();
      while (line.isPresent()) {
        lines.add(line.get());
        line = lines.size() < count ? events.next() : Optional.empty();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Fed(append.append(lines), lines.size() < count);
  }

  @Override
  public void close() {
    append.stop();
    try {
      events.close();
    } catch (IOException alreadyGone) {
      // then it is closed
    }
  }
}
