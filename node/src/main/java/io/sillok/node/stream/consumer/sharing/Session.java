package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.consumer.kept.OffsetSpan;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.Here;
import io.sillok.node.stream.consumer.sharing.SessionMessage.CallIn;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Closed;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Heard;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Kept;
import io.sillok.node.stream.consumer.sharing.SessionMessage.LeftOut;
import io.sillok.node.stream.consumer.sharing.SessionMessage.LookBack;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Over;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Share;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Tick;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Took;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final Sharing.LeftOut leftOut;
  private final SharingSettings settings;
  private Took taken = new Took(0, 0, List.of());
  private long heard = System.nanoTime();
  private boolean keeping;
  private Kept kept = new Kept(0, List.of());

  /**
   * What reads the partitions of a session; it answers with {@link Took}, {@link LeftOut} or {@link
   * Closed}.
   */
  interface Reader {

    void take(Share share);

    /** Read nothing until the next share. */
    void drop();

    /** Tell what was passed and not handed out. */
    void lookBack();

    void end();
  }

  /**
   * @param coordinator tells it something, wherever it is
   */
  static Behavior<SessionMessage> create(
      String instance,
      Consumer<CoordinatorMessage> coordinator,
      Reader reader,
      Sharing.LeftOut leftOut,
      SharingSettings settings) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Tick(), settings.heartbeat());
          timers.startTimerWithFixedDelay(new LookBack(), settings.leftOut());
          var session = new Session(context, instance, coordinator, reader, leftOut, settings);
          return session.begin();
        }));
  }

  private Session(
      ActorContext<SessionMessage> context,
      String instance,
      Consumer<CoordinatorMessage> coordinator,
      Reader reader,
      Sharing.LeftOut leftOut,
      SharingSettings settings) {
    this.context = context;
    this.instance = instance;
    this.coordinator = coordinator;
    this.reader = reader;
    this.leftOut = leftOut;
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
        case LookBack() -> lookBack();
        case LeftOut left -> keep(left);
        case Kept done -> {
          keeping = false;
          kept = done;
        }
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

  private void lookBack() {
    if (!keeping) {
      reader.lookBack();
    }
  }

  /** What cannot be kept now is told again at the next look back, with what has come since. */
  private void keep(LeftOut left) {
    SortedMap<Integer, Long> known =
        left.generation() == kept.generation()
            ? PartitionOffset.byPartition(kept.committed())
            : new TreeMap<>();
    List<OffsetSpan> spans =
        left.spans().stream()
            .filter(span -> span.to() > known.getOrDefault(span.partition(), 0L))
            .toList();
    if (keeping || spans.isEmpty()) {
      return;
    }
    keeping = true;
    context.pipeToSelf(
        leftOut.keep(left.generation(), spans),
        (committed, failure) ->
            new Kept(left.generation(), committed == null ? List.of() : committed));
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
