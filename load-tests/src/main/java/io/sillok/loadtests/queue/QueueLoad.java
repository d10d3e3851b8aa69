package io.sillok.loadtests.queue;

import io.sillok.loadtests.ClosedLoop;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.append.Filling;
import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.server.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Works on queues of one stream: {@code QueueLoad TARGET EVENTS}; is asked for {@code MAX
 * WARM-UP-MILLIS MEASURED-MILLIS}, and for {@code empty MAX} in the end. Each sample is a queue of
 * its own that begins at the start.
 */
public final class QueueLoad {

  static final String EMPTY = "empty";

  private static final String STREAM = "page-viewed";
  private static final String SMALLER_STREAM = "page-viewed-less";
  private static final int SMALLER_BY = 10;
  private static final Duration EMPTIED_WITHIN = Duration.ofMinutes(5);

  private final Target target;
  private final long events;
  private int queues;

  private QueueLoad(Target target, long events) {
    this.target = target;
    this.events = events;
  }

  public static void main(String[] arguments) throws Exception {
    Target target = Target.parse(arguments[0]);
    long events = Long.parseLong(arguments[1]);
    Filling.fill(target, STREAM, events);
    Filling.fill(target, SMALLER_STREAM, smaller(events));
    QueueLoad load = new QueueLoad(target, events);
    Worker.serve(words ->
        words.getFirst().equals(EMPTY)
            ? load.empty(Integer.parseInt(words.get(1)))
            : load.work(
                Integer.parseInt(words.get(0)), millis(words.get(1)), millis(words.get(2))));
  }

  /** So many are worked off in the end, however slowly. */
  private static long smaller(long events) {
    return Math.max(1, events / SMALLER_BY);
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  private Sample work(int max, Duration warmUp, Duration measured)
      throws IOException, InterruptedException {
    Occurrences seen = new Occurrences(events);
    Sample sample = work(STREAM, max, warmUp, measured, seen);
    seen.requireNoneAgain();
    return sample;
  }

  /** Until nothing is left of the smaller stream, with a count of all. */
  private Sample empty(int max) throws IOException, InterruptedException {
    Occurrences seen = new Occurrences(smaller(events));
    Sample sample = work(SMALLER_STREAM, max, Duration.ZERO, EMPTIED_WITHIN, seen);
    seen.requireEachOnce();
    return new Sample(sample.rate(), sample.p50Millis(), sample.p99Millis(), seen.count());
  }

  private Sample work(String stream, int max, Duration warmUp, Duration measured, Occurrences seen)
      throws IOException, InterruptedException {
    queues++;
    String queue = "workers-" + queues;
    SharedQueue.create(target, stream, queue);
    LongAdder rounds = new LongAdder();
    Sample sample =
        ClosedLoop.measure(
            Size.connections(),
            number -> new Client(Receiving.open(target, stream, queue, max), seen, rounds),
            warmUp,
            measured,
            target.usage());
    SharedQueue.delete(target, stream, queue);
    return sample.with(Map.of("events at once", (double) seen.count() / rounds.sum()));
  }

  /** Works until every event was there. */
  private record Client(Receiving receiving, Occurrences seen, LongAdder rounds)
      implements ClosedLoop.Client {

    @Override
    public int step() throws IOException {
      int received = receiving.receive(seen);
      if (received > 0) {
        rounds.increment();
      }
      return received == 0 && seen.isComplete() ? ENDED : received;
    }

    @Override
    public void close() throws IOException {
      receiving.close();
    }
  }
}
