package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.consumer.sharing.Delivery;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import io.sillok.node.stream.consumer.sharing.Sharing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** The events that consumers have not consumed yet. */
public final class ConsumerReading {

  private final ActorSystem<?> system;
  private final Streams streams;
  private final Sharing sharing;

  ConsumerReading(ActorSystem<?> system, Streams streams, Sharing sharing) {
    this.system = system;
    this.streams = streams;
    this.sharing = sharing;
  }

  /** Whether an event is for a consumer with {@code filter}. */
  static Predicate<StreamEvent> wanted(StreamDefinition stream, Optional<String> filter) {
    return event -> true;
  }

  /**
   * Connects an instance for as long as the source runs: it gets the events of its share, and then
   * those that come.
   *
   * @param instance its name; of two with one name the later counts
   */
  public Source<Delivery, NotUsed> join(
      StreamDefinition stream, ConsumerId id, Consumer consumer, String instance) {
    return sharing.join(
        new Sharing.Subject(
            id.text(),
            stream.name(),
            consumer.filter().orElse(""),
            wanted(stream, consumer.filter()),
            from ->
                streams.live(
                    new StreamReading(stream, from, Optional.empty(), from.offsets().keySet()))),
        instance);
  }

  /** All events that are there, of all partitions, without an instance. */
  public Source<Handed, NotUsed> current(StreamDefinition stream, Consumer consumer) {
    StreamPosition from = new StreamPosition(stream.name(), consumer.offsets());
    return streams
        .current(new StreamReading(stream, from))
        .filter(wanted(stream, consumer.filter())::test)
        .map(event ->
            new Handed(event, new ConsumerPosition(event.position(), consumer.generation())));
  }

  /**
   * The next events, of all partitions, without an instance.
   *
   * @param limit at most so many, from 1
   */
  public CompletionStage<ConsumerPage> page(
      StreamDefinition stream, Consumer consumer, int limit) {
    return streams
        .end(stream)
        .thenCompose(end ->
            current(stream, consumer)
                .take(limit)
                .runWith(Sink.seq(), system)
                .thenApply(events ->
                    new ConsumerPage(events, next(consumer, events, limit, end))));
  }

  private static ConsumerPosition next(
      Consumer consumer, List<Handed> events, int limit, StreamPosition end) {
    SortedMap<Integer, Long> next =
        events.isEmpty()
            ? consumer.offsets()
            : new TreeMap<>(events.getLast().event().position().offsets());
    if (events.size() < limit) {
      for (Map.Entry<Integer, Long> head : end.offsets().entrySet()) {
        next.merge(head.getKey(), head.getValue(), Math::max);
      }
    }
    return new ConsumerPosition(
        new StreamPosition(end.stream(), next), consumer.generation());
  }
}
