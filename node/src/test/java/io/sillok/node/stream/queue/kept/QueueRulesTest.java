package io.sillok.node.stream.queue.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.queue.Ordering;
import io.sillok.node.stream.queue.QueueSettings;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.kept.Queue.Present;
import io.sillok.node.stream.queue.kept.QueueCommand.Define;
import io.sillok.node.stream.queue.kept.QueueCommand.Delete;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueChanged;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueCreated;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueDeleted;
import io.sillok.testkit.EntityTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueRulesTest {

  private static final QueueSettings PLAIN =
      new QueueSettings(
          Optional.empty(), Duration.ofSeconds(30), 5, Duration.ofSeconds(1), Ordering.NONE);
  private static final QueueSettings CHOOSY =
      new QueueSettings(
          Optional.of("data.amount > 3"),
          Duration.ofMinutes(1),
          2,
          Duration.ofMillis(250),
          Ordering.KEY);
  private static final List<PartitionStart> STARTS = List.of(new PartitionStart(3, 17));
  private static final QueueCreated CREATED = new QueueCreated("id-1", PLAIN, STARTS);

  private final EntityTest<QueueCommand, QueueEvent, Queue> queue = EntityTest.of(QueueRules.TYPE);

  @Test
  void a_queue_is_created_with_where_it_begins() {
    Queue made = queue.givenNothing().when(new Define(wish(PLAIN), STARTS)).state();
    assertThat(made.present().orElseThrow().settings()).isEqualTo(PLAIN);
    assertThat(made.present().orElseThrow().starts()).isEqualTo(STARTS);
  }

  @Test
  void a_change_leaves_it_where_it_is() {
    queue
        .given(CREATED)
        .when(new Define(wish(CHOOSY), List.of()))
        .thenEvents(new QueueChanged(CHOOSY))
        .thenState(new Queue(Optional.of(new Present("id-1", CHOOSY, STARTS))));
  }

  @Test
  void what_a_change_leaves_open_stays() {
    queue
        .given(new QueueCreated("id-1", CHOOSY, STARTS))
        .when(
            new Define(
                new QueueWish(
                    Optional.empty(),
                    false,
                    Optional.of(Duration.ofHours(1)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                List.of()))
        .thenEvents(
            new QueueChanged(
                new QueueSettings(
                    CHOOSY.filter(),
                    Duration.ofHours(1),
                    CHOOSY.maxAttempts(),
                    CHOOSY.retryDelay(),
                    Ordering.KEY)));
  }

  @Test
  void a_filter_can_be_taken_away() {
    QueueWish unfiltered =
        new QueueWish(
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Queue after =
        queue
            .given(new QueueCreated("id-1", CHOOSY, STARTS))
            .when(new Define(unfiltered, List.of()))
            .state();
    assertThat(after.present().orElseThrow().settings().filter()).isEmpty();
  }

  private static QueueWish wish(QueueSettings all) {
    return new QueueWish(
        all.filter(),
        all.filter().isEmpty(),
        Optional.of(all.lease()),
        Optional.of(all.maxAttempts()),
        Optional.of(all.retryDelay()),
        Optional.of(all.ordered()));
  }

  @Test
  void the_same_once_more_changes_nothing() {
    queue.given(CREATED).when(new Define(wish(PLAIN), List.of())).thenNothing();
  }

  @Test
  void a_deleted_queue_is_gone_and_one_of_the_same_name_is_another() {
    Queue again =
        queue
            .given(CREATED)
            .when(new Delete())
            .thenEvents(new QueueDeleted())
            .thenState(Queue.NONE)
            .when(new Define(wish(PLAIN), List.of()))
            .state();
    assertThat(again.present().orElseThrow().queueId()).isNotEqualTo("id-1");
  }

  @Test
  void what_is_not_there_can_be_deleted() {
    queue.givenNothing().when(new Delete()).thenNothing();
  }
}
