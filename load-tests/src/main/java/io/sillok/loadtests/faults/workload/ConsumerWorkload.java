package io.sillok.loadtests.faults.workload;

import io.sillok.client.consumer.ConsumerRun;
import io.sillok.client.consumer.EventConsumer;
import io.sillok.client.consumer.RunOptions;
import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.SillokException;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.Place;
import io.sillok.loadtests.faults.check.ReadingCheck;
import io.sillok.loadtests.faults.check.ReadingCheck.Read;
import io.sillok.loadtests.faults.timeline.Timeline.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A named consumer with two instances, which read and commit. Whenever a node tells an instance its
 * partitions, another read of each begins, at what was committed.
 */
public final class ConsumerWorkload implements Workload {

  private static final int INSTANCES = 2;
  private static final int COMMIT_EVERY = 50;
  private static final Duration COMMIT_WITHIN = Duration.ofMillis(500);
  private static final long LEAST_PER_SECOND = 10;

  /** A read begins no farther back: what comes while no commit is taken, and no more. */
  private static final int MOST_AGAIN = 300;

  /** So many faults do not leave all nodes alone that its instances are connected to. */
  private static final int MANY_FAULTS = 3;

  private final Site site;
  private final EventConsumer consumer;
  private final List<ConsumerRun> runs = new ArrayList<>();
  private final List<Growing> reads = new ArrayList<>();
  private final Set<Place> seen = new HashSet<>();
  private final Map<Integer, Long> reached = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private long lag = -1;

  public ConsumerWorkload(Site site) {
    this.site = site;
    consumer = site.client().stream(PageViews.STREAM).consumer("mailer");
  }

  /** A read that goes on. */
  private record Growing(int partition, long reached, List<Long> offsets) {}

  /** An instance, in its thread. */
  private final class Instance {
    private final Map<Integer, Growing> current = new HashMap<>();

    private void assigned(Set<Integer> partitions) {
      current.clear();
    }

    private void take(StreamEvent event) {
      synchronized (ConsumerWorkload.this) {
        current.computeIfAbsent(event.partition(), this::begin).offsets().add(event.offset());
        seen.add(new Place(event.partition(), event.offset()));
        reached.merge(event.partition(), event.offset() + 1, Math::max);
      }
      site.timeline().count(Series.CONSUMED, 1);
    }

    private Growing begin(int partition) {
      Growing read = new Growing(partition, reached.getOrDefault(partition, 0L), new ArrayList<>());
      reads.add(read);
      return read;
    }
  }

  @Override
  public void begin() {
    consumer.create(From.START);
    IntStream.rangeClosed(1, INSTANCES)
        .forEach(number -> {
          Instance instance = new Instance();
          runs.add(
              consumer.run(
                  instance::take,
                  RunOptions.STANDARD
                      .instance("mailer-" + number)
                      .commit(COMMIT_EVERY, COMMIT_WITHIN)
                      .onAssignment(instance::assigned)));
        });
  }

  /** So many of {@code events} has it not seen yet; none when its instances have ended. */
  public synchronized long left(long events) {
    return runs.stream().noneMatch(ConsumerRun::isRunning) ? 0 : events - seen.size();
  }

  @Override
  public void finish() {
    for (ConsumerRun run : runs) {
      try {
        run.close();
      } catch (SillokException failure) {
        failures.add("An instance ended: " + failure);
      }
    }
    lag = consumer.describe().lag();
    if (lag != 0) {
      failures.add("Its position is %d events behind all that it has committed".formatted(lag));
    }
  }

  /** To be asked for when all is over. */
  public synchronized List<Finding> findings(List<LoggedEvent> log) {
    List<Read> all =
        reads.stream()
            .map(read -> new Read(read.partition(), read.reached(), read.offsets()))
            .toList();
    long least = site.least(LEAST_PER_SECOND);
    long partitions = reads.stream().map(Growing::partition).distinct().count();
    return List.of(
        ReadingCheck.of("the named consumer", all, log, MOST_AGAIN, least),
        new Finding(
            "the named consumer went on where it had committed, at most %d events before"
                .formatted(MOST_AGAIN),
            reads.size() - partitions,
            site.timeline().spans().size() < MANY_FAULTS ? 0 : 1,
            List.of()),
        new Finding(
            "the named consumer's position is behind all that it has committed",
            seen.size(),
            least,
            failures));
  }
}
