package io.sillok.protocol.projection;

import io.sillok.protocol.processor.Incoming;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stream that a projection reads, and what it makes of its events. The functions say the same of
 * the same event whenever they are asked; an event for which one throws goes to the projection's
 * reject stream.
 *
 * @param stream one of any module or entity type, such as {@code cart.checked-out}, or declared
 *     over HTTP
 * @param event the record that its events are read into; it may hold fewer fields
 * @param filter which events are taken
 * @param key what an event is about; absent: the stream's key, so that nothing has to be sent
 *     elsewhere
 * @param value what the projection aggregates
 */
public record ProjectionSource<S, E>(
    String stream,
    Class<S> event,
    Predicate<Incoming<S>> filter,
    Optional<Function<Incoming<S>, String>> key,
    Function<Incoming<S>, E> value) {

  /** The key of projections that tell apart nothing. */
  public static final String ALL = "all";

  /** All events of {@code stream}, by its key. */
  public static <S> ProjectionSource<S, S> of(String stream, Class<S> event) {
    return new ProjectionSource<>(stream, event, any -> true, Optional.empty(), Incoming::event);
  }

  /** The same, with only those events that pass {@code condition}, too. */
  public ProjectionSource<S, E> when(Predicate<S> condition) {
    return new ProjectionSource<>(
        stream, event, filter.and(each -> condition.test(each.event())), key, value);
  }

  /** The same, by what {@code about} tells of an event: a text that is not empty. */
  public ProjectionSource<S, E> keyedBy(Function<S, String> about) {
    return new ProjectionSource<>(
        stream, event, filter, Optional.of(each -> about.apply(each.event())), value);
  }

  /** The same, with one key for all events. */
  public ProjectionSource<S, E> together() {
    return new ProjectionSource<>(stream, event, filter, Optional.of(each -> ALL), value);
  }

  /** The same, with what {@code made} makes of an event, as projections of several streams need. */
  public <F> ProjectionSource<S, F> as(Function<Incoming<S>, F> made) {
    return new ProjectionSource<>(stream, event, filter, key, made);
  }
}
