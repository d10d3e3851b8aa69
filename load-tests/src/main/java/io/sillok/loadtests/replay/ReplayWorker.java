package io.sillok.loadtests.replay;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.replay.Recoveries.Times;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;

/** Recovers all entities: {@code ReplayWorker CONTENDER PLACE ENTITIES EVENTS}. */
public final class ReplayWorker {

  private static final double NANOS_PER_MILLI = 1e6;

  private ReplayWorker() {}

  public static void main(String[] arguments) throws Exception {
    int entities = Integer.parseInt(arguments[2]);
    int events = Integer.parseInt(arguments[3]);
    Meter meter = new Meter();
    CompletableFuture<Times> done = new CompletableFuture<>();
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

  private static Sample sample(Times times, long events, Meter meter) {
    Sample entities = meter.since(times.start());
    double seconds = (times.end() - times.start()) / 1e9;
    double firstMillis = (times.first() - times.start()) / NANOS_PER_MILLI;
    return new Sample(
            events / seconds, entities.p50Millis(), entities.p99Millis(), events, entities.extras())
        .with(Map.of("first ms", firstMillis));
  }
}
