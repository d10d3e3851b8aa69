package io.sillok.node.stream.append;

import io.sillok.node.stream.append.Appended.Result.Failed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How much a partition takes at once: all of a request's events, which are one block of its log, or
 * none.
 *
 * @param bytes of the largest block
 */
record BatchLimit(int bytes) {

  /**
   * Why some events can never be appended together.
   *
   * @param partitions for each partition the indexes of its events among {@code encodings}
   */
  Optional<Failed> exceeded(
      Collection<List<Integer>> partitions, List<? extends Encoding> encodings) {
    return partitions.stream()
        .map(indexes -> exceeded(indexes.size(), size(indexes, encodings)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static long size(List<Integer> indexes, List<? extends Encoding> encodings) {
    return indexes.stream()
        .map(encodings::get)
        .map(Encoding.Ready.class::cast)
        .mapToLong(ready -> ready.event().size())
        .sum();
  }

  private Optional<Failed> exceeded(int events, long size) {
    if (size <= bytes) {
      return Optional.empty();
    }
    String mend =
        events == 1
            ? "send a smaller event"
            : "send fewer at once, up to about %d of these".formatted((long) events * bytes / size);
    return Optional.of(
        new Failed(
            Appended.BATCH_TOO_LARGE,
            "%d of the request's events go into one partition, which takes all of them together or none: %d bytes of at most %d (sillok.persistence.block-hard-limit); %s"
                .formatted(events, size, bytes, mend)));
  }
}
