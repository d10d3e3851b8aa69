package io.sillok.persistence.cassandra;

import com.typesafe.config.Config;
import io.sillok.persistence.tls.TlsRole;
import io.sillok.persistence.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How the store uses Cassandra. Where the servers are and how they are reached is the driver's own
 * configuration.
 *
 * @param keyspace unquoted, so in lower case
 * @param createSchema whether what is missing is created
 * @param replication the CQL map of a keyspace that is created
 * @param partitions the number that the store was or is created with
 * @param profile the driver's execution profile of every statement
 * @param tls how connections are secured, where the driver's own configuration does not say it
 * @param index when the index is written
 */
public record CassandraSettings(
    String keyspace,
    boolean createSchema,
    String replication,
    int partitions,
    String profile,
    Optional<TlsSettings> tls,
    Index index) {

  public CassandraSettings {
    if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "sillok.persistence.cassandra.keyspace must be 1 to 48 of a-z, 0-9 and _ and start with a"
              + " letter, but is \""
              + keyspace
              + "\"");
    }
  }

  /**
   * As configured.
   *
   * @param persistence the section {@code sillok.persistence}
   * @throws io.sillok.persistence.tls.TlsException if TLS is enabled without what it needs
   */
  public static CassandraSettings of(Config persistence) {
    Config cassandra = persistence.getConfig("cassandra");
    Config index = cassandra.getConfig("index");
    return new CassandraSettings(
        cassandra.getString("keyspace"),
        cassandra.getBoolean("create-schema"),
        cassandra.getString("replication"),
        persistence.getInt("partitions"),
        cassandra.getString("profile"),
        TlsSettings.of(
            persistence, "cassandra.tls", "sillok.persistence.cassandra.tls", TlsRole.CLIENT),
        new Index(
            index.getDuration("delay"),
            index.getBytes("flush-bytes"),
            index.getBytes("lag-bytes"),
            index.getDuration("lag-time"),
            index.getInt("writes-in-flight")));
  }

  /** The same with another number of partitions. */
  public CassandraSettings withPartitions(int number) {
    return new CassandraSettings(keyspace, createSchema, replication, number, profile, tls, index);
  }

  /** The same, which creates what is missing or not. */
  public CassandraSettings withCreateSchema(boolean create) {
    return new CassandraSettings(keyspace, create, replication, partitions, profile, tls, index);
  }

  /**
   * When the index by persistence id is written behind a log.
   *
   * @param delay an event waits so long for others of its entity, to be written with them
   * @param flushBytes written at once when a log has so much that is not indexed
   * @param lagBytes with so much not indexed, further appends to the log wait
   * @param lagTime with anything not indexed for so long, further appends to the log wait
   * @param writesInFlight rows written at once, of all logs
   */
  public record Index(
      Duration delay, long flushBytes, long lagBytes, Duration lagTime, int writesInFlight) {}
}
