package io.sillok.node.processor;

import io.sillok.node.processor.ParkedPage.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;

/**
 * The processors of a cluster. Stages fail with {@link ProcessorUnavailableException} when no
 * partition can answer now.
 */
public interface Processors {

  /** How all of them stand, by name. */
  CompletionStage<List<ProcessorStanding>> all();

  /** How {@code processor} stands; nothing if no loaded module has it. */
  CompletionStage<Optional<ProcessorStanding>> find(String processor);

  /** Those of all loaded modules, in order. */
  SortedSet<String> names();

  /**
   * Events of a known processor that could not be processed.
   *
   * @param from the first place
   * @param limit at most so many, from 1
   */
  CompletionStage<ParkedPage> parked(String processor, Place from, int limit);

  /**
   * Has parked events processed by the present rules, in the states of now.
   *
   * @param places of which; all if it is empty
   */
  CompletionStage<Replayed> replay(String processor, Optional<List<Place>> places);

  /**
   * Gives parked events up for good.
   *
   * @param places of which; all if it is empty
   */
  CompletionStage<Discarded> discard(String processor, Optional<List<Place>> places);

  /** How far the partitions have come that this node processes. */
  List<ProcessorProgress> progress();

  /**
   * What became of parked events.
   *
   * @param processed so many were
   * @param parked so many could not be this time either
   * @param notReached partitions that did not do it, or did not answer
   */
  record Replayed(int processed, int parked, List<Integer> notReached) {
    public Replayed {
      notReached = List.copyOf(notReached);
    }
  }

  /**
   * How many parked events were given up.
   *
   * @param notReached partitions that did not do it, or did not answer
   */
  record Discarded(int count, List<Integer> notReached) {
    public Discarded {
      notReached = List.copyOf(notReached);
    }
  }
}
