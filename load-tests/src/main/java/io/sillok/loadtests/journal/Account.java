package io.sillok.loadtests.journal;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** The smallest persistent actor: each command persists its bytes as one event. */
final class Account extends EventSourcedBehavior<Account.Write, byte[], Long> {

  /**
   * A command.
   *
   * @param startNanos when it was sent
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Write(byte[] data, long startNanos, ActorRef<Written> replyTo) {}

  /** The event of the command that was sent at {@code startNanos} is in the journal. */
  record Written(long startNanos) {}

  Account(String id) {
    super(PersistenceId.ofUniqueId("account|" + id));
  }

  @Override
  public Long emptyState() {
    return 0L;
  }

  @Override
  public CommandHandler<Write, byte[], Long> commandHandler() {
    return (count, write) ->
        Effect()
            .persist(write.data())
            .thenReply(write.replyTo(), after -> new Written(write.startNanos()));
  }

  @Override
  public EventHandler<Long, byte[]> eventHandler() {
    return (count, event) -> count + 1;
  }
}
