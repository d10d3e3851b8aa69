package io.sillok.node.window;

import io.sillok.protocol.window.ResultKind;
import java.util.List;
import java.util.Optional;

/**
 * Which version of a projection has served when, in event time. Each hands over what comes in its
 * own turns; so nothing is handed over twice or left out, even where one comes back that has served
 * before.
 *
 * @param turns in order; those of versions before the first are not known
 */
public record Turns(List<Turn> turns) {

  /** Of a projection that has had its first version only. */
  public static final Turns NONE = new Turns(List.of());

  public Turns {
    turns = List.copyOf(turns);
  }

  public Optional<Turn> last() {
    return turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast());
  }

  /** The first of {@code version}. */
  public Optional<Turn> firstOf(int version) {
    return turns.stream().filter(turn -> turn.version() == version).findFirst();
  }

  /** The largest number of a version that had a turn; 0 if none had. */
  public int highest() {
    return turns.stream().mapToInt(Turn::version).max().orElse(0);
  }

  /**
   * Whether {@code version} hands over a result.
   *
   * @param shard that told it
   * @param end of its window, in microseconds since 1970
   */
  public boolean handsOver(int version, int shard, ResultKind kind, long end) {
    for (int turn = 0; turn < turns.size(); turn++) {
      if (turns.get(turn).version() == version
          && turns.get(turn).hasBegun(shard, kind, end)
          && isBefore(turn + 1, shard, kind, end)) {
        return true;
      }
    }
    return hasServedBefore(version) && isBefore(0, shard, kind, end);
  }

  /** Whether it may have served before the first turn that is known. */
  private boolean hasServedBefore(int version) {
    return turns.isEmpty()
        || firstOf(version).isEmpty()
        || (turns.getFirst().version() != version && turns.getFirst().since().isPresent());
  }

  private boolean isBefore(int turn, int shard, ResultKind kind, long end) {
    return turn == turns.size() || turns.get(turn).follows(shard, kind, end);
  }
}
