package io.sillok.loadtests.stream;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.contender.Contender;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;

/** Reads what {@link LiveLoad} sends, and measures how late it is. */
final class LiveReader {

  private static final int PATIENCE_SECONDS = 150;

  private final Meter meter = new Meter();
  private final CountDownLatch missing = new CountDownLatch(LiveLoad.EVENTS);

  static LiveReader start(Contender contender, ActorSystem<?> system) {
    LiveReader reader = new LiveReader();
    TaggedEvents.live(contender, system).runForeach(reader::see, system);
    return reader;
  }

  private void see(EventEnvelope envelope) {
    Stamp stamp = Stamp.read((byte[]) envelope.event());
    if (stamp.measured()) {
      meter.recordNanos(stamp.ageNanos());
      missing.countDown();
    }
  }

  /** Waits for all events, and tells of those that came. */
  Sample sample() throws InterruptedException {
    if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      System.err.printf(
          "%d events were not seen within %d s%n", missing.getCount(), PATIENCE_SECONDS);
    }
    Sample seen = meter.since(System.nanoTime() - TimeUnit.SECONDS.toNanos(LiveLoad.SECONDS));
    return seen.with(Map.of("not seen", (double) missing.getCount()));
  }
}
