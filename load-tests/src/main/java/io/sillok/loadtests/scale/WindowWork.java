package io.sillok.loadtests.scale;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.usage.Costs;
import io.sillok.loadtests.window.NodeEngine;
import io.sillok.loadtests.window.PlainWindows;
import io.sillok.loadtests.window.ResultDigest;
import io.sillok.loadtests.window.WindowShape;
import java.io.IOException;

/**
 * A projection counts and sums what is there from the first event to the last, by a key that is not
 * the stream's, so that what is added up goes from node to node.
 */
final class WindowWork implements Work {

  private static final int PART_OF_EVENTS = 5;
  private static final WindowShape SHAPE = WindowShape.HOPPING;

  private final ScaledCluster cluster;
  private final NodeEngine engine;
  private final ResultDigest expected;
  private long told;

  private WindowWork(ScaledCluster cluster, NodeEngine engine, ResultDigest expected) {
    this.cluster = cluster;
    this.engine = engine;
    this.expected = expected;
  }

  /** How many events are read. */
  static long events() {
    return Size.events() / PART_OF_EVENTS;
  }

  static WindowWork prepare(ScaledCluster cluster) throws IOException, InterruptedException {
    return new WindowWork(
        cluster, NodeEngine.fill(cluster.node(0), events()), PlainWindows.of(SHAPE, events()));
  }

  @Override
  public Sample measure() throws IOException, InterruptedException {
    Costs.Counted counted = cluster.costs().begin();
    double seconds = engine.run(SHAPE, expected).seconds();
    Sample sample =
        new Sample(events() / seconds, Double.NaN, Double.NaN, events())
            .with(counted.each(events()));
    expected.requireSame(engine.results(expected.count()), "The cluster");
    told += expected.count();
    return sample;
  }

  /** Each run has been compared. */
  @Override
  public long verify() {
    return told;
  }
}
