package io.sillok.loadtests.scale;

import io.sillok.loadtests.ClosedLoop;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.append.Appending;
import io.sillok.loadtests.event.Occurrences;
import io.sillok.loadtests.event.PageViews;
import io.sillok.loadtests.reading.Reading;
import io.sillok.loadtests.server.Declared;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Appends of batches of keyed events, each to many partitions. */
final class BatchAppends implements Work {

  static final int BATCH = 100;

  private static final String STREAM = "page-viewed";

  private final ScaledCluster cluster;
  private final AtomicLong next = new AtomicLong();

  private BatchAppends(ScaledCluster cluster) {
    this.cluster = cluster;
  }

  static BatchAppends prepare(ScaledCluster cluster) throws IOException, InterruptedException {
    Declared.stream(cluster.node(0), STREAM);
    return new BatchAppends(cluster);
  }

  @Override
  public Sample measure() throws IOException, InterruptedException {
    return ClosedLoop.measure(
        Size.connections() * cluster.size(),
        number -> new Client(Appending.open(cluster.node(number), STREAM), next),
        Size.warmUp(),
        Size.measured(),
        cluster.costs());
  }

  /** Each event is there once: a batch that was not acknowledged has failed the run. */
  @Override
  public long verify() throws IOException {
    Occurrences seen = new Occurrences(next.get());
    Reading.toEnd(cluster.node(0))
        .read(STREAM, next.get(), (buffer, from, to) -> seen.add(PageViews.number(buffer, from)));
    seen.requireEachOnce();
    return next.get();
  }

  private record Client(Appending appending, AtomicLong next) implements ClosedLoop.Client {

    @Override
    public int step() throws IOException {
      long first = next.getAndAdd(BATCH);
      appending.append(LongStream.range(first, first + BATCH).toArray());
      return BATCH;
    }

    @Override
    public void close() throws IOException {
      appending.close();
    }
  }
}
