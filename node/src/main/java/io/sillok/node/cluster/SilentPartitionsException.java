package io.sillok.node.cluster;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Partitions did not answer while a node started. */
public final class SilentPartitionsException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  SilentPartitionsException(
      List<Integer> silent, int partitions, Duration timeout, Throwable cause) {
    super(
        "%d of %d partitions did not answer within %d s: %s"
            .formatted(silent.size(), partitions, timeout.toSeconds(), named(silent)),
        cause);
  }

  private static String named(List<Integer> silent) {
    String first =
        silent.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return silent.size() > NAMED ? first + ", …" : first;
  }
}
