package io.sillok.loadtests.scale;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.faults.cluster.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All clusters, with the work of each prepared and done once. */
final class Scales implements AutoCloseable {

  static final String COMMANDS = "commands";
  static final String APPENDS = "appends in batches";
  static final String CATCH_UP = "catching up";
  static final String WINDOWS = "windows";
  static final List<String> SHAPES = List.of(COMMANDS, APPENDS, CATCH_UP, WINDOWS);
  static final int CASSANDRA_MEGABYTES = 1536;

  /** So many operations for each of {@link Size#events} has a node done before. */
  private static final Map<String, Double> WARM_UP =
      Map.of(COMMANDS, 0.2, APPENDS, 1.0, CATCH_UP, 2.0, WINDOWS, 1.0);

  private final TemporaryDirectory directory;
  private final Databases databases;
  private final List<ScaledCluster> clusters = new ArrayList<>();
  private final List<Map<String, Work>> works = new ArrayList<>();

  private Scales(TemporaryDirectory directory, Databases databases) {
    this.directory = directory;
    this.databases = databases;
  }

  /** Starts clusters of one to {@code most} nodes. */
  static Scales start(Path project, int most) throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create("scale");
    Scales scales = new Scales(directory, Databases.single(CASSANDRA_MEGABYTES, directory.path()));
    try {
      for (int nodes = 1; nodes <= most; nodes++) {
        scales.add(project, nodes);
      }
      return scales;
    } catch (RuntimeException | IOException | InterruptedException failure) {
      scales.close();
      throw failure;
    }
  }

  private void add(Path project, int nodes) throws IOException, InterruptedException {
    ScaledCluster cluster = ScaledCluster.start(project, directory.path(), databases, nodes);
    clusters.add(cluster);
    Map<String, Work> work = new HashMap<>();
    work.put(COMMANDS, Commanding.prepare(cluster));
    work.put(APPENDS, BatchAppends.prepare(cluster));
    work.put(CATCH_UP, CatchUp.prepare(cluster));
    work.put(WINDOWS, WindowWork.prepare(cluster));
    works.add(work);
    for (String shape : SHAPES) {
      warmUp(nodes, shape);
    }
  }

  /** Each node compiles for itself, so each has to do as much, however many there are. */
  private void warmUp(int nodes, String shape) throws IOException, InterruptedException {
    long left = nodes * warmUp(shape);
    while (left > 0) {
      Sample sample = work(nodes, shape).measure();
      left -= sample.operations();
      System.err.printf("%d nodes, %s, %,d to warm up: %s%n", nodes, shape, left, sample);
    }
  }

  /** How many operations of this kind a node has done before: most is compiled by then. */
  static long warmUp(String shape) {
    return (long) (Size.events() * Objects.requireNonNull(WARM_UP.get(shape), shape));
  }

  /** A work of the cluster of so many nodes. */
  Work work(int nodes, String shape) {
    return Objects.requireNonNull(works.get(nodes - 1).get(shape), shape);
  }

  /**
   * Looks at each cluster.
   *
   * @throws IOException if something that was acknowledged is missing
   */
  String verify() throws IOException {
    StringBuilder text = new StringBuilder("Warm-up included, all that was acknowledged is there:");
    for (int nodes = 1; nodes <= clusters.size(); nodes++) {
      text.append(
          "%s on %d: %,d commands that took effect once, %,d events appended, %,d read, %,d results of windows"
              .formatted(
                  nodes == 1 ? "" : ";",
                  nodes,
                  work(nodes, COMMANDS).verify(),
                  work(nodes, APPENDS).verify(),
                  work(nodes, CATCH_UP).verify(),
                  work(nodes, WINDOWS).verify()));
    }
    return text.append('.').toString();
  }

  @Override
  public void close() throws IOException {
    clusters.forEach(ScaledCluster::close);
    databases.close();
    directory.close();
  }
}
