package io.sillok.node.stream.follow;

import io.sillok.node.stream.PageRoom;
import io.sillok.node.stream.StreamEvent;
import io.sillok.persistence.reader.InTurns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads single events for a page, a few at once, until the page takes no more. */
public final class ReadInTurn {

  private static final int AT_ONCE = 4;

  private ReadInTurn() {}

  /**
   * What {@code read} has of the first of {@code places}, of one at least.
   *
   * @param event the event in it, for {@code room}
   */
  public static <P, T> CompletionStage<List<T>> of(
      List<P> places,
      Function<P, CompletionStage<T>> read,
      Function<T, Optional<StreamEvent>> event,
      PageRoom room) {
    return of(places, read, event, room, new ArrayList<>());
  }

  private static <P, T> CompletionStage<List<T>> of(
      List<P> places,
      Function<P, CompletionStage<T>> read,
      Function<T, Optional<StreamEvent>> event,
      PageRoom room,
      List<T> sofar) {
    if (places.isEmpty() || room.isFull()) {
      return CompletableFuture.completedFuture(sofar);
    }
    int some = Math.min(AT_ONCE, places.size());
    return InTurns.of(places.subList(0, some), some, read)
        .thenCompose(found -> {
          for (T each : found) {
            if (!room.isFull()) {
              sofar.add(each);
              event.apply(each).ifPresent(room::add);
            }
          }
          return of(places.subList(some, places.size()), read, event, room, sofar);
        });
  }
}
