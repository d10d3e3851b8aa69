package io.sillok.node.window.verify;

import java.util.List;

/**
 * How far logs are read: so far that all shards have told what follows.
 *
 * @param offsets by input
 * @param dropped by input, so many offsets, the first, that no shard could read, for retention had
 *     dropped them; {@link #UNLIKE} where what was told follows from more than that
 */
public record Cut(List<Long> offsets, List<Long> dropped) {

  /** What any log has lost is something else. */
  public static final long UNLIKE = -1;

  public Cut {
    offsets = List.copyOf(offsets);
    dropped = List.copyOf(dropped);
  }

  long end(int input) {
    return offsets.get(input);
  }

  long dropped(int input) {
    return dropped.get(input);
  }
}
