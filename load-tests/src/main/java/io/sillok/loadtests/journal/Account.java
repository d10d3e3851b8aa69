package io.sillok.loadtests.journal;

import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** The smallest persistent actor: each command persists its events. */
public final class Account extends EventSourcedBehavior<Account.Write, byte[], Long> {

  /**
   * A command.
   *
   * @param startNanos when it was sent
   */
  public record Write(List<byte[]> events, long startNanos, ActorRef<Written> replyTo) {}

  /** The event of the command that was sent at {@code startNanos} is in the journal. */
  public record Written(long startNanos) {}

  private final Set<String> tags;

  /**
   * @param tags of each event
   */
  public Account(String id, Set<String> tags) {
    super(PersistenceId.ofUniqueId("account|" + id));
    this.tags = tags;
  }

  @Override
  public Set<String> tagsFor(byte[] event) {
    return tags;
  }

  @Override
  public Long emptyState() {
    return 0L;
  }

  @Override
  public CommandHandler<Write, byte[], Long> commandHandler() {
    return (count, write) ->
        (write.events().size() == 1
                ? Effect().persist(write.events().getFirst())
                : Effect().persist(write.events()))
            .thenReply(write.replyTo(), after -> new Written(write.startNanos()));
  }

  @Override
  public EventHandler<Long, byte[]> eventHandler() {
    return (count, event) -> count + 1;
  }
}
