package io.sillok.node.stream.follow;

import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.follow.FollowedEvent.Decoded;
import io.sillok.node.stream.follow.FollowedEvent.Undecodable;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.protocol.schema.CodecException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads events as their logs have them, where modules' code may run and the store be asked. */
final class PlacedEvents {

  private final EventDecoder decoder;
  private final Executor executor;

  PlacedEvents(EventDecoder decoder, Executor executor) {
    this.decoder = decoder;
    this.executor = executor;
  }

  CompletionStage<List<FollowedEvent>> decode(StreamDefinition stream, List<IndexedEvent> events) {
    return events.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : CompletableFuture.supplyAsync(
            () -> events.stream().map(event -> decode(stream, event)).toList(), executor);
  }

  private FollowedEvent decode(StreamDefinition stream, IndexedEvent event) {
    Map<Integer, Long> behind = Map.of(event.log().partition(), event.offset() + 1);
    StreamPosition position = new StreamPosition(stream.name(), new TreeMap<>(behind));
    try {
      return new Decoded(decoder.event(stream, event, position));
    } catch (CodecException unreadable) {
      if (UnreadableEventException.isOutage(unreadable)) {
        throw unreadable;
      }
      return new Undecodable(
          event.offset(), event.appendedAt(), String.valueOf(unreadable.getMessage()));
    } catch (StoreException outage) {
      throw outage;
    } catch (RuntimeException defect) { // of the stream's module; which event it is must be told
      return new Undecodable(event.offset(), event.appendedAt(), defect.toString());
    }
  }
}
