package io.sillok.node.cluster.partition;

import java.io.Serial;
import java.util.concurrent.TimeoutException;

/**
 * So much waits for partitions that no more may: they move or start, or do not keep up. Nothing was
 * asked of anybody.
 */
public final class CrowdedException extends TimeoutException {

  /** What users are told. */
  public static final String CODE = "partition-moving";

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param kind of partitions, as cluster sharding names it
   * @param waiting so many requests
   */
  public CrowdedException(String kind, int waiting) {
    super("%d requests wait already for partitions of %s".formatted(waiting, kind));
  }
}
