package io.sillok.loadtests.journal;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.Times;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Cost;
import io.sillok.loadtests.contender.Place;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * One sample of one journal, in a JVM of its own: {@code JournalWorker CONTENDER PLACE ENTITIES
 * IN_FLIGHT}.
 */
public final class JournalWorker {

  /** The column that tells how many events were kept in all. */
  static final String ALL_EVENTS = "all events";

  private static final long STARTED_WITHIN_SECONDS = 120;

  private JournalWorker() {}

  public static void main(String[] arguments) throws Exception {
    Contender contender = Contender.of(arguments[0]);
    Place place = Place.parse(arguments[1]);
    Meter meter = new Meter();
    int entities = Integer.parseInt(arguments[2]);
    int inFlight = Integer.parseInt(arguments[3]);
    CompletableFuture<Void> started = new CompletableFuture<>();
    ActorSystem<?> system =
        ActorSystem.create(
            Clients.of(
                entities,
                (entity, starter) ->
                    Client.of(
                        new Account("a-" + entity, contender.tags()), inFlight, meter, starter),
                started),
            "journal",
            contender.config(place));
    try {
      started.get(STARTED_WITHIN_SECONDS, TimeUnit.SECONDS);
      Fork.print(measure(meter, place));
      if (system.whenTerminated().isCompleted()) {
        throw new IllegalStateException("An entity stopped; see its error above");
      }
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static Sample measure(Meter meter, Place place) throws InterruptedException {
    meter.warmUp(Times.warmUpSeconds());
    if (!place.isCassandra()) {
      return meter.measure(Times.seconds());
    }
    try (Cost.Reader costs = new Cost.Reader(place)) {
      Cost before = costs.now();
      Sample sample = meter.measure(Times.seconds());
      return sample
          .with(costs.now().perEvent(before, sample.operations()))
          .with(Map.of(ALL_EVENTS, (double) meter.total()));
    }
  }
}
