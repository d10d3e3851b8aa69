package io.sillok.node.stream.time;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Event time of streams: how far it has come, and what moves it on without events. A log is named
 * as its stream or its entity type is.
 */
public interface StreamTimes {

  /**
   * From now on this node sees to it that event time of {@code logs} goes on, and of no others: a
   * partition that is silent follows the others of its log, or the clock on the wall if the stream
   * is declared to be live. What one node asks for holds in the whole cluster; it may ask for logs
   * that do not exist yet.
   */
  default void keepMoving(Collection<String> logs) {
    keepMoving(logs.stream().distinct().collect(Collectors.toMap(log -> log, log -> Set.of())));
  }

  /**
   * As {@link #keepMoving(Collection)}; a log that is silent follows others, too: those that it is
   * mapped to. It follows none to its end: one that is sealed leaves the others open.
   */
  void keepMoving(Map<String, Set<String>> logs);

  /**
   * Moves event time of all partitions of {@code log} on to {@code time}. The stage fails with
   * {@link StreamTimeUnavailableException} unless all of them are there then; some may be.
   *
   * @param time of the years 1 to 9999; {@link io.sillok.protocol.window.EventTimes#MAX} seals: no
   *     event will be in time any more
   */
  CompletionStage<Advanced> advance(String log, Instant time);

  /** How far event time of {@code log} has come, by the last blocks of each partition. */
  CompletionStage<Reached> reached(String log);

  /**
   * @param advanced partitions that were moved on
   * @param alreadyThere partitions that had come there, or farther
   */
  record Advanced(int advanced, int alreadyThere) {}

  /**
   * @param eventTime the largest; empty if there is none
   * @param sealed whether no event will be in time any more, in any partition
   * @param byPartition those of partitions that have come anywhere
   */
  record Reached(
      Optional<Instant> eventTime, boolean sealed, SortedMap<Integer, Instant> byPartition) {

    /** Of a log without events. */
    public static final Reached NOWHERE =
        new Reached(Optional.empty(), false, Collections.emptySortedMap());
  }
}
