package io.sillok.node.stream.consumer.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.consumer.kept.ConsumerCommand.Commit;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Create;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Delete;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.LeaveOut;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.ReplaceFilter;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.Reset;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.ConsumerCreated;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.ConsumerDeleted;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.FilterReplaced;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.OffsetsSkipped;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.PositionCommitted;
import io.sillok.node.stream.consumer.kept.ConsumerEvent.PositionReset;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.testkit.EntityTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ConsumerRulesTest {

  private static final EntityTest<ConsumerCommand, ConsumerEvent, Consumer> CONSUMER =
      EntityTest.of(ConsumerRules.CONSUMER);
  private static final ConsumerCreated CREATED =
      new ConsumerCreated(1, at(0, 5, 1, 7), Optional.empty());

  @Test
  void a_consumer_begins_where_it_is_told_to() {
    CONSUMER
        .givenNothing()
        .when(new Create(at(3, 9), Optional.of("seconds > 3")))
        .thenEvents(new ConsumerCreated(1, at(3, 9), Optional.of("seconds > 3")))
        .thenReply(new Consumer(true, 1, at(3, 9), Optional.of("seconds > 3")));
  }

  @Test
  void creating_one_that_exists_changes_nothing() {
    CONSUMER
        .given(CREATED)
        .when(new Create(at(0, 1), Optional.empty()))
        .thenNothing()
        .thenReply(new Consumer(true, 1, at(0, 5, 1, 7), Optional.empty()));
  }

  @Test
  void a_consumer_keeps_its_filter() {
    var filtered = new ConsumerCreated(1, at(), Optional.of("a"));
    CONSUMER.given(filtered).when(new Create(at(), Optional.of("a"))).thenNothing();
    CONSUMER.given(filtered).when(new Create(at(), Optional.empty())).thenNothing();
    CONSUMER
        .given(filtered)
        .when(new Create(at(), Optional.of("b")))
        .thenRejected("consumer-differs");
    CONSUMER
        .given(CREATED)
        .when(new Create(at(), Optional.of("b")))
        .thenRejected("consumer-differs");
  }

  @Test
  void another_filter_is_taken_by_whoever_says_so_and_what_was_handed_out_is_void() {
    CONSUMER
        .given(CREATED)
        .when(new ReplaceFilter(Optional.of("b")))
        .thenEvents(new FilterReplaced(2, Optional.of("b")));
    CONSUMER
        .given(CREATED, new PositionCommitted(at(0, 6)), new FilterReplaced(2, Optional.of("b")))
        .when(new Commit(1, at(0, 7), at()))
        .thenRejected("consumer-reset");
    CONSUMER.given(CREATED).when(new ReplaceFilter(Optional.empty())).thenNothing();
    CONSUMER.given().when(new ReplaceFilter(Optional.empty())).thenRejected("unknown-consumer");
  }

  @Test
  void a_commit_moves_the_partitions_that_it_names_and_none_back() {
    CONSUMER
        .given(CREATED)
        .when(new Commit(1, at(0, 6, 1, 6, 2, 1), at()))
        .thenEvents(new PositionCommitted(at(0, 6, 2, 1)))
        .thenReply(new Consumer(true, 1, at(0, 6, 1, 7, 2, 1), Optional.empty()));
    CONSUMER
        .given(CREATED, new PositionCommitted(at(0, 6)))
        .when(new Commit(1, at(0, 6), at()))
        .thenNothing()
        .thenReply(new Consumer(true, 1, at(0, 6, 1, 7), Optional.empty()));
  }

  @Test
  void what_is_left_out_moves_a_partition_that_was_committed_up_to_it_and_no_other() {
    CONSUMER
        .given(CREATED)
        .when(new LeaveOut(1, List.of(span(0, 5, 90), span(1, 8, 90), span(2, 0, 3)), at()))
        .thenEvents(new PositionCommitted(at(0, 90, 2, 3)));
    CONSUMER
        .given(CREATED)
        .when(new LeaveOut(1, List.of(span(0, 2, 4), span(1, 3, 9)), at()))
        .thenEvents(new PositionCommitted(at(1, 9)));
    CONSUMER.given(CREATED).when(new LeaveOut(1, List.of(span(0, 6, 90)), at())).thenNothing();
  }

  @Test
  void what_another_filter_left_out_says_nothing() {
    CONSUMER
        .given(CREATED, new FilterReplaced(2, Optional.of("b")))
        .when(new LeaveOut(1, List.of(span(0, 5, 90)), at()))
        .thenNothing();
    CONSUMER
        .givenNothing()
        .when(new LeaveOut(1, List.of(span(0, 5, 90)), at()))
        .thenRejected("unknown-consumer");
  }

  @Test
  void what_was_dropped_before_it_was_committed_is_counted() {
    var skipped = new OffsetsSkipped(List.of(span(0, 5, 30)));
    CONSUMER
        .given(CREATED)
        .when(new Commit(1, at(0, 40, 1, 8), at(0, 30, 1, 7)))
        .thenEvents(skipped, new PositionCommitted(at(0, 40, 1, 8)))
        .thenReply(new Consumer(true, 1, at(0, 40, 1, 8), Optional.empty(), 25));
    CONSUMER
        .given(CREATED, skipped, new PositionCommitted(at(0, 40)))
        .when(new LeaveOut(1, List.of(span(0, 40, 90)), at(0, 60)))
        .thenReply(new Consumer(true, 1, at(0, 90, 1, 7), Optional.empty(), 45));
  }

  @Test
  void who_commits_what_is_dropped_has_read_it_before() {
    CONSUMER
        .given(CREATED)
        .when(new Commit(1, at(0, 20), at(0, 30)))
        .thenEvents(new PositionCommitted(at(0, 20)));
  }

  private static OffsetSpan span(int partition, long from, long to) {
    return new OffsetSpan(partition, from, to);
  }

  @Test
  void a_reset_goes_back_and_makes_earlier_positions_worthless() {
    var reset = new PositionReset(2, at(0, 5, 1, 7), at(0, 2));
    CONSUMER
        .given(CREATED)
        .when(new Reset(at(0, 2)))
        .thenEvents(reset)
        .thenReply(new Consumer(true, 1, at(0, 5, 1, 7), Optional.empty()));
    CONSUMER
        .given(CREATED, reset)
        .when(new Commit(1, at(0, 6), at()))
        .thenRejected("consumer-reset");
    CONSUMER
        .given(CREATED, reset)
        .when(new Commit(2, at(0, 3), at()))
        .thenEvents(new PositionCommitted(at(0, 3)));
  }

  @Test
  void a_position_of_a_generation_that_never_was_is_none_of_this_consumer() {
    CONSUMER.given(CREATED).when(new Commit(2, at(0, 6), at())).thenRejected("invalid-position");
  }

  @Test
  void one_that_was_deleted_can_be_created_anew_and_takes_no_position_of_the_old() {
    var deleted = new ConsumerDeleted(1);
    CONSUMER.given(CREATED).when(new Delete()).thenEvents(deleted);
    CONSUMER
        .given(CREATED, deleted)
        .when(new Create(at(0, 1), Optional.of("new")))
        .thenEvents(new ConsumerCreated(2, at(0, 1), Optional.of("new")));
    CONSUMER
        .given(CREATED, deleted, new ConsumerCreated(2, at(0, 1), Optional.empty()))
        .when(new Commit(1, at(0, 6), at()))
        .thenRejected("consumer-reset");
  }

  @Test
  void what_does_not_exist_takes_nothing() {
    for (ConsumerCommand command :
        List.of(new Commit(1, at(0, 1), at()), new Reset(at()), new Delete())) {
      CONSUMER.givenNothing().when(command).thenRejected("unknown-consumer");
      CONSUMER
          .given(CREATED, new ConsumerDeleted(1))
          .when(command)
          .thenRejected("unknown-consumer");
    }
  }

  @Property(tries = 200)
  void commits_in_any_order_come_to_the_farthest_of_each_partition(
      @ForAll @Size(max = 12)
          List<@Size(max = 3) Map<@IntRange(max = 4) Integer, @LongRange(max = 20) Long>> commits) {
    Map<Integer, Long> farthest = new HashMap<>(Map.of(0, 5L, 1, 7L));
    var consumer = CONSUMER.given(CREATED);
    Consumer state = consumer.state();
    for (Map<Integer, Long> commit : commits) {
      commit.forEach((partition, next) -> farthest.merge(partition, next, Math::max));
      state =
          ConsumerRules.CONSUMER
              .decider()
              .evolve(state, new PositionCommitted(PartitionOffset.listOf(commit)));
    }
    for (int partition = 0; partition <= 4; partition++) {
      assertThat(state.offsets().getOrDefault(partition, 0L))
          .isEqualTo(farthest.getOrDefault(partition, 0L));
    }
  }

  @Test
  void its_events_are_well_designed() {
    assertThat(EntityModel.of(ConsumerRules.CONSUMER).events().values())
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.warnings()).isEmpty());
  }

  /** Partitions and offsets in turn. */
  private static List<PartitionOffset> at(long... numbers) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (int index = 0; index < numbers.length; index += 2) {
      offsets.put((int) numbers[index], numbers[index + 1]);
    }
    return PartitionOffset.listOf(offsets);
  }
}
