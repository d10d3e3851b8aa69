package io.sillok.persistence.pekko;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.EventAdapter;
import org.apache.pekko.persistence.typed.EventSeq;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/**
 * A typed persistent actor with a tag by content, an event adapter, and snapshots behind which
 * events are deleted.
 */
final class Diary extends EventSourcedBehavior<Diary.Command, String, Diary.Pages> {

  /** A snapshot is taken after so many events. */
  static final int SNAPSHOT_EVERY = 5;

  sealed interface Command {}

  record Write(String line, ActorRef<Pages> replyTo) implements Command {}

  record Read(ActorRef<Pages> replyTo) implements Command {}

  record Stop() implements Command {}

  record Pages(List<String> lines) implements Serializable {}

  /** What the journal keeps of a line. */
  record Line(String text) implements Serializable {}

  private Diary(PersistenceId id) {
    super(id);
  }

  static Behavior<Command> of(String persistenceId) {
    return new Diary(PersistenceId.ofUniqueId(persistenceId));
  }

  @Override
  public Set<String> tagsFor(String line) {
    return line.contains("!") ? Set.of("loud") : Set.of();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 1).withDeleteEventsOnSnapshot();
  }

  @Override
  public EventAdapter<String, ?> eventAdapter() {
    return new Lines();
  }

  @Override
  public Pages emptyState() {
    return new Pages(List.of());
  }

  @Override
  public CommandHandler<Command, String, Pages> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Write(String line, ActorRef<Pages> replyTo) ->
              Effect().persist(line).thenRun(after -> replyTo.tell(after));
          case Read(ActorRef<Pages> replyTo) ->
              Effect().none().thenRun(after -> replyTo.tell(after));
          case Stop() -> Effect().stop();
        };
  }

  @Override
  public EventHandler<Pages, String> eventHandler() {
    return (state, line) -> {
      List<String> lines = new ArrayList<>(state.lines());
      lines.add(line);
      return new Pages(List.copyOf(lines));
    };
  }

  private static final class Lines extends EventAdapter<String, Line> {
    @Override
    public Line toJournal(String line) {
      return new Line(line);
    }

    @Override
    public String manifest(String line) {
      return "line-1";
    }

    @Override
    public EventSeq<String> fromJournal(Line line, String manifest) {
      return EventSeq.single(manifest.equals("line-1") ? line.text() : "?");
    }
  }
}
