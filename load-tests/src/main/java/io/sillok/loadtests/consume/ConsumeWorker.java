package io.sillok.loadtests.consume;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Worker;
import io.sillok.loadtests.append.Filling;
import io.sillok.loadtests.event.Tally;
import io.sillok.loadtests.reading.Reading;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads streams from the start: {@code ConsumeWorker TARGET}; is asked for {@code fill STREAM
 * EVENTS} once, and then for {@code READING STREAM EVENTS READERS}.
 */
public final class ConsumeWorker {

  static final String FILL = "fill";

  private static final double NANOS_PER_MILLI = 1e6;

  private final Target target;
  private final Map<Long, Tally> expected = new HashMap<>();

  private ConsumeWorker(Target target) {
    this.target = target;
  }

  public static void main(String[] arguments) throws Exception {
    ConsumeWorker worker = new ConsumeWorker(Target.parse(arguments[0]));
    Worker.serve(worker::sample);
  }

  private Sample sample(List<String> words) throws IOException, InterruptedException {
    long events = Long.parseLong(words.get(2));
    if (words.get(0).equals(FILL)) {
      expected.put(events, Tally.of(events));
      return Filling.fill(target, words.get(1), events);
    }
    return read(
        Reading.of(words.get(0), target), words.get(1), events, Integer.parseInt(words.get(3)));
  }

  private Sample read(Reading reading, String stream, long events, int readers)
      throws IOException, InterruptedException {
    AtomicLong first = new AtomicLong();
    Tally all = expected.computeIfAbsent(events, Tally::of);
    Usage usage = target.usage();
    Usage.Spent before = usage.spent();
    long start = System.nanoTime();
    List<Tally> tallies =
        inParallel(
            readers,
            () -> {
              Tally tally = new Tally();
              reading.read(
                  stream,
                  events,
                  (buffer, from, to) -> {
                    if (tally.count() == 0) {
                      first.compareAndSet(0, System.nanoTime() - start);
                    }
                    tally.add(buffer, from, to);
                  });
              return tally;
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    Usage.Spent after = usage.spent();
    tallies.forEach(tally -> tally.requireSame(all));
    Map<String, Double> extras = new TreeMap<>(after.perOperation(before, events * readers));
    extras.put("first ms", first.get() / NANOS_PER_MILLI);
    return new Sample(
        events * readers / seconds,
        Double.NaN,
        Double.NaN,
        events * readers,
        new TreeMap<>(extras));
  }

  private interface Part {
    Tally read() throws IOException;
  }

  private static List<Tally> inParallel(int parts, Part part)
      throws IOException, InterruptedException {
    List<Future<Tally>> reading = new ArrayList<>();
    List<Tally> tallies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(parts)) {
      for (int number = 0; number < parts; number++) {
        reading.add(threads.submit(part::read));
      }
      for (Future<Tally> each : reading) {
        tallies.add(each.get());
      }
    } catch (ExecutionException failed) {
      throw new IOException("A reader failed: " + failed.getMessage(), failed.getCause());
    }
    return tallies;
  }
}
