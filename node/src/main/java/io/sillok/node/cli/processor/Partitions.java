package io.sillok.node.cli.processor;

import java.util.Collection;
import java.util.stream.Collectors;

/** Partitions in words. */
final class Partitions {

  private Partitions() {}

  /** Such as {@code partitions 3, 17}. */
  static String named(Collection<Integer> partitions) {
    return partitions.stream()
        .map(String::valueOf)
        .collect(
            Collectors.joining(", ", partitions.size() == 1 ? "partition " : "partitions ", ""));
  }
}
