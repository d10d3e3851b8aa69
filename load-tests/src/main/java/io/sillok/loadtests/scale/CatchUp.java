package io.sillok.loadtests.scale;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.append.Filling;
import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.reading.Reading;
import io.sillok.loadtests.usage.Costs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Readers go from the first event to the last at the same time, each at a node of its own. */
final class CatchUp implements Work {

  /** As many at each node, however many nodes there are. */
  static final int READERS = 6;

  private static final String STREAM = "page-kept";
  private static final int PART_OF_EVENTS = 10;

  private final ScaledCluster cluster;
  private long seen;

  private CatchUp(ScaledCluster cluster) {
    this.cluster = cluster;
  }

  /** How many events wait for each reader. */
  static long events() {
    return Size.events() / PART_OF_EVENTS;
  }

  static CatchUp prepare(ScaledCluster cluster) throws IOException, InterruptedException {
    Filling.fill(cluster.node(0), STREAM, events());
    return new CatchUp(cluster);
  }

  @Override
  public Sample measure() throws IOException, InterruptedException {
    Costs.Counted counted = cluster.costs().begin();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int number = 0; number < READERS; number++) {
        int reader = number;
        readers.add(() -> read(reader));
      }
      for (Future<Void> each : threads.invokeAll(readers)) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException("Not all was done: " + failed.getMessage(), failed);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long all = READERS * events();
    seen += all;
    return new Sample(all / seconds, Double.NaN, Double.NaN, all).with(counted.each(all));
  }

  private Void read(int reader) throws IOException {
    Occurrences mine = new Occurrences(events());
    Reading.toEnd(cluster.node(reader))
        .read(STREAM, events(), (buffer, from, to) -> mine.add(PageViews.number(buffer, from)));
    mine.requireEachOnce();
    return null;
  }

  /** Each reader has looked for itself. */
  @Override
  public long verify() {
    return seen;
  }
}
