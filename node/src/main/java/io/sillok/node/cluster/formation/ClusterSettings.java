package io.sillok.node.cluster.formation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.Address;

/**
 * How a node finds the others.
 *
 * @param name of the cluster
 * @param seeds nodes that are asked to let this one join; without them, and without Kubernetes, it
 *     is one by itself
 * @param kubernetes if its pods are the nodes
 * @param version of what is deployed, as {@link AppVersion} has it
 */
public record ClusterSettings(
    String name, List<Seed> seeds, Optional<Kubernetes> kubernetes, String version) {

  /** A node that starts asks all its partitions at once, of which there are up to 1,024. */
  private static final int FEWEST_WAITING = 2_000;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  public ClusterSettings {
    seeds = List.copyOf(seeds);
  }

  /**
   * Where pods are, and which of them are nodes.
   *
   * @param host of this node
   * @param managementPort where it tells others of its cluster
   * @param requiredNodes that it takes to begin a cluster
   */
  public record Kubernetes(
      String podLabelSelector,
      String portName,
      String host,
      int managementPort,
      int requiredNodes) {

    private static Kubernetes of(Config cluster) {
      atLeast(1, cluster, "kubernetes.required-nodes");
      Config section = cluster.getConfig("kubernetes");
      return new Kubernetes(
          section.getString("pod-label-selector"),
          section.getString("port-name"),
          cluster.getString("host"),
          section.getInt("management-port"),
          section.getInt("required-nodes"));
    }
  }

  /** Where a node is. */
  public record Seed(String host, int port) {

    /** As Pekko has it. */
    public static final int USUAL_PORT = 17_355;

    private static final Pattern HOST_AND_PORT =
        Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:]+):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;

    /**
     * @param text as {@code node-1.example:17355}
     * @throws IllegalArgumentException saying what it should be
     */
    public static Seed parse(String text) {
      Matcher parts = HOST_AND_PORT.matcher(text.strip());
      if (!parts.matches() || Integer.parseInt(parts.group(2)) > LARGEST_PORT) {
        throw new IllegalArgumentException(
            "A seed must be HOST:PORT, such as 10.0.0.1:17355, but is '%s'".formatted(text));
      }
      return new Seed(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    Address address(String system) {
      return new Address("pekko", system, host, port);
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * @param config {@code sillok.node.cluster}
   * @throws ConfigException naming the setting that is wrong
   */
  public static ClusterSettings of(Config config) {
    String name = config.getString("name");
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException.BadValue(
          "sillok.node.cluster.name",
          "must be up to 60 of a-z, 0-9 and -, and begin with a letter, but is '%s'"
              .formatted(name));
    }
    List<Seed> seeds;
    try {
      seeds = config.getStringList("seeds").stream().map(Seed::parse).toList();
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException.BadValue(
          "sillok.node.cluster.seeds", String.valueOf(wrong.getMessage()), wrong);
    }
    atLeast(FEWEST_WAITING, config, "most-waiting");
    atLeast(1, config, "moving-at-once");
    return new ClusterSettings(name, seeds, kubernetes(config), AppVersion.of(config));
  }

  private static void atLeast(int fewest, Config section, String setting) {
    int value = section.getInt(setting);
    if (value < fewest) {
      throw new ConfigException.BadValue(
          "sillok.node.cluster." + setting,
          "must be at least %d, but is %d".formatted(fewest, value));
    }
  }

  private static Optional<Kubernetes> kubernetes(Config config) {
    return switch (config.getString("discovery")) {
      case "seeds" -> Optional.empty();
      case "kubernetes" -> Optional.of(Kubernetes.of(config));
      case String other ->
          throw new ConfigException.BadValue(
              "sillok.node.cluster.discovery",
              "must be seeds or kubernetes, but is '%s'".formatted(other));
    };
  }
}
