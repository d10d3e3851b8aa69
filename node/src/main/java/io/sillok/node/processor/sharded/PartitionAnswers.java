package io.sillok.node.processor.sharded;

import io.sillok.node.processor.ProcessorUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What partitions have answered; those that did not keep nobody from the answers of the others.
 *
 * @param given by partition
 * @param missing partitions that did not answer, ascending
 */
record PartitionAnswers<A>(SortedMap<Integer, A> given, List<Integer> missing) {

  /** What one partition has answered, or why it has not. */
  sealed interface Answer<A> {
    record Given<A>(A value) implements Answer<A> {}

    record Missing<A>(ProcessorUnavailableException reason) implements Answer<A> {}
  }

  /**
   * @throws ProcessorUnavailableException of the first partition, where none has answered
   */
  static <A> PartitionAnswers<A> of(Map<Integer, Answer<A>> answers) {
    SortedMap<Integer, A> given = new TreeMap<>();
    SortedMap<Integer, ProcessorUnavailableException> missing = new TreeMap<>();
    answers.forEach((partition, answer) -> {
      switch (answer) {
        case Answer.Given<A>(A value) -> given.put(partition, value);
        case Answer.Missing<A>(ProcessorUnavailableException reason) ->
            missing.put(partition, reason);
      }
    });
    if (given.isEmpty() && !missing.isEmpty()) {
      throw missing.firstEntry().getValue();
    }
    return new PartitionAnswers<>(given, List.copyOf(missing.keySet()));
  }
}
