package io.sillok.loadtests.faults.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * How the nodes of a cluster are set up, where it is not as a node is by itself.
 *
 * @param keyspace in Cassandra
 * @param partitions of every log
 * @param java options of each node's JVM
 * @param httpPorts where each node serves clients on 127.0.0.1; none if at its own address
 */
public record ClusterSettings(
    String keyspace, int partitions, List<String> java, List<Integer> httpPorts) {

  private static final int FIRST_WITH_WARNING = 23;

  /**
   * Few partitions, for each costs something, and all nodes are on one machine; and JVMs that soon
   * have compiled what they compile. Settings of nodes are as they come.
   */
  static ClusterSettings forFaults(ClassArchive archive) {
    return new ClusterSettings(
        "faults",
        9,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx512m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xlog:cds*=off:stderr",
            archive.option()),
        List.of());
  }

  public ClusterSettings {
    java = List.copyOf(java);
    httpPorts = List.copyOf(httpPorts);
  }

  /** The options of a JVM that {@code ./sillok start} gives, but for its archive of classes. */
  public static List<String> deployed(String heap) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds*=off:stderr"));
    if (Runtime.version().feature() >= FIRST_WITH_WARNING) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
