package io.sillok.loadtests.replay;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.replay.Recovering.Recovered;
import io.sillok.loadtests.replay.Recovering.Stop;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Recovers an entity without events, so that the journal is open, and then all others. */
final class Recoveries {

  /** Entities that recover at once. */
  static final int AT_ONCE = 32;

  /** When the first entity was asked for, the first was there and all were, in nanoseconds. */
  record Times(long start, long first, long end) {}

  private final ActorContext<Recovered> context;
  private final int entities;
  private final int eventsEach;
  private final Meter meter;
  private final CompletableFuture<Times> done;
  private int started;
  private int recovered;
  private long start;
  private long first;

  private Recoveries(
      ActorContext<Recovered> context,
      int entities,
      int eventsEach,
      Meter meter,
      CompletableFuture<Times> done) {
    this.context = context;
    this.entities = entities;
    this.eventsEach = eventsEach;
    this.meter = meter;
    this.done = done;
  }

  static Behavior<Recovered> of(
      int entities, int eventsEach, Meter meter, CompletableFuture<Times> done) {
    return Behaviors.setup(context -> {
      Recoveries recoveries = new Recoveries(context, entities, eventsEach, meter, done);
      recoveries.recover("nobody");
      return Behaviors.receiveMessage(recoveries::opened);
    });
  }

  private Behavior<Recovered> opened(Recovered nobody) {
    context.unwatch(nobody.entity());
    nobody.entity().tell(new Stop());
    start = System.nanoTime();
    for (int entity = 0; entity < AT_ONCE; entity++) {
      recoverNext();
    }
    return Behaviors.receiveMessage(this::recovered);
  }

  private void recoverNext() {
    if (started < entities) {
      recover("a-" + started);
      started++;
    }
  }

  private void recover(String id) {
    context.watch(
        context.spawn(
            Behaviors.<Stop>setup(own -> new Recovering(id, own.getSelf(), context.getSelf())),
            id));
  }

  private Behavior<Recovered> recovered(Recovered entity) {
    if (entity.events() != eventsEach) {
      throw new IllegalStateException(
          "%s has %d events instead of %d"
              .formatted(entity.entity().path().name(), entity.events(), eventsEach));
    }
    meter.record(entity.startNanos());
    recovered++;
    if (recovered == 1) {
      first = System.nanoTime();
    }
    context.unwatch(entity.entity());
    entity.entity().tell(new Stop());
    recoverNext();
    if (recovered < entities) {
      return Behaviors.same();
    }
    done.complete(new Times(start, first, System.nanoTime()));
    return Behaviors.stopped();
  }
}
