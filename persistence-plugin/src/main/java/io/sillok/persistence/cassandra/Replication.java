package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.sillok.persistence.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many copies a keyspace keeps. */
final class Replication {

  private static final Pattern COPIES = Pattern.compile("'(?!class')\\w+'\\s*:\\s*'?(\\d+)");

  private Replication() {}

  /**
   * Sees to it that a quorum of the copies of a keyspace that is to be created can be there.
   *
   * @throws StoreException {@code store-settings}
   */
  static void requireNodes(CqlSession session, CassandraSettings settings) {
    int nodes = session.getMetadata().getNodes().size();
    int copies = copies(settings.replication());
    boolean isNew = session.getMetadata().getKeyspace(settings.keyspace()).isEmpty();
    if (isNew && copies / 2 + 1 > nodes) {
      throw new StoreException(
          "store-settings",
          ("Keyspace %s is to keep %d copies, which needs %d nodes or more, but %d is there; start more,"
                  + " or for a trial set replication to {'class': 'NetworkTopologyStrategy',"
                  + " 'replication_factor': 1}")
              .formatted(settings.keyspace(), copies, copies / 2 + 1, nodes),
          null);
    }
  }

  /** Cassandra would not create the keyspace as the settings say, and says why. */
  static StoreException refused(
      CqlSession session, CassandraSettings settings, QueryValidationException reason) {
    List<String> datacenters =
        session.getMetadata().getNodes().values().stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return new StoreException(
        "store-settings",
        ("Cassandra refuses sillok.persistence.cassandra.replication = %s: %s; its data centers are %s: give"
                + " those that keep copies with a number each, as in {'class': 'NetworkTopologyStrategy',"
                + " '%s': 3}")
            .formatted(
                settings.replication(),
                reason.getMessage(),
                datacenters,
                datacenters.isEmpty() ? "datacenter1" : datacenters.getFirst()),
        reason);
  }

  /** The largest number in a CQL map such as {@code {'class': '…', 'eu': 3}}. */
  static int copies(String replication) {
    Matcher number = COPIES.matcher(replication);
    int copies = 0;
    while (number.find()) {
      copies = Math.max(copies, Integer.parseInt(number.group(1)));
    }
    return copies;
  }
}
