package io.sillok.node.window.sharded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.shard.ShardAnswer.Stands;
import io.sillok.node.window.shard.ShardAnswer.Unavailable;
import io.sillok.node.window.verify.Cut;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How far logs are read to verify what shards have told. */
final class CutSearchTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void what_one_shard_has_told_is_compared_though_another_has_kept_nothing_yet() {
    assertThat(
            cut(
                false,
                LONG,
                List.of(
                    List.of(
                        stands(List.of(7L, 4L), List.of(7L, 4L)),
                        stands(List.of(0L, 0L), List.of(0L, 0L))),
                    List.of(
                        stands(List.of(7L, 4L), List.of(7L, 4L)),
                        stands(List.of(9L, 4L), List.of(0L, 0L))),
                    List.of(
                        stands(List.of(9L, 5L), List.of(8L, 5L)),
                        stands(List.of(9L, 4L), List.of(9L, 4L))))))
        .isEqualTo(cutAt(List.of(8L, 4L)));
  }

  @Test
  void what_a_shard_has_taken_may_be_seen_before_it_says_that_it_is_kept() {
    assertThat(
            cut(
                false,
                LONG,
                List.of(
                    List.of(stands(List.of(7L), List.of(0L))),
                    List.of(stands(List.of(8L), List.of(7L))))))
        .isEqualTo(cutAt(List.of(7L)));
  }

  @Test
  void where_shards_read_their_own_input_alone_they_wait_for_nobody_else() {
    assertThat(
            cut(
                true,
                LONG,
                List.of(
                    List.of(stands(List.of(7L), List.of(7L)), stands(List.of(3L), List.of(2L))),
                    List.of(stands(List.of(7L), List.of(7L)), stands(List.of(3L), List.of(3L))))))
        .isEqualTo(cutAt(List.of(7L, 3L)));
  }

  @Test
  void a_shard_that_is_held_up_is_not_waited_for_and_none_for_long() {
    Stands heldUp = stands(List.of(1L), List.of(1L), "the store is away");
    assertThat(cut(false, LONG, List.of(List.of(stands(List.of(7L), List.of(7L)), heldUp))))
        .isEqualTo(cutAt(List.of(1L)));
    assertThat(
            cut(
                false,
                Duration.ZERO,
                List.of(
                    List.of(stands(List.of(7L), List.of(7L)), stands(List.of(2L), List.of(2L))))))
        .isEqualTo(cutAt(List.of(2L)));
  }

  @Test
  void a_shard_that_does_not_answer_is_told() {
    assertThatThrownBy(() -> cut(false, LONG, List.of(List.of(new Unavailable("Shard 0 is away")))))
        .hasCauseInstanceOf(ProjectionUnavailableException.class)
        .hasMessageContaining("Shard 0 is away");
  }

  /**
   * @param looks what shards answer, one time after the other
   */
  private static Cut cut(boolean inPlace, Duration patience, List<List<ShardAnswer>> looks) {
    Deque<List<ShardAnswer>> left = new ArrayDeque<>(looks);
    int shards = looks.getFirst().size();
    int inputs =
        inPlace || !(looks.getFirst().getFirst() instanceof Stands stands)
            ? shards
            : stands.offsets().size();
    Cut cut =
        new CutSearch(
                inputs,
                inPlace,
                () -> CompletableFuture.completedFuture(left.removeFirst()),
                patience)
            .cut()
            .toCompletableFuture()
            .join();
    assertThat(left).as("looks that were not needed").isEmpty();
    return cut;
  }

  /** Nothing was dropped. */
  private static Cut cutAt(List<Long> offsets) {
    return new Cut(offsets, Collections.nCopies(offsets.size(), 0L));
  }

  private static Stands stands(List<Long> offsets, List<Long> kept) {
    return stands(offsets, kept, "");
  }

  private static Stands stands(List<Long> offsets, List<Long> kept, String trouble) {
    return new Stands(
        offsets,
        List.of(),
        kept,
        0,
        0,
        false,
        0,
        0,
        0,
        0,
        0,
        0,
        Collections.nCopies(offsets.size(), 0L),
        false,
        trouble);
  }
}
