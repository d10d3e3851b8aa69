package io.sillok.node.stream.queue.front;

import io.sillok.node.stream.queue.shard.ShardMessage;
import io.sillok.node.stream.queue.shard.ShardNews.LeasedEvent;
import io.sillok.node.stream.queue.shard.Trouble;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What a worker that wants events is answered. */
public sealed interface FrontAnswer {

  /**
   * @param events none if there were none in time
   */
  record Received(List<PlacedLease> events) implements FrontAnswer {
    public Received {
      events = List.copyOf(events);
    }
  }

  /** There may be some, but some partitions cannot work. */
  record NotReceived(Trouble trouble) implements FrontAnswer {}

  /**
   * A leased event of a partition.
   *
   * @param shard who leased it; when it is gone, nobody knows of the lease any more
   */
  record PlacedLease(int partition, LeasedEvent event, ActorRef<ShardMessage> shard) {}
}
