package io.sillok.persistence.pekko;

import io.sillok.persistence.pekko.query.SillokReadJournal;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.ReplicationId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.ReplicatedEventSourcing;
import org.apache.pekko.persistence.typed.javadsl.ReplicationContext;

/** A set of words of which there are two replicas, each with events of its own. */
final class Replica extends ReplicatedEventSourcedBehavior<Replica.Command, String, Replica.Words> {

  static final ReplicaId A = new ReplicaId("A");
  static final ReplicaId B = new ReplicaId("B");

  sealed interface Command {}

  record Add(String word, ActorRef<Words> replyTo) implements Command {}

  record Get(ActorRef<Words> replyTo) implements Command {}

  record Words(Set<String> all) implements Serializable {
    Words {
      all = Set.copyOf(all);
    }
  }

  private Replica(ReplicationContext context) {
    super(context);
  }

  static Behavior<Command> of(String entityId, ReplicaId replica) {
    return ReplicatedEventSourcing.commonJournalConfig(
        id(entityId, replica), Set.of(A, B), SillokReadJournal.IDENTIFIER, Replica::new);
  }

  static ReplicationId id(String entityId, ReplicaId replica) {
    return new ReplicationId("words", entityId, replica);
  }

  @Override
  public Words emptyState() {
    return new Words(Set.of());
  }

  @Override
  public CommandHandler<Command, String, Words> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Add(String word, ActorRef<Words> replyTo) ->
              Effect().persist(word).thenRun(after -> replyTo.tell(after));
          case Get(ActorRef<Words> replyTo) ->
              Effect().none().thenRun(after -> replyTo.tell(after));
        };
  }

  @Override
  public EventHandler<Words, String> eventHandler() {
    return (state, word) -> {
      Set<String> all = new TreeSet<>(state.all());
      all.add(word);
      return new Words(all);
    };
  }
}
