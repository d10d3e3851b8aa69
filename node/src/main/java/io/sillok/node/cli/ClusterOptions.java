package io.sillok.node.cli;

import com.typesafe.config.Config;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.StartException;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cluster.formation.ClusterSettings.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where a node's logs are, and how it finds the other nodes. */
final class ClusterOptions {

  private static final String CLUSTER = "sillok.node.cluster.";
  private static final String PERSISTENCE = "sillok.persistence.";
  private static final String STORE = PERSISTENCE + "store";
  private static final String DRIVER = "datastax-java-driver.basic.";
  private static final String DATACENTER = DRIVER + "load-balancing-policy.local-datacenter";

  /** What a Cassandra of one node calls it, if nobody says otherwise. */
  private static final String USUAL_DATACENTER = "datacenter1";

  private static final String CASSANDRA = "cassandra";
  private static final int CASSANDRA_PORT = 9042;
  private static final Pattern CONTACT_POINT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+)(?::(\\d{1,5}))?");

  @Option(
      names = "--store",
      paramLabel = "KIND",
      description = "Where logs are: rocksdb, on this node alone, or cassandra. Default: rocksdb.")
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--contact-points",
      paramLabel = "HOST[:PORT]",
      split = ",",
      description = "Nodes of Cassandra, at least one. Default port: " + CASSANDRA_PORT + ".")
  private List<String> contactPoints = List.of();

  @Option(
      names = "--datacenter",
      paramLabel = "NAME",
      description =
          "The one data center of Cassandra that all nodes use. Default with --contact-points, if the file of --config says nothing: "
              + USUAL_DATACENTER
              + ".")
  private Optional<String> datacenter = Optional.empty();

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      description = "Where logs are in Cassandra. Default: sillok.")
  private Optional<String> keyspace = Optional.empty();

  @Option(
      names = "--create-schema",
      description = "Make keyspace and tables in Cassandra that are missing.")
  private boolean createSchema;

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "A node that is asked to let this one join; may be repeated. All nodes get the same list, and the first of it begins the cluster.")
  private List<String> seeds = List.of();

  @Option(
      names = "--discovery",
      paramLabel = "HOW",
      description =
          "How other nodes are found: seeds, or kubernetes, among the pods there. Default: seeds.")
  private Optional<String> discovery = Optional.empty();

  @Option(
      names = "--cluster-host",
      paramLabel = "NAME",
      description = "Where other nodes reach this one. Default: 127.0.0.1.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      description =
          "The port for other nodes. Default: 17355 with --seed or --discovery kubernetes, else a free one.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "All nodes of a cluster have the same. Default: sillok.")
  private Optional<String> name = Optional.empty();

  /** What is said, by path in the configuration. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    putStore(settings);
    putAll(settings, CLUSTER + "seeds", seeds.stream().map(ClusterOptions::seed).toList());
    host.ifPresent(value -> settings.put(CLUSTER + "host", value));
    name.ifPresent(value -> settings.put(CLUSTER + "name", value));
    discovery.ifPresent(how -> settings.put(CLUSTER + "discovery", discoveryOf(how)));
    boolean isOneOfMany = !seeds.isEmpty() || discovery.filter("kubernetes"::equals).isPresent();
    port.or(() -> isOneOfMany ? Optional.of(Seed.USUAL_PORT) : Optional.empty())
        .ifPresent(value -> settings.put(CLUSTER + "port", value.toString()));
    return settings;
  }

  private void putStore(Map<String, String> settings) {
    store.ifPresent(kind -> settings.put(STORE, kindOf(kind)));
    putAll(
        settings,
        DRIVER + "contact-points",
        contactPoints.stream().map(ClusterOptions::contactPoint).toList());
    datacenter.ifPresent(value -> settings.put(DATACENTER, value));
    keyspace.ifPresent(value -> settings.put(PERSISTENCE + "cassandra.keyspace", value));
    if (createSchema) {
      settings.put(PERSISTENCE + "cassandra.create-schema", "on");
    }
  }

  /**
   * {@code config}, which has the settings of this, with what follows from them and its file
   * together.
   *
   * @throws CommandFailure if Cassandra is meant, but not used
   * @throws StartException if the file cannot be read
   */
  NodeConfig completed(NodeConfig config) {
    List<String> options = ofCassandra();
    if (options.isEmpty()) {
      return config;
    }
    Config all = SillokNode.settings(config);
    if (!all.getString(STORE).equals(CASSANDRA)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s: only for logs in Cassandra, but %s is %s; add --store cassandra, or leave that out"
              .formatted(String.join(", ", options), STORE, all.getString(STORE)));
    }
    if (contactPoints.isEmpty() || all.hasPath(DATACENTER)) {
      return config;
    }
    Map<String, String> settings = new HashMap<>(config.settings());
    settings.put(DATACENTER, USUAL_DATACENTER);
    return config.settings(settings);
  }

  /** Those that were given. */
  private List<String> ofCassandra() {
    List<String> given = new ArrayList<>();
    if (!contactPoints.isEmpty()) {
      given.add("--contact-points");
    }
    datacenter.ifPresent(value -> given.add("--datacenter"));
    keyspace.ifPresent(value -> given.add("--keyspace"));
    if (createSchema) {
      given.add("--create-schema");
    }
    return given;
  }

  private static String kindOf(String kind) {
    if (!kind.equals("rocksdb") && !kind.equals(CASSANDRA)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--store must be rocksdb or cassandra, but is '%s'".formatted(kind));
    }
    return kind;
  }

  private static String discoveryOf(String how) {
    if (!how.equals("seeds") && !how.equals("kubernetes")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--discovery must be seeds or kubernetes, but is '%s'".formatted(how));
    }
    return how;
  }

  private static void putAll(Map<String, String> settings, String path, List<String> values) {
    for (int index = 0; index < values.size(); index++) {
      settings.put(path + "." + index, values.get(index));
    }
  }

  private static String contactPoint(String text) {
    Matcher parts = CONTACT_POINT.matcher(text.strip());
    if (!parts.matches()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--contact-points must be like 10.0.0.7 or 10.0.0.7:9042, but one is '%s'"
              .formatted(text));
    }
    return parts.group(2) == null ? parts.group(1) + ":" + CASSANDRA_PORT : parts.group();
  }

  private static String seed(String text) {
    try {
      return Seed.parse(text).toString();
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, "--seed: " + wrong.getMessage());
    }
  }
}
