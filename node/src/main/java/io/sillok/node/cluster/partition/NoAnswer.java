package io.sillok.node.cluster.partition;

import io.sillok.persistence.Cause;

/**
 * A partition has given no answer.
 *
 * @param code {@code partition-moving} if it was never asked, as too much waits for partitions that
 *     move or start; {@code timeout} if it is not known what became of the question
 * @param message what to do, in words
 */
public record NoAnswer(String code, String message) {

  /**
   * @param failure of {@link PartitionActors#ask}
   * @param late what to do when it is not known what became of the question
   */
  public static NoAnswer of(Throwable failure, String late) {
    return Cause.of(failure) instanceof CrowdedException crowded
        ? new NoAnswer(CrowdedException.CODE, crowded.getMessage() + "; ask again")
        : new NoAnswer("timeout", late);
  }
}
