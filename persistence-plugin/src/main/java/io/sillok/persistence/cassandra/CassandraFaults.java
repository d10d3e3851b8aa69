package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.sillok.persistence.Cause;
import io.sillok.persistence.StoreException;
import java.nio.channels.ClosedChannelException;

/** The driver's errors in our words. */
public final class CassandraFaults {

  private CassandraFaults() {}

  /**
   * What {@code failure} means.
   *
   * @param doing what was tried, such as {@code "reading log cart/17"}
   */
  public static StoreException of(String doing, Throwable failure) {
    Throwable cause = Cause.of(failure);
    return switch (cause) {
      case StoreException known -> known;
      case UnauthorizedException refused ->
          new StoreException(
              "store-permission",
              "Cassandra refused %s: %s; GRANT SELECT and MODIFY on the keyspace to the role that Sillok logs in with"
                  .formatted(doing, refused.getMessage()),
              refused);
      case NoNodeAvailableException none ->
          new StoreException(
              "store-unreachable",
              "No node of the local datacenter is there for %s; see that they run, and that datastax-java-driver.basic.load-balancing-policy.local-datacenter names it"
                  .formatted(doing),
              none);
      // Understood and refused: the answer stays the same until somebody changes something.
      case QueryValidationException invalid -> schema(doing, invalid);
      default ->
          new StoreException(
              "store-unreachable",
              "Cassandra did not answer %s (%s); it is tried again when something is asked again"
                  .formatted(doing, brief(cause)),
              cause);
    };
  }

  private static StoreException schema(String doing, QueryValidationException failure) {
    return new StoreException(
        "store-schema",
        "Cassandra cannot do %s: %s; compare the keyspace with Sillok's schema"
            .formatted(doing, failure.getMessage()),
        failure);
  }

  /** Whether a request that ended with {@code failure} surely had no effect. */
  static boolean isWithoutEffect(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof NoNodeAvailableException || cause instanceof QueryValidationException;
  }

  /** Of all that went wrong with nodes, how it began with one of them. */
  static String brief(Throwable failure) {
    if (failure instanceof AllNodesFailedException all && !all.getAllErrors().isEmpty()) {
      Throwable cause = all.getAllErrors().values().iterator().next().getFirst();
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause instanceof ClosedChannelException
          ? "the connection was refused or closed"
          : message(cause);
    }
    return message(failure);
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
