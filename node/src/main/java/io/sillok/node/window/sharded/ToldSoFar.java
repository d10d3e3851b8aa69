package io.sillok.node.window.sharded;

import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.window.HandOver;
import io.sillok.node.window.HandOvers;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.snapshot.ToldMarks;
import io.sillok.protocol.window.EventTimes;
import io.sillok.protocol.window.Window;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a version has told its windows at least, as the store has it: by what its shards have
 * recorded, and by the results that stand, for it may have stopped between the two.
 */
record ToldSoFar(ToldMarks marks, StreamTimes times, int partitions) {

  /**
   * @param held so long behind a window's end its last result is due, in microseconds, where the
   *     version has not recorded that
   */
  CompletionStage<HandOvers> of(ProjectionVersion version, long held) {
    return times
        .reached(version.results())
        .thenCompose(reached ->
            Stages.all(
                IntStream.range(0, partitions)
                    .mapToObj(shard ->
                        marks
                            .find("%s/%d".formatted(version.results(), shard))
                            .thenApply(
                                found -> told(found, reached.byPartition().get(shard), held)))
                    .toList()))
        .thenApply(HandOvers::new);
  }

  /**
   * @param last the time of the shard's last result, which is the last of its window
   */
  static HandOver told(Optional<HandOver> recorded, @Nullable Instant last, long held) {
    HandOver known = recorded.orElse(HandOver.NOTHING);
    return last == null
        ? known
        : known.later(HandOver.at(behind(last), recorded.map(HandOver::held).orElse(held)));
  }

  /** Others may be due when the last one was and not stand: rather again than not at all. */
  private static long behind(Instant last) {
    long micros = EventTimes.micros(last);
    return micros == EventTimes.MAX ? Window.NEVER : micros;
  }
}
