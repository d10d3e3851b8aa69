package io.sillok.node.stream.queue.shard;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.follow.FollowedEvent;
import io.sillok.node.stream.follow.FollowedEvent.Decoded;
import io.sillok.node.stream.follow.FollowedEvent.Undecodable;
import io.sillok.node.stream.follow.FollowedPage;
import io.sillok.node.stream.queue.QueueFilter;
import io.sillok.node.stream.queue.QueueFilter.Verdict;
import io.sillok.node.stream.queue.delivery.Rendering;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of events what a queue hands out, or why it does not. Never fails: what goes wrong with an
 * event is told with the event.
 */
final class Intake {

  private final QueueFilter filter;
  private final Function<StreamEvent, byte[]> writing;

  /**
   * @param writing an event as workers get it
   */
  Intake(QueueFilter filter, Function<StreamEvent, byte[]> writing) {
    this.filter = filter;
    this.writing = writing;
  }

  /**
   * Events that have come.
   *
   * @param next all before were read
   * @param end whether there was no more
   */
  record Arrivals(List<Arrival> events, long next, boolean end) {
    Arrivals {
      events = List.copyOf(events);
    }
  }

  /** One of them. */
  sealed interface Arrival {
    long offset();

    /** For workers. */
    record Wanted(long offset, @Nullable String key, Rendering event, Instant appendedAt)
        implements Arrival {}

    /** The queue's filter leaves it out. */
    record Unwanted(long offset) implements Arrival {}

    /** It was there, but retention has dropped it. */
    record Dropped(long offset) implements Arrival {}

    /**
     * It can neither be handed out nor be left out.
     *
     * @param reason a sentence for people
     */
    record Broken(long offset, Instant appendedAt, String reason) implements Arrival {}
  }

  Arrivals of(FollowedPage page) {
    return new Arrivals(
        page.events().stream().map(event -> of(page.stream(), event)).toList(),
        page.next(),
        page.end());
  }

  private Arrival of(StreamDefinition stream, FollowedEvent followed) {
    try {
      return decided(stream, followed);
    } catch (RuntimeException defect) {
      return new Arrival.Broken(
          followed.offset(), followed.appendedAt(), "The event cannot be handed out: " + defect);
    }
  }

  private Arrival decided(StreamDefinition stream, FollowedEvent followed) {
    return switch (followed) {
      case Undecodable(var offset, var appendedAt, var reason) ->
          new Arrival.Broken(offset, appendedAt, "The event cannot be read: " + reason);
      case Decoded(var event) ->
          switch (filter.verdict(stream, event)) {
            case Verdict.Wanted() ->
                new Arrival.Wanted(
                    event.offset(),
                    event.key().orElse(null),
                    new Rendering(writing.apply(event), stream.fingerprint()),
                    event.appendedAt());
            case Verdict.Unwanted() -> new Arrival.Unwanted(event.offset());
            case Verdict.Unanswered(var reason) ->
                new Arrival.Broken(event.offset(), event.appendedAt(), reason);
          };
    };
  }
}
