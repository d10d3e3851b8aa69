package io.sillok.node.stream.queue.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Those who want to know how a partition stands. They wait a little for what is being read, so that
 * a queue that has just been made, or has come to memory again, does not look empty.
 */
final class Looks {

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final long patience;

  private record Waiting(ActorRef<ShardAnswer> replyTo, long since) {}

  /**
   * @param patience nobody waits for longer, in milliseconds
   */
  Looks(long patience) {
    this.patience = patience;
  }

  void add(ActorRef<ShardAnswer> replyTo, long now) {
    waiting.add(new Waiting(replyTo, now));
  }

  /** Those who need not wait any longer. */
  List<ActorRef<ShardAnswer>> due(boolean reading, long now) {
    List<ActorRef<ShardAnswer>> due = new ArrayList<>();
    while (!waiting.isEmpty() && (!reading || now - waiting.getFirst().since() > patience)) {
      due.add(waiting.removeFirst().replyTo());
    }
    return due;
  }

  /** Nobody hears how it stands. */
  void fail(Trouble why) {
    due(false, 0).forEach(replyTo -> replyTo.tell(new ShardAnswer.Unavailable(why)));
  }
}
