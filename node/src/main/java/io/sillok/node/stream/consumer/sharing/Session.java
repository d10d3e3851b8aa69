package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Here;
import io.sillok.node.stream.consumer.sharing.SessionMessage.CallIn;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Closed;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Heard;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Over;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Share;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Tick;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Took;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One for each connected instance, on the node that it is connected to: keeps in touch with the
 * coordinator, and has its reader read what that says. When it no longer hears of the coordinator,
 * another session may be given its partitions, so it stops reading.
 */
final class Session {

  private final ActorContext<SessionMessage> context;
  private final String instance;
  private final long since = System.currentTimeMillis();
  private final Consumer<CoordinatorMessage> coordinator;
  private final Reader reader;
  private final SharingSettings settings;
  private Took taken = new Took(0, 0, List.of());
  private long heard = System.nanoTime();

  /** What reads the partitions of a session; it answers with {@link Took}, or {@link Closed}. */
  interface Reader {

    void take(Share share);

    /** Read nothing until the next share. */
    void drop();

    void end();
  }

  /**
   * @param coordinator tells it something, wherever it is
   */
  static Behavior<SessionMessage> create(
      String instance,
      Consumer<CoordinatorMessage> coordinator,
      Reader reader,
      SharingSettings settings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Tick(), settings.heartbeat());
          return new Session(context, instance, coordinator, reader, settings).begin();
        }));
  }

  private Session(
      ActorContext<SessionMessage> context,
      String instance,
      Consumer<CoordinatorMessage> coordinator,
      Reader reader,
      SharingSettings settings) {
    this.context = context;
    this.instance = instance;
    this.coordinator = coordinator;
    this.reader = reader;
    this.settings = settings;
  }

  private Behavior<SessionMessage> begin() {
    tellHere();
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Share share -> take(share);
        case Heard() -> heard = System.nanoTime();
        case CallIn() -> tellHere();
        case Over() -> reader.end();
        case Took took -> {
          taken = took;
          tellHere();
        }
        case Tick() -> tick();
        case Closed() -> {
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    });
  }

  private void take(Share share) {
    heard = System.nanoTime();
    if (share.number() > taken.number()) {
      reader.take(share);
    }
  }

  private void tick() {
    if (!taken.holding().isEmpty() && System.nanoTime() - heard > settings.silence().toNanos()) {
      reader.drop();
    }
    tellHere();
  }

  private void tellHere() {
    coordinator.accept(
        new Here(
            context.getSelf(),
            instance,
            since,
            taken.number(),
            taken.generation(),
            taken.holding()));
  }
}
