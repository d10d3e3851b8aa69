package io.sillok.loadtests.stream;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.contender.Contender;
import io.sillok.loadtests.contender.Place;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Reads all tagged events from the start: {@code StreamCatchUpWorker CONTENDER PLACE EVENTS}. */
public final class StreamCatchUpWorker {

  private static final double NANOS_PER_MILLI = 1e6;

  /** Runs of the query before the one that is measured; the first opens the journal. */
  static final int WARM_UPS = 4;

  private StreamCatchUpWorker() {}

  public static void main(String[] arguments) throws Exception {
    Contender contender = Contender.of(arguments[0]);
    long events = Long.parseLong(arguments[2]);
    ActorSystem<?> system =
        ActorSystem.create(
            Behaviors.empty(), "catch-up", contender.config(Place.parse(arguments[1])));
    try {
      Sample cold = read(contender, system, events);
      for (int run = 1; run < WARM_UPS; run++) {
        read(contender, system, events);
      }
      Fork.print(
          read(contender, system, events)
              .with(
                  Map.of(
                      "cold per second",
                      cold.rate(),
                      "cold first ms",
                      cold.extras().getOrDefault("first ms", Double.NaN))));
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private static Sample read(Contender contender, ActorSystem<?> system, long events) {
    AtomicLong first = new AtomicLong();
    AtomicLong last = new AtomicLong();
    AtomicLong seen = new AtomicLong();
    long start = System.nanoTime();
    TaggedEvents.current(contender, system)
        .runForeach(
            envelope -> {
              long now = System.nanoTime();
              first.compareAndSet(0, now);
              last.set(now);
              seen.incrementAndGet();
            },
            system)
        .toCompletableFuture()
        .join();
    if (seen.get() != events) {
      throw new IllegalStateException("%d of %d events were read".formatted(seen.get(), events));
    }
    return new Sample(
        events * 1e9 / (last.get() - start),
        Double.NaN,
        Double.NaN,
        events,
        new TreeMap<>(Map.of("first ms", (first.get() - start) / NANOS_PER_MILLI)));
  }
}
