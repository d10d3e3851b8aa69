package io.sillok.loadtests.replay;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.replay.Recoveries.Times;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;

/** Recovers all batches of entities: {@code ReplayWorker CONTENDER PLACE ENTITIES EVENTS}. */
public final class ReplayWorker {

  private static final double NANOS_PER_MILLI = 1e6;

  private ReplayWorker() {}

  public static void main(String[] arguments) throws Exception {
    int entities = Integer.parseInt(arguments[2]);
    int events = Integer.parseInt(arguments[3]);
    Meter meter = new Meter();
    CompletableFuture<List<Times>> done = new CompletableFuture<>();
    ActorSystem<?> system =
        ActorSystem.create(
            Recoveries.of(entities, events, meter, done),
            "replay",
            Contender.of(arguments[0]).config(Place.parse(arguments[1])));
    system
        .getWhenTerminated()
        .thenAccept(ended ->
            done.completeExceptionally(
                new IllegalStateException("An entity did not recover; see its error above")));
    Fork.print(sample(done.join(), (long) entities * events, meter));
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private static Sample sample(List<Times> batches, long events, Meter meter) {
    Times cold = batches.getFirst();
    Times warm = batches.getLast();
    Sample entities = meter.since(warm.start());
    return new Sample(
            perSecond(events, warm),
            entities.p50Millis(),
            entities.p99Millis(),
            events,
            entities.extras())
        .with(
            Map.of("cold per second", perSecond(events, cold), "cold first ms", firstMillis(cold)));
  }

  private static double perSecond(long events, Times batch) {
    return events / ((batch.end() - batch.start()) / 1e9);
  }

  private static double firstMillis(Times batch) {
    return (batch.first() - batch.start()) / NANOS_PER_MILLI;
  }
}
