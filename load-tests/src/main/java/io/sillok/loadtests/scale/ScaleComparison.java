package io.sillok.loadtests.scale;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.report.Taken;
import io.sillok.loadtests.usage.ProcessorCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same work on one, two and three nodes. */
public final class ScaleComparison implements Comparison {

  private static final double MOST_TIMES = 1.1;

  static final List<String> CONTENDERS = List.of("1 node", "2 nodes", "3 nodes");

  private final Path project;
  private final Taken taken = new Taken();
  private @Nullable Scales scales;

  /** A measurement of what is built in {@code project}. */
  public ScaleComparison(Path project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String about() {
    return """
    Clusters of one, two and three packaged nodes do the same work, in turn, over one Cassandra 5.0.9 (%d MiB of heap), each in a keyspace of its own; nodes have a heap of %s, %d partitions and the settings that they come with. \
    All are on this machine and stay for all samples, so the figure is the processor time for each event, of all nodes together and of Cassandra, not the rate: more nodes have no more cores. The clusters that wait cost Cassandra a little meanwhile. Each node has as many clients of commands and appends, as nodes are added for more of them. \
    `%s`: %d connections to each node send `restock` to %d products picked at random, all awake. `%s`: %d connections to each node append events of about 145 bytes in batches of %d. `%s`: %d readers each read all of %,d events as lines. \
    `%s`: a projection counts and sums %,d events in windows of 1 min by 5 s by a key that is not the stream's, so that each event adds up in 12 windows that may be of another node; results are compared with a plain computation. Before, each node of a cluster did %,d commands, %,d appends, %,d readings and %,d events of windows, as each compiles for itself.\
    """
        .formatted(
            Scales.CASSANDRA_MEGABYTES,
            ScaledCluster.HEAP,
            Size.partitions(),
            Scales.COMMANDS,
            Commanding.connections(),
            Commanding.PRODUCTS,
            Scales.APPENDS,
            Size.connections(),
            BatchAppends.BATCH,
            Scales.CATCH_UP,
            CatchUp.READERS,
            CatchUp.events(),
            Scales.WINDOWS,
            WindowWork.events(),
            Scales.warmUp(Scales.COMMANDS),
            Scales.warmUp(Scales.APPENDS),
            Scales.warmUp(Scales.CATCH_UP),
            Scales.warmUp(Scales.WINDOWS));
  }

  @Override
  public List<String> shapes() {
    return Scales.SHAPES;
  }

  @Override
  public List<String> contenders() {
    return CONTENDERS;
  }

  @Override
  public List<Bound> bounds() {
    List<Bound> bounds = new ArrayList<>();
    for (String shape : shapes()) {
      for (String group : List.of(ScaledCluster.NODES, ScaledCluster.STORE)) {
        bounds.add(
            new Bound(
                shape,
                CONTENDERS.getLast(),
                ProcessorCosts.heading(group),
                MOST_TIMES,
                CONTENDERS.getFirst()));
      }
    }
    return bounds;
  }

  @Override
  public String aim() {
    return "an event on three nodes costs no more than on one: at most %.1f times, for figures are not the same twice"
        .formatted(MOST_TIMES);
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    Scales there = scales;
    if (there == null) {
      there = Scales.start(project, CONTENDERS.size());
      scales = there;
    }
    int nodes = CONTENDERS.indexOf(contender) + 1;
    return taken.add(shape, contender, there.work(nodes, shape).measure());
  }

  @Override
  public String verify() throws IOException {
    Scales there = scales;
    return there == null
        ? ""
        : CostTable.of(taken.figures(), CONTENDERS.getFirst()) + "\n\n" + there.verify();
  }

  @Override
  public void close() throws IOException {
    if (scales != null) {
      scales.close();
    }
  }
}
