package io.sillok.node.table.sharded;

import io.sillok.node.table.rows.KeyOrder;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Merges the rows of all partitions into one order of keys, and says of which partitions more is
 * needed to go on.
 */
final class RowMerge {

  private final int limit;
  private final long maxBytes;
  private final String begin;
  private final List<Part> parts = new ArrayList<>();
  private final List<Placed> merged = new ArrayList<>();
  private long bytes;

  /**
   * @param after only keys behind it
   * @param limit at most so many, from 1
   * @param maxBytes no more once they have so many bytes
   */
  RowMerge(int partitions, String after, int limit, long maxBytes) {
    this.limit = limit;
    this.maxBytes = maxBytes;
    begin = after;
    for (int partition = 0; partition < partitions; partition++) {
      parts.add(new Part(partition));
    }
  }

  /** A row and its partition. */
  record Placed(int partition, Row row) {}

  /** What is known of a partition. */
  private static final class Part {
    private final int partition;
    private final Deque<Row> rows = new ArrayDeque<>();
    private String last = "";
    private boolean more = true;

    Part(int partition) {
      this.partition = partition;
    }

    private boolean isUnknown() {
      return rows.isEmpty() && more;
    }
  }

  /** The key behind which the next rows of {@code partition} are needed. */
  String after(int partition) {
    String last = parts.get(partition).last;
    return last.isEmpty() ? begin : last;
  }

  /** The next rows of {@code partition}. */
  void add(int partition, RowPage page) {
    Part part = parts.get(partition);
    part.rows.addAll(page.rows());
    part.more = page.more();
    if (!page.rows().isEmpty()) {
      part.last = page.rows().getLast().key();
    }
  }

  /** Merges as far as is known; the partitions of which more is needed, none if it is done. */
  List<Integer> merge() {
    while (!isFull()) {
      List<Integer> unknown =
          parts.stream().filter(Part::isUnknown).map(part -> part.partition).toList();
      if (!unknown.isEmpty()) {
        return unknown;
      }
      Optional<Part> least =
          parts.stream()
              .filter(part -> !part.rows.isEmpty())
              .min((one, other) ->
                  KeyOrder.INSTANCE.compare(
                      one.rows.getFirst().key(), other.rows.getFirst().key()));
      if (least.isEmpty()) {
        return List.of();
      }
      take(least.get());
    }
    return List.of();
  }

  private void take(Part part) {
    Row row = part.rows.removeFirst();
    bytes += row.avro().length;
    merged.add(new Placed(part.partition, row));
  }

  private boolean isFull() {
    return merged.size() == limit || bytes >= maxBytes;
  }

  List<Placed> merged() {
    return List.copyOf(merged);
  }

  /** The key behind which to go on; empty at the end. */
  Optional<String> next() {
    boolean more = parts.stream().anyMatch(part -> part.more || !part.rows.isEmpty());
    return more && !merged.isEmpty() ? Optional.of(merged.getLast().row().key()) : Optional.empty();
  }
}
