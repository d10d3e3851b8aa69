package io.sillok.node.processor.sharded;

import io.sillok.node.processor.ParkedPage.ParkedEvent;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.kept.Parked;
import io.sillok.node.stage.PekkoStages;
import io.sillok.node.stream.PageRoom;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.follow.ReadInTurn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/** Reads the events that are parked, to show them. */
final class ParkedEvents {

  private final ActorSystem<?> system;
  private final Streams streams;

  ParkedEvents(ActorSystem<?> system, Streams streams) {
    this.system = system;
    this.streams = streams;
  }

  /** The first of {@code parked}, as many as {@code room} takes. */
  CompletionStage<List<ParkedEvent>> read(
      String input, int partition, List<Parked> parked, PageRoom room) {
    return parked.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : streams
            .find(input)
            .thenCompose(stream ->
                ReadInTurn.of(
                    parked, each -> read(stream, partition, each), ParkedEvent::event, room));
  }

  private CompletionStage<ParkedEvent> read(
      Optional<StreamDefinition> stream, int partition, Parked parked) {
    Place place = new Place(partition, parked.offset());
    return event(stream, place)
        .thenApply(event ->
            new ParkedEvent(place, parked.attempts(), parked.reason(), parked.at(), event));
  }

  /** Nothing if it cannot be read, which may be why it is parked. */
  private CompletionStage<Optional<StreamEvent>> event(
      Optional<StreamDefinition> stream, Place place) {
    return stream
        .map(known ->
            PekkoStages.run(system, streams.current(from(known, place)), Sink.headOption())
                .thenApply(found -> found.filter(event -> event.offset() == place.offset()))
                .exceptionally(unreadable -> Optional.empty()))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private static StreamReading from(StreamDefinition stream, Place place) {
    return new StreamReading(
        stream,
        new StreamPosition(stream.name(), new TreeMap<>(Map.of(place.partition(), place.offset()))),
        Optional.empty(),
        Set.of(place.partition()),
        Optional.empty());
  }
}
