package io.sillok.node.stream;

import io.sillok.node.stream.filter.EventFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The streams of a cluster. Within a partition events come in offset order, so those of an entity
 * come in theirs; between partitions there is no order. Each is read through the definition that
 * its stream has by then. Stages and sources fail only when the store cannot answer, with {@link
 * UnreadableEventException}, or for a filter: with {@link
 * io.sillok.node.stream.filter.FilterFailureException} or {@link
 * io.sillok.node.stream.filter.OutdatedFilterException}.
 */
public interface Streams {

  /** All streams, by name; those that take no more events, too. */
  CompletionStage<List<StreamDefinition>> all();

  CompletionStage<Optional<StreamDefinition>> find(String name);

  /** The number of partitions of every stream. */
  int partitions();

  /** The versions of the stream's definition, the first of them first. */
  CompletionStage<List<SchemaVersion>> versions(StreamDefinition stream);

  /** Behind the last event that is there. */
  CompletionStage<StreamPosition> end(StreamDefinition stream);

  /**
   * Before the first event that is retained; a partition of which nothing was dropped is missing.
   */
  CompletionStage<StreamPosition> start(StreamDefinition stream);

  /** Before the first event that the log took at {@code time} or later. */
  CompletionStage<StreamPosition> since(StreamDefinition stream, Instant time);

  /** About {@code count} of the last events, from each partition some; no order between those. */
  CompletionStage<List<StreamEvent>> latest(StreamDefinition stream, int count);

  /**
   * Events in turn.
   *
   * @param limit at most so many, from 1
   */
  CompletionStage<StreamPage> page(StreamReading reading, int limit);

  /** All events that are there when it is run. */
  Source<StreamEvent, NotUsed> current(StreamReading reading);

  /** All events, and then those that come; it does not end. */
  Source<StreamEvent, NotUsed> live(StreamReading reading);

  /** As {@link #live}, but also tells how far it has come where little is wanted of much. */
  Source<Passing, NotUsed> livePassing(StreamReading reading);

  /** What a reading comes by. */
  sealed interface Passing {

    /** An event that is wanted. */
    record Wanted(StreamEvent event) implements Passing {}

    /**
     * A place; what is wanted before it came before.
     *
     * @param position may name only some partitions
     */
    record Place(StreamPosition position) implements Passing {}
  }

  /**
   * What a reader wants.
   *
   * @param from where it begins
   * @param key only events with this key; empty for all
   * @param partitions only events of these; empty for all
   * @param filter only events that it lets through; an event for which it has no answer ends the
   *     reading with {@link io.sillok.node.stream.filter.FilterFailureException}
   */
  record StreamReading(
      StreamDefinition stream,
      StreamPosition from,
      Optional<String> key,
      Set<Integer> partitions,
      Optional<EventFilter> filter) {

    public StreamReading {
      partitions = Set.copyOf(partitions);
    }

    public StreamReading(StreamDefinition stream, StreamPosition from) {
      this(stream, from, Optional.empty(), Set.of(), Optional.empty());
    }

    boolean wants(StreamEvent event) {
      return filter.isEmpty() || filter.get().test(event.toFilter(stream.name()));
    }
  }
}
