package io.sillok.node.stream.queue.shard;

import io.sillok.node.cluster.partition.NodeMessage;
import io.sillok.node.stream.queue.delivery.Rendering;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the partition of a queue tells those who take from it. */
public sealed interface ShardNews extends NodeMessage {

  /** The queue's id. */
  String queue();

  int partition();

  /**
   * The answer to a {@link ShardMessage.Take}.
   *
   * @param more whether more are ready; if not, {@link Ready} is told once there are
   * @param trouble why it has no more, though there may be some; null if all is well
   * @param shard who says so
   */
  record Taken(
      String queue,
      int partition,
      long request,
      List<LeasedEvent> events,
      boolean more,
      @Nullable Trouble trouble,
      ActorRef<ShardMessage> shard)
      implements ShardNews {
    public Taken {
      events = List.copyOf(events);
    }
  }

  /** Events are ready. */
  record Ready(String queue, int partition) implements ShardNews {}

  /**
   * A lease has ended, or lasts longer.
   *
   * @param until when it ends; null if it has
   */
  record LeaseChanged(String queue, int partition, Lease lease, @Nullable Instant until)
      implements ShardNews {}

  /**
   * An event in the hands of a worker.
   *
   * @param attempt from 1
   */
  record LeasedEvent(Lease lease, int attempt, Instant until, Rendering event) {}
}
