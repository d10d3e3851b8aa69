package io.sillok.node.cli.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together the configuration of a store in Cassandra: options win over the file. */
final class CassandraConfig {

  private static final String DRIVER = "datastax-java-driver.";
  private static final String STORE = "sillok.persistence.cassandra.";
  private static final String BALANCING = DRIVER + "basic.load-balancing-policy.";
  private static final String PORT = ":9042";

  private final Config file;
  private final Map<String, Object> options = new HashMap<>();

  private CassandraConfig(Config file) {
    this.file = file;
    // A command that is done need not wait for more to do.
    options.put(DRIVER + "advanced.netty.io-group.shutdown.quiet-period", 0);
    options.put(DRIVER + "advanced.netty.admin-group.shutdown.quiet-period", 0);
    if (!file.hasPath(BALANCING + "local-datacenter") && !file.hasPath(BALANCING + "class")) {
      options.put(BALANCING + "class", "DcInferringLoadBalancingPolicy");
    }
  }

  static CassandraConfig of(Optional<Path> file) {
    return new CassandraConfig(file.map(CassandraConfig::read).orElseGet(ConfigFactory::empty));
  }

  private static Config read(Path file) {
    if (!Files.isReadable(file)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--config %s: no such file, or it cannot be read".formatted(file));
    }
    try {
      return ConfigFactory.parseFile(file.toFile());
    } catch (ConfigException malformed) {
      throw unusable(malformed);
    }
  }

  /** With commas between them, each such as {@code db1} or {@code db1:9042}. */
  void hosts(String hosts) {
    List<String> each = Arrays.stream(hosts.split(",", -1)).map(CassandraConfig::at).toList();
    options.put(DRIVER + "basic.contact-points", each);
  }

  private static String at(String host) {
    boolean bare = host.indexOf(':') < 0 || host.endsWith("]");
    String at = bare ? host + PORT : host;
    int colon = at.lastIndexOf(':');
    if (colon < 1 || !at.substring(colon + 1).matches("\\d{1,5}")) {
      throw new CommandFailure(
          ExitCode.USAGE, "Cassandra's address must be like db1 or db1:9042, but is " + host);
    }
    try {
      InetAddress.getAllByName(at.substring(0, colon));
      return at;
    } catch (UnknownHostException unknown) {
      throw new CommandFailure(
          ExitCode.FAILED, "there is no host %s to find Cassandra on".formatted(host));
    }
  }

  void datacenter(String name) {
    options.put(BALANCING + "local-datacenter", name);
    options.remove(BALANCING + "class");
  }

  void keyspace(String name) {
    options.put(STORE + "keyspace", name);
  }

  void createSchema() {
    options.put(STORE + "create-schema", true);
  }

  void replication(String map) {
    options.put(STORE + "replication", map);
  }

  StorePlace place() {
    try {
      return new CassandraPlace(
          ConfigFactory.load(ConfigFactory.parseMap(options).withFallback(file)));
    } catch (ConfigException invalid) {
      throw unusable(invalid);
    }
  }

  private static CommandFailure unusable(ConfigException failure) {
    return new CommandFailure(
        ExitCode.USAGE,
        "--config: %s"
            .formatted(String.valueOf(failure.getMessage()).lines().findFirst().orElse("")));
  }
}
