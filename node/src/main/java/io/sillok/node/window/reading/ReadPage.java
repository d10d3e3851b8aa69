package io.sillok.node.window.reading;

import io.sillok.node.window.lookup.TableWait;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a partition's log that was read, until all shards have theirs. What a shard takes is
 * its own, and changes, so it is given once.
 */
public final class ReadPage {

  private final ReadPart nothing;
  private final Map<Integer, ReadPart> parts;
  private final Map<Integer, Boolean> given = new HashMap<>();
  private final int shards;
  private final long since;
  private final @Nullable TableWait wait;

  /**
   * @param nothing what shards get that are not among {@code parts}
   * @param shards how many want one
   * @param since when it was read, in nanoseconds
   * @param wait what the event behind it waits for; null if it waits for nothing
   */
  ReadPage(
      ReadPart nothing,
      Map<Integer, ReadPart> parts,
      int shards,
      long since,
      @Nullable TableWait wait) {
    this.nothing = nothing;
    this.parts = parts;
    this.shards = shards;
    this.since = since;
    this.wait = wait;
  }

  long from() {
    return nothing.from();
  }

  long since() {
    return since;
  }

  /** What the event behind it waits for. */
  public Optional<TableWait> waitsFor() {
    return Optional.ofNullable(wait);
  }

  /** Whether it ends where it begins. */
  public boolean isEmpty() {
    return nothing.next() == nothing.from();
  }

  /** That of {@code shard}; nothing if it was given already. */
  public Optional<ReadPart> take(int shard) {
    if (given.putIfAbsent(shard, true) != null) {
      return Optional.empty();
    }
    ReadPart part = parts.remove(shard);
    return Optional.of(part == null ? nothing : part);
  }

  /** Whether nobody wants it any more. */
  boolean isGiven() {
    return given.size() >= shards;
  }
}
