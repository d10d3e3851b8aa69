package io.sillok.loadtests.replay;

import io.sillok.loadtests.Meter;
import io.sillok.loadtests.replay.Recovering.Recovered;
import io.sillok.loadtests.replay.Recovering.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Recovers an entity without events, so that the journal is open, and then others in batches, one
 * behind the other.
 */
final class Recoveries {

  /** Entities of a batch that recover at once. */
  static final int AT_ONCE = 32;

  /** Batches: the first meets a cold JVM, the last a warm one. */
  static final int BATCHES = 4;

  /** When a batch began, its first entity was there and all were, in nanoseconds. */
  record Times(long start, long first, long end) {}

  private final ActorContext<Recovered> context;
  private final int entities;
  private final int eventsEach;
  private final Meter meter;
  private final CompletableFuture<List<Times>> done;
  private final List<Times> batches = new ArrayList<>();
  private int started;
  private int recovered;
  private long start;
  private long first;

  private Recoveries(
      ActorContext<Recovered> context,
      int entities,
      int eventsEach,
      Meter meter,
      CompletableFuture<List<Times>> done) {
    this.context = context;
    this.entities = entities;
    this.eventsEach = eventsEach;
    this.meter = meter;
    this.done = done;
  }

  static Behavior<Recovered> of(
      int entities, int eventsEach, Meter meter, CompletableFuture<List<Times>> done) {
    return Behaviors.setup(context -> {
      Recoveries recoveries = new Recoveries(context, entities, eventsEach, meter, done);
      recoveries.recover("nobody");
      return Behaviors.receiveMessage(recoveries::opened);
    });
  }

  private Behavior<Recovered> opened(Recovered nobody) {
    context.unwatch(nobody.entity());
    nobody.entity().tell(new Stop());
    beginBatch();
    return Behaviors.receiveMessage(this::recovered);
  }

  private void beginBatch() {
    meter.reset();
    start = System.nanoTime();
    for (int entity = 0; entity < AT_ONCE; entity++) {
      recoverNext();
    }
  }

  private void recoverNext() {
    if (started < entities * (batches.size() + 1)) {
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
    if (recovered % entities == 0) {
      first = System.nanoTime();
    }
    recovered++;
    context.unwatch(entity.entity());
    entity.entity().tell(new Stop());
    if (recovered % entities > 0) {
      recoverNext();
      return Behaviors.same();
    }
    batches.add(new Times(start, first, System.nanoTime()));
    if (batches.size() < BATCHES) {
      beginBatch();
      return Behaviors.same();
    }
    done.complete(batches);
    return Behaviors.stopped();
  }
}
