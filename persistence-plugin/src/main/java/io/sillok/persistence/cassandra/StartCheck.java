package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.sillok.persistence.StoreException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store needs of Cassandra, looked at before it is used. */
final class StartCheck {

  private static final Logger LOGGER = LoggerFactory.getLogger(StartCheck.class);

  private static final Version LEAST_VERSION = Version.parse("5.0.0-beta1");

  /** All of a log is written and read in one datacenter, and decided there. */
  private static final Set<String> CONSISTENCIES = Set.of("LOCAL_QUORUM");

  private static final Set<String> SERIAL_CONSISTENCIES = Set.of("LOCAL_SERIAL");
  private static final int LEAST_REPLICAS = 3;
  private static final String UNKNOWN = "unknown";

  private final CqlSession session;
  private final CassandraSettings settings;

  StartCheck(CqlSession session, CassandraSettings settings) {
    this.session = session;
    this.settings = settings;
  }

  /**
   * Checks what must not be otherwise, before anything is written.
   *
   * @throws StoreException {@code store-version} or {@code store-settings}
   */
  void before() {
    checkProfile();
    session.getMetadata().getNodes().values().forEach(StartCheck::checkVersion);
  }

  private void checkProfile() {
    Map<String, ? extends DriverExecutionProfile> profiles =
        session.getContext().getConfig().getProfiles();
    DriverExecutionProfile profile = profiles.get(settings.profile());
    if (profile == null) {
      throw new StoreException(
          "store-settings",
          "sillok.persistence.cassandra.profile names %s, but the driver's profiles are %s"
              .formatted(settings.profile(), profiles.keySet()),
          null);
    }
    checkConsistency(profile, DefaultDriverOption.REQUEST_CONSISTENCY, CONSISTENCIES);
    checkConsistency(profile, DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, SERIAL_CONSISTENCIES);
  }

  private void checkConsistency(
      DriverExecutionProfile profile, DefaultDriverOption option, Set<String> allowed) {
    String value = profile.getString(option);
    if (!allowed.contains(value)) {
      throw new StoreException(
          "store-settings",
          ("datastax-java-driver.profiles.%s.%s is %s; an event that was acknowledged with it could be"
                  + " lost with one node: set one of %s")
              .formatted(settings.profile(), option.getPath(), value, allowed),
          null);
    }
  }

  private static void checkVersion(Node node) {
    Version version = node.getCassandraVersion();
    if (version != null && version.compareTo(LEAST_VERSION) < 0) {
      throw new StoreException(
          "store-version",
          "Node %s runs Cassandra %s, but Sillok needs 5.0 or newer; upgrade the cluster"
              .formatted(node.getEndPoint(), version),
          null);
    }
  }

  /** Warns of what works but should be otherwise. */
  void after() {
    session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getState() == NodeState.UP)
        .forEach(this::warnOf);
    warnOfReplicas();
  }

  private void warnOf(Node node) {
    String variant = setting(node, "paxos_variant");
    if (!variant.startsWith("v2") && !variant.equals(UNKNOWN)) {
      LOGGER.warn(
          "Node {} has paxos_variant {}, with which appends take about twice as long; set"
              + " paxos_variant: v2 in its cassandra.yaml",
          node.getEndPoint(),
          variant);
    }
    if (setting(node, "commitlog_sync").equals("periodic")) {
      LOGGER.info(
          "Node {} has commitlog_sync periodic: what it acknowledged in the last seconds is lost if its"
              + " machine stops, so an event is if most of its replicas do at once; batch or group in"
              + " cassandra.yaml is safer and slower",
          node.getEndPoint());
    }
  }

  /** A line of the node's cassandra.yaml, as far as this role may see it. */
  private String setting(Node node, String name) {
    try {
      Row row =
          session
              .execute(
                  SimpleStatement.builder("SELECT value FROM system_views.settings WHERE name = ?")
                      .addPositionalValue(name)
                      .setExecutionProfileName(settings.profile())
                      .setNode(node)
                      .build())
              .one();
      return row == null ? UNKNOWN : String.valueOf(row.getString("value"));
    } catch (RuntimeException e) {
      LOGGER.info("Which {} {} has is not known: {}", name, node.getEndPoint(), e.toString());
      return UNKNOWN;
    }
  }

  private void warnOfReplicas() {
    Map<String, String> replication =
        session
            .getMetadata()
            .getKeyspace(settings.keyspace())
            .map(keyspace -> keyspace.getReplication())
            .orElse(Map.of());
    int replicas =
        replication.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("class"))
            .mapToInt(entry -> replicas(entry.getValue()))
            .max()
            .orElse(0);
    if (replicas < LEAST_REPLICAS) {
      LOGGER.warn(
          "Keyspace {} keeps {} of {} copies that let one node be away; fine for a trial, else ALTER"
              + " KEYSPACE and repair",
          settings.keyspace(),
          replicas,
          LEAST_REPLICAS);
    }
  }

  private static int replicas(String value) {
    String count = value.replaceAll("/.*", "");
    return count.matches("\\d+") ? Integer.parseInt(count) : 0;
  }
}
