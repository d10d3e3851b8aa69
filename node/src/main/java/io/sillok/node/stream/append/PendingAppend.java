package io.sillok.node.stream.append;

import io.sillok.node.stream.append.AppenderAnswer.Place;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * An append on its way into the log.
 *
 * @param fresh those of its events that do not stand yet, each id once
 * @param sources for each of its events: the place where it stands, or which of {@code fresh} it is
 */
record PendingAppend(
    List<EncodedEvent> fresh, List<Source> sources, ActorRef<AppenderAnswer> replyTo) {

  /** Where an event comes to stand. */
  sealed interface Source {
    record Stands(long offset) implements Source {}

    record Fresh(int index, boolean duplicate) implements Source {}
  }

  /** What to do with an append. */
  sealed interface Sorted {
    record Fit(PendingAppend append) implements Sorted {}

    record Reused(List<Integer> indexes) implements Sorted {}
  }

  /**
   * Tells new events from those that {@code recent} has.
   *
   * @param found others that stand
   */
  static Sorted sort(
      List<EncodedEvent> events,
      RecentIds recent,
      Map<RecentIds.Name, RecentIds.Known> found,
      ActorRef<AppenderAnswer> replyTo) {
    List<EncodedEvent> fresh = new ArrayList<>(events.size());
    List<Source> sources = new ArrayList<>(events.size());
    List<Integer> reused = new ArrayList<>();
    Map<RecentIds.Name, Integer> within = new HashMap<>();
    for (int index = 0; index < events.size(); index++) {
      EncodedEvent event = events.get(index);
      Optional<RecentIds.Known> known =
          Optional.ofNullable(event.name())
              .flatMap(name -> recent.find(name).or(() -> Optional.ofNullable(found.get(name))));
      @Nullable Integer same = event.name() == null ? null : within.get(event.name());
      if (known.isPresent()) {
        addIf(known.get().content() == event.content(), index, reused);
        sources.add(new Source.Stands(known.get().offset()));
      } else if (same != null) {
        addIf(fresh.get(same).content() == event.content(), index, reused);
        sources.add(new Source.Fresh(same, true));
      } else {
        if (event.name() != null) {
          within.put(event.name(), fresh.size());
        }
        sources.add(new Source.Fresh(fresh.size(), false));
        fresh.add(event);
      }
    }
    return reused.isEmpty()
        ? new Sorted.Fit(new PendingAppend(fresh, sources, replyTo))
        : new Sorted.Reused(reused);
  }

  private static void addIf(boolean same, int index, List<Integer> reused) {
    if (!same) {
      reused.add(index);
    }
  }

  long bytes() {
    return fresh.stream().mapToLong(EncodedEvent::size).sum();
  }

  /** The answer once the fresh ones stand from {@code offset} on. */
  AppenderAnswer.Stand standingFrom(long offset) {
    return new AppenderAnswer.Stand(
        sources.stream()
            .map(source ->
                switch (source) {
                  case Source.Stands(long at) -> new Place(at, true);
                  case Source.Fresh(int index, boolean duplicate) ->
                      new Place(offset + index, duplicate);
                })
            .toList());
  }
}
