package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamHeads;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.consumer.ConsumerAnswer.Done;
import io.sillok.node.stream.consumer.ConsumerAnswer.Refused;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.kept.ConsumerCommand.LeaveOut;
import io.sillok.node.stream.consumer.kept.OffsetSpan;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.Delivery;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import io.sillok.node.stream.consumer.sharing.Sharing;
import io.sillok.node.stream.filter.EventFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The events that consumers have not consumed yet. An event for which a consumer's filter has no
 * answer ends the reading, as it does without a consumer. All methods throw {@link
 * io.sillok.node.stream.filter.OutdatedFilterException} if the stream's schema has changed so that
 * the consumer's filter is none any more.
 */
public final class ConsumerReading {

  private final Streams streams;
  private final ConsumerFilters filters;
  private final Sharing sharing;
  private final ConsumerEntities entities;
  private final StreamHeads heads;

  ConsumerReading(
      Streams streams,
      ConsumerFilters filters,
      Sharing sharing,
      ConsumerEntities entities,
      StreamHeads heads) {
    this.streams = streams;
    this.entities = entities;
    this.heads = heads;
    this.filters = filters;
    this.sharing = sharing;
  }

  /**
   * Connects an instance for as long as the source runs: it gets the events of its share, and then
   * those that come.
   *
   * @param instance its name; of two with one name the later counts
   */
  public Source<Delivery, NotUsed> join(
      StreamDefinition stream, ConsumerId id, Consumer consumer, String instance) {
    Optional<EventFilter> filter = filters.of(stream, id, consumer);
    return sharing.join(
        new Sharing.Subject(
            id.text(),
            stream.name(),
            consumer.filter().orElse(""),
            from ->
                streams.livePassing(
                    new StreamReading(
                        stream, from, Optional.empty(), from.offsets().keySet(), filter)),
            (generation, spans) -> leaveOut(stream, id, generation, spans)),
        instance);
  }

  private CompletionStage<List<PartitionOffset>> leaveOut(
      StreamDefinition stream, ConsumerId id, long generation, List<OffsetSpan> spans) {
    return heads
        .start(stream)
        .thenCompose(start ->
            entities.ask(
                id, new LeaveOut(generation, spans, PartitionOffset.listOf(start.offsets()))))
        .thenApply(answer ->
            switch (answer) {
              case Done(var consumer, var changed) -> consumer.committed();
              case Refused refused -> List.of(); // it was deleted; its instances hear of it
            });
  }

  /** All events that are there, of all partitions, without an instance. */
  public Source<Handed, NotUsed> current(
      StreamDefinition stream, ConsumerId id, Consumer consumer) {
    return streams.current(reading(stream, id, consumer)).map(event -> handed(event, consumer));
  }

  /**
   * The next events, of all partitions, without an instance.
   *
   * @param limit at most so many, from 1
   */
  public CompletionStage<ConsumerPage> page(
      StreamDefinition stream, ConsumerId id, Consumer consumer, int limit) {
    return streams
        .page(reading(stream, id, consumer), limit)
        .thenApply(page ->
            new ConsumerPage(
                page.events().stream().map(event -> handed(event, consumer)).toList(),
                new ConsumerPosition(page.next(), consumer.generation())));
  }

  private StreamReading reading(StreamDefinition stream, ConsumerId id, Consumer consumer) {
    return new StreamReading(
        stream,
        new StreamPosition(stream.name(), consumer.offsets()),
        Optional.empty(),
        Set.of(),
        filters.of(stream, id, consumer));
  }

  private static Handed handed(StreamEvent event, Consumer consumer) {
    return new Handed(event, new ConsumerPosition(event.position(), consumer.generation()));
  }
}
