package io.sillok.node.stream.queue.kept;

import io.sillok.node.stream.queue.QueueSettings;
import io.sillok.node.stream.queue.QueueWish;
import io.sillok.node.stream.queue.kept.Queue.Present;
import io.sillok.node.stream.queue.kept.QueueCommand.Define;
import io.sillok.node.stream.queue.kept.QueueCommand.Delete;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueChanged;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueCreated;
import io.sillok.node.stream.queue.kept.QueueEvent.QueueDeleted;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import io.sillok.protocol.entity.EntityType;
import java.util.Optional;

/** How queues are defined. */
public final class QueueRules implements Decider<QueueCommand, QueueEvent, Queue> {

  /** Its id is {@code STREAM/QUEUE}. */
  public static final EntityType<QueueCommand, QueueEvent, Queue> TYPE =
      EntityType.of(
          "sillok-queue", QueueCommand.class, QueueEvent.class, Queue.class, new QueueRules());

  /** The name of the event that makes a queue. */
  public static final String CREATED = "queue-created";

  @Override
  public Queue initial() {
    return Queue.NONE;
  }

  @Override
  public Decision<QueueEvent> decide(QueueCommand command, Queue queue, Context context) {
    return switch (command) {
      case Define(var wish, var starts) when queue.present().isEmpty() ->
          accept(
              new QueueCreated(context.newId().toString(), wish.of(QueueSettings.USUAL), starts));
      case Define(var wish, var starts) -> change(wish, queue.present().get().settings());
      case Delete() -> queue.present().isEmpty() ? accept() : accept(new QueueDeleted());
    };
  }

  private Decision<QueueEvent> change(QueueWish wish, QueueSettings before) {
    QueueSettings wanted = wish.of(before);
    return wanted.equals(before) ? accept() : accept(new QueueChanged(wanted));
  }

  @Override
  public Queue evolve(Queue queue, QueueEvent event) {
    return switch (event) {
      case QueueCreated(var queueId, var settings, var starts) ->
          new Queue(Optional.of(new Present(queueId, settings, starts)));
      case QueueChanged(var settings) ->
          new Queue(
              queue
                  .present()
                  .map(present -> new Present(present.queueId(), settings, present.starts())));
      case QueueDeleted() -> Queue.NONE;
    };
  }
}
