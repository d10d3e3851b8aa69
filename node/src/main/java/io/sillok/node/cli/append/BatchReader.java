package io.sillok.node.cli.append;

import io.sillok.node.cli.append.file.Line;
import io.sillok.node.cli.append.file.LineSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups lines into batches that a node takes in one request. */
final class BatchReader {

  /** A gateway takes 8 MiB by itself; a batch is as large as this and one more line at most. */
  private static final int ENOUGH_BYTES = 4 << 20;

  private final LineSource source;
  private final Envelopes envelopes;
  private final int lines;

  /**
   * @param lines of a batch, from 1
   */
  BatchReader(LineSource source, Envelopes envelopes, int lines) {
    this.source = source;
    this.envelopes = envelopes;
    this.lines = lines;
  }

  /**
   * Lines that follow each other.
   *
   * @param lines all of them, one at least
   * @param entries those that are not blank
   */
  record Batch(List<Line> lines, List<Entry> entries) {}

  /** The next batch; empty behind the last line. */
  Optional<Batch> next() throws IOException {
    List<Line> taken = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    int bytes = 0;
    while (taken.size() < lines && bytes < ENOUGH_BYTES) {
      Optional<Line> line = source.next();
      if (line.isEmpty()) {
        break;
      }
      taken.add(line.get());
      if (!line.get().isBlank()) {
        Entry entry = envelopes.envelop(line.get());
        entries.add(entry);
        bytes += line.get().bytes().length + (entry instanceof Entry.Event e ? e.head().length : 0);
      }
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(new Batch(taken, entries));
  }
}
