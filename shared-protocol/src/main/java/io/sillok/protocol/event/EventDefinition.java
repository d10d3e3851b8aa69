package io.sillok.protocol.event;

import io.sillok.protocol.entity.Upcaster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A stream that a module declares: the record of its one event, and what its key and time are.
 *
 * @param stream in kebab case, such as {@code page-viewed}; up to 60 characters, and never changed
 * @param event the record; stored by name, so neither changes
 * @param key the path of the field that is the key, such as {@code order.customerId}; absent: the
 *     key is given with each event
 * @param eventTime the path of the field that tells when it happened; absent: that is given with
 *     each event, or it is when the event was appended
 * @param retention how long events are kept, at least a minute; absent: for ever
 * @param clock how event time goes on without events; absent: it does not
 * @param upcasters how events of earlier versions are read that the present record cannot hold
 */
public record EventDefinition<E>(
    String stream,
    Class<E> event,
    EventKind kind,
    Optional<String> key,
    Optional<String> eventTime,
    Optional<Duration> retention,
    Optional<LiveClock> clock,
    List<Upcaster<?, E>> upcasters) {

  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 60;
  private static final Duration LEAST_RETENTION = Duration.ofMinutes(1);

  public EventDefinition {
    upcasters = List.copyOf(upcasters);
    require(
        KEBAB.matcher(stream).matches() && stream.length() <= LONGEST_NAME,
        "Stream '%s' has a name that is not kebab case of up to %d characters; name it like page-viewed, without a dot: those with a dot are of entity types"
            .formatted(stream, LONGEST_NAME));
    require(
        event.isRecord(),
        "Stream %s has events of %s, which is no record; give it the record of its one event"
            .formatted(stream, event.getName()));
    require(
        kind != EventKind.UNKEYED || key.isEmpty(),
        "Stream %s is unkeyed, but its key is '%s'; leave it out, or declare a keyed stream"
            .formatted(stream, key.orElse("")));
    require(
        retention.filter(kept -> kept.compareTo(LEAST_RETENTION) < 0).isEmpty(),
        "Stream %s is retained for %s, but that must be at least %s"
            .formatted(stream, retention.orElse(LEAST_RETENTION), LEAST_RETENTION));
  }

  /** One whose event time goes on with events alone, and which has had one version. */
  public EventDefinition(
      String stream,
      Class<E> event,
      EventKind kind,
      Optional<String> key,
      Optional<String> eventTime,
      Optional<Duration> retention) {
    this(stream, event, kind, key, eventTime, retention, Optional.empty(), List.of());
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A stream of facts without a key. */
  public static <E> EventDefinition<E> unkeyed(String stream, Class<E> event) {
    return of(stream, event, EventKind.UNKEYED, Optional.empty());
  }

  /** A stream of facts, the key of each of which is given with it. */
  public static <E> EventDefinition<E> keyed(String stream, Class<E> event) {
    return of(stream, event, EventKind.KEYED, Optional.empty());
  }

  /** A stream of facts about the key in the field {@code key}. */
  public static <E> EventDefinition<E> keyed(String stream, Class<E> event, String key) {
    return of(stream, event, EventKind.KEYED, Optional.of(key));
  }

  /** A stream of whole current values, the key of each of which is given with it. */
  public static <E> EventDefinition<E> entity(String stream, Class<E> event) {
    return of(stream, event, EventKind.ENTITY, Optional.empty());
  }

  /** A stream of whole current values of the key in the field {@code key}. */
  public static <E> EventDefinition<E> entity(String stream, Class<E> event, String key) {
    return of(stream, event, EventKind.ENTITY, Optional.of(key));
  }

  private static <E> EventDefinition<E> of(
      String stream, Class<E> event, EventKind kind, Optional<String> key) {
    return new EventDefinition<>(stream, event, kind, key, Optional.empty(), Optional.empty());
  }

  /** The same with the field that tells when an event happened. */
  public EventDefinition<E> at(String field) {
    return new EventDefinition<>(
        stream, event, kind, key, Optional.of(field), retention, clock, upcasters);
  }

  /** The same with events that are kept for so long, at least a minute. */
  public EventDefinition<E> retainedFor(Duration kept) {
    return new EventDefinition<>(
        stream, event, kind, key, eventTime, Optional.of(kept), clock, upcasters);
  }

  /**
   * The same, whose event time follows the clock on the wall, {@code delay} behind it, also when
   * there are no events; they may be an hour ahead.
   */
  public EventDefinition<E> live(Duration delay) {
    return live(delay, LiveClock.MOST_AHEAD);
  }

  /**
   * As {@link #live(Duration)}, with events that may be {@code mostAhead} ahead of when they are
   * appended: projections take one that is farther ahead for a mistake.
   */
  public EventDefinition<E> live(Duration delay, Duration mostAhead) {
    return new EventDefinition<>(
        stream,
        event,
        kind,
        key,
        eventTime,
        retention,
        Optional.of(new LiveClock(delay, mostAhead)),
        upcasters);
  }

  /**
   * The same, reading events of an earlier version as {@code from} and making them the present
   * record. Of several that fit, the first is taken. Their keys and times stay what they were when
   * they were appended.
   *
   * @param from its fields are those that the version had; its name does not matter
   * @param upcast total and pure
   */
  public <O> EventDefinition<E> upcasting(Class<O> from, Function<O, E> upcast) {
    List<Upcaster<?, E>> more = new ArrayList<>(upcasters);
    more.add(new Upcaster<>(from, event, upcast));
    return new EventDefinition<>(stream, event, kind, key, eventTime, retention, clock, more);
  }

  /** Whether {@code other} declares the same, however it reads earlier versions. */
  public boolean isSameAs(EventDefinition<?> other) {
    return withoutUpcasters().equals(other.withoutUpcasters());
  }

  private EventDefinition<E> withoutUpcasters() {
    return new EventDefinition<>(stream, event, kind, key, eventTime, retention, clock, List.of());
  }
}
