package io.sillok.node.stream.queue.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.stream.queue.EventsInMemory;
import io.sillok.node.stream.queue.ProgressInMemory;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.QueueFilter;
import io.sillok.node.stream.queue.QueueSettings;
import io.sillok.node.stream.queue.delivery.SettleOutcome;
import io.sillok.node.stream.queue.kept.ProgressCommand;
import io.sillok.node.stream.queue.shard.ShardNews.LeaseChanged;
import io.sillok.node.stream.queue.shard.ShardNews.LeasedEvent;
import io.sillok.node.stream.queue.shard.ShardNews.Taken;
import io.sillok.persistence.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What workers and those who ask hear when a partition of a queue moves. */
@TestInstance(Lifecycle.PER_CLASS)
final class QueueShardTest {

  private static final QueueDefinition QUEUE =
      new QueueDefinition(EventsInMemory.STREAM, "all", "q1", 1, QueueSettings.USUAL, List.of());
  private static final int PARTITION = 3;

  private final ActorTestKit testKit =
      ActorTestKit.create(
          "shards",
          ConfigFactory.parseString("pekko.loglevel = WARNING, pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));

  private TestProbe<ShardNews> front;
  private TestProbe<ShardNews> holder;
  private TestProbe<ShardAnswer> answers;

  /** Nothing is recorded before. */
  private CompletableFuture<Done> store;

  private ActorRef<ShardMessage> shard;

  @BeforeEach
  void start() {
    front = testKit.createTestProbe();
    holder = testKit.createTestProbe();
    answers = testKit.createTestProbe();
    store = new CompletableFuture<>();
    shard =
        testKit.spawn(
            QueueShard.create(
                new ShardParts(
                    new SlowProgress(),
                    new EventsInMemory(10),
                    queue -> QueueFilter.ALL,
                    EventsInMemory::named,
                    new ShardSettings(
                        100, 100, 1 << 20, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    InstantSource.system()),
                QUEUE.path(),
                PARTITION,
                () -> {}));
  }

  @AfterAll
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void who_holds_events_of_a_partition_that_moves_hears_that_the_leases_end() {
    List<LeasedEvent> taken = take(2).events();
    shard.tell(new ShardMessage.Stop());
    for (LeasedEvent each : taken) {
      assertThat(holder.receiveMessage()).isEqualTo(ended(each));
    }
    answers.expectTerminated(shard);
  }

  @Test
  void what_is_acked_before_a_partition_moves_is_recorded_and_nothing_more_is_handed_out() {
    List<LeasedEvent> taken = take(2).events();
    ack(taken.getFirst());
    assertThat(holder.receiveMessage()).isEqualTo(ended(taken.getFirst()));
    shard.tell(new ShardMessage.Stop());
    Taken refused = take(1);
    assertThat(refused.events()).isEmpty();
    assertThat(refused.trouble()).isEqualTo(QueueShard.stopping());
    answers.expectNoMessage();

    store.complete(Done.getInstance());
    assertThat(answers.receiveMessage())
        .isEqualTo(new ShardAnswer.Settled(List.of(SettleOutcome.DONE)));
    assertThat(holder.receiveMessage()).isEqualTo(ended(taken.getLast()));
    answers.expectTerminated(shard);
  }

  @Test
  void a_partition_that_moves_and_cannot_record_moves_nevertheless() {
    List<LeasedEvent> taken = take(2).events();
    ack(taken.getFirst());
    assertThat(holder.receiveMessage()).isEqualTo(ended(taken.getFirst()));
    shard.tell(new ShardMessage.Stop());
    store.completeExceptionally(new StoreException("store-failed", "The store is away", null));

    assertThat(answers.receiveMessage())
        .isEqualTo(new ShardAnswer.Unavailable(new Trouble("store-failed", "The store is away")));
    assertThat(holder.receiveMessage()).isEqualTo(ended(taken.getLast()));
    answers.expectTerminated(shard);
  }

  private Taken take(int max) {
    shard.tell(
        new ShardMessage.Take(QUEUE, 1, max, Duration.ofHours(1), front.ref(), holder.ref()));
    return front.expectMessageClass(Taken.class);
  }

  private void ack(LeasedEvent event) {
    Wish ack = new Wish(Wish.Kind.ACK, null, null);
    shard.tell(new ShardMessage.Settle(QUEUE, ack, List.of(event.lease()), answers.ref()));
  }

  private static LeaseChanged ended(LeasedEvent event) {
    return new LeaseChanged(QUEUE.id(), PARTITION, event.lease(), null);
  }

  /** Is read at once, and changed when the store is there. */
  private final class SlowProgress extends ProgressInMemory {
    @Override
    public CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest request) {
      return request.command() instanceof ProgressCommand.Open
          ? super.execute(entity, request)
          : store.thenCompose(there -> super.execute(entity, request));
    }
  }
}
