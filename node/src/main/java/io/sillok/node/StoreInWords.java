package io.sillok.node;

import com.typesafe.config.Config;
import java.util.List;

/** What a node does while it opens its store. */
final class StoreInWords {

  private static final String CONTACT_POINTS = "datastax-java-driver.basic.contact-points";

  private StoreInWords() {}

  /** As {@link io.sillok.node.cluster.StartProgress#at} has it. */
  static String opening(Config config) {
    if (!config.getString("sillok.persistence.store").equals("cassandra")) {
      return "opens and checks its store in "
          + config.getString("sillok.persistence.rocksdb.directory");
    }
    List<String> points =
        config.hasPath(CONTACT_POINTS) ? config.getStringList(CONTACT_POINTS) : List.of();
    return "waits for Cassandra at "
        + (points.isEmpty() ? "127.0.0.1:9042" : String.join(", ", points));
  }
}
