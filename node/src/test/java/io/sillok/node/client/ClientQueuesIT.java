package io.sillok.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.client.SillokClient;
import io.sillok.client.event.From;
import io.sillok.client.failure.ProblemException;
import io.sillok.client.queue.DeadLetter;
import io.sillok.client.queue.EventQueue;
import io.sillok.client.queue.QueueDescription;
import io.sillok.client.queue.QueueItem;
import io.sillok.client.queue.QueueSettings;
import io.sillok.client.queue.Settlement;
import io.sillok.client.queue.Settlement.Status;
import io.sillok.client.stream.EventStream;
import io.sillok.node.client.PageViews.PageViewed;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Queues by the client, step by step; {@link ClientWorkersIT} has the workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientQueuesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final QueueSettings SETTINGS =
      QueueSettings.STANDARD
          .from(From.START)
          .maxAttempts(2)
          .lease(Duration.ofMinutes(1))
          .retryDelay(Duration.ZERO);

  @TempDir private static Path data;
  private NodeProcess node;
  private SillokClient client;

  @BeforeAll
  void start() {
    node = NodeLaunch.on(data).start();
    client = SillokClient.connect(URI.create(node.url()));
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void a_queue_is_created_described_and_deleted() {
    EventQueue queue = queue("managed", 5, SETTINGS.filter("data.seconds > 0").inOrderOfKeys());
    QueueDescription described = queue.describe();
    assertThat(described.name()).isEqualTo("emails");
    assertThat(described.stream()).isEqualTo("managed");
    assertThat(described.filter()).contains("data.seconds > 0");
    assertThat(described.lease()).isEqualTo(Duration.ofMinutes(1));
    assertThat(described.maxAttempts()).isEqualTo(2);
    assertThat(described.retryDelay()).isZero();
    assertThat(described.orderedByKey()).isTrue();
    assertThat(described.oldestUnacked()).isPresent();
    assertThat(client.stream("managed").queues()).containsExactly("emails");
    queue.delete();
    assertThatThrownBy(queue::describe)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo("unknown-queue"));
  }

  @Test
  void items_are_received_and_acked_once_and_for_all() {
    EventQueue queue = queue("acked", 3, SETTINGS);
    List<QueueItem> items = received(queue, 3);
    assertThat(items).extracting(QueueItem::attempt).containsOnly(1);
    assertThat(items)
        .extracting(item -> item.event().as(PageViewed.class).seconds())
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(queue.ack(items)).extracting(Settlement::status).containsOnly(Status.ACKED);
    assertThat(queue.ack(items)).extracting(Settlement::status).containsOnly(Status.ACKED);
    List<Settlement> again = queue.nack(items, "too late");
    assertThat(again).extracting(Settlement::status).containsOnly(Status.SETTLED);
    assertThat(again).noneMatch(Settlement::done);
    assertThat(again)
        .extracting(Settlement::receipt)
        .containsExactlyElementsOf(items.stream().map(QueueItem::receipt).toList());
    assertThat(queue.describe().lag()).isZero();
    assertThat(queue.receive(1)).isEmpty();
    assertThat(queue.ack(List.of())).isEmpty();
  }

  @Test
  void an_item_that_was_nacked_comes_again_and_then_is_a_dead_letter_with_the_reason() {
    EventQueue queue = queue("nacked", 1, SETTINGS);
    List<QueueItem> first = received(queue, 1);
    assertThat(queue.nack(first, "busy").getFirst().status()).isEqualTo(Status.NACKED);
    List<QueueItem> second = received(queue, 1);
    assertThat(second.getFirst().attempt()).isEqualTo(2);
    queue.nack(second, "still busy");
    DeadLetter letter = deadLetters(queue, 1).getFirst();
    assertThat(letter.reason()).isEqualTo("still busy");
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(letter.event().orElseThrow().as(PageViewed.class).seconds()).isZero();
    assertThat(queue.replay(List.of(letter))).isOne();
    assertThat(queue.ack(received(queue, 1)).getFirst().done()).isTrue();
    assertThat(queue.deadLetters()).isEmpty();
  }

  @Test
  void an_item_that_was_rejected_is_a_dead_letter_at_once() {
    EventQueue queue = queue("rejected", 250, SETTINGS);
    List<QueueItem> items = received(queue, 250);
    assertThat(queue.reject(items, "never"))
        .extracting(Settlement::status)
        .containsOnly(Status.REJECTED);
    List<DeadLetter> letters = deadLetters(queue, 250);
    assertThat(letters).extracting(DeadLetter::reason).containsOnly("never");
    assertThat(queue.discard(letters.subList(0, 50))).isEqualTo(50);
    assertThat(deadLetters(queue, 200)).hasSize(200);
    assertThat(queue.replayAll()).isEqualTo(200);
    assertThat(queue.reject(received(queue, 200), "never again")).hasSize(200);
    assertThat(queue.discardAll()).isEqualTo(200);
    assertThat(queue.describe().deadLetters()).isZero();
  }

  @Test
  void an_item_whose_lease_ran_out_goes_to_another_and_one_that_was_extended_does_not() {
    EventQueue queue = queue("leased", 2, SETTINGS.lease(Duration.ofMillis(500)));
    List<QueueItem> items = received(queue, 2);
    QueueItem kept = items.get(0);
    QueueItem lost = items.get(1);
    assertThat(queue.extend(List.of(kept), Duration.ofMinutes(1)).getFirst().status())
        .isEqualTo(Status.EXTENDED);
    List<QueueItem> second = received(queue, 1);
    assertThat(second.getFirst().event()).isEqualTo(lost.event());
    assertThat(queue.ack(List.of(lost)).getFirst().status()).isEqualTo(Status.EXPIRED);
    assertThat(queue.ack(List.of(kept, lost)))
        .extracting(Settlement::status)
        .containsExactly(Status.ACKED, Status.EXPIRED);
  }

  @Test
  void receiving_waits_for_an_item() {
    EventQueue queue = queue("waiting", 0, SETTINGS);
    Thread appender =
        Thread.ofVirtual()
            .start(() -> {
              Eventually.holds(() -> queue.describe().ready() == 0, () -> "never empty");
              client.stream("waiting").append(PageViews.event("p-1", 1));
            });
    List<QueueItem> items = queue.receive(5, PATIENCE, Duration.ofSeconds(90));
    assertThat(items).hasSize(1);
    assertThat(appender.isInterrupted()).isFalse();
    queue.ack(items);
  }

  /** Receives until it has {@code count} items. */
  private static List<QueueItem> received(EventQueue queue, int count) {
    List<QueueItem> items = new ArrayList<>();
    Eventually.holds(
        () ->
            items.addAll(queue.receive(count - items.size(), Duration.ofSeconds(1)))
                && items.size() == count,
        () -> items.size() + " items");
    return items;
  }

  private static List<DeadLetter> deadLetters(EventQueue queue, int count) {
    Eventually.holds(
        () -> queue.deadLetters().count() == count, () -> queue.deadLetters().count() + " letters");
    return queue.deadLetters().toList();
  }

  private EventQueue queue(String name, int events, QueueSettings settings) {
    EventStream stream = client.stream(name);
    stream.declare(PageViews.DECLARATION);
    stream.append(
        IntStream.range(0, events)
            .mapToObj(number -> PageViews.event("p-" + number % 10, number))
            .toList());
    EventQueue queue = stream.queue("emails");
    queue.create(settings);
    return queue;
  }
}
