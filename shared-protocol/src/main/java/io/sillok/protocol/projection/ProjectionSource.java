package io.sillok.protocol.projection;

import io.sillok.protocol.processor.Incoming;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stream that a projection reads, and what it makes of its events. The functions say the same of
 * the same event whenever they are asked; an event for which one throws goes to the projection's
 * reject stream.
 *
 * @param stream one of any module or entity type, such as {@code cart.checked-out}, or declared
 *     over HTTP
 * @param record what the functions get of an event
 * @param filter which events are taken
 * @param key what an event is about; absent: the stream's key, so that nothing has to be sent
 *     elsewhere
 * @param value what the projection aggregates
 */
public record ProjectionSource<S, E>(
    String stream,
    SourceRecord<S> record,
    Predicate<Incoming<S>> filter,
    Optional<Function<Incoming<S>, String>> key,
    Function<Incoming<S>, E> value) {

  /** The key of projections that tell apart nothing. */
  public static final String ALL = "all";

  private static final Function<Incoming<Object>, Object> ITSELF = Incoming::event;

  /**
   * All events of {@code stream}, by its key.
   *
   * @param event the record that they are read into; it may hold fewer fields
   */
  public static <S> ProjectionSource<S, S> of(String stream, Class<S> event) {
    return new ProjectionSource<>(
        stream, new SourceRecord.Plain<>(event), any -> true, Optional.empty(), itself());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // whatever it is given, it gives that
  private static <S> Function<Incoming<S>, S> itself() {
    return (Function) ITSELF;
  }

  /**
   * The same, with what a table had for each event at the time of that: {@code made} makes one
   * record of both, which is what {@link #when}, {@link #keyedBy} and {@link #as} get from here on.
   * The event waits until the table is known for its time.
   *
   * @param table a declared stream of kind entity
   * @param values the record that its values are read into; it may hold fewer fields
   * @param about the key of the table, of an event
   * @param outOfOrderness how much later than a later change of the table one may come and count
   *     from its own time on
   * @param made gets nothing where the table had no value then
   * @throws IllegalStateException if there is a table, a key or a value already
   */
  public <T, F> ProjectionSource<F, F> with(
      String table,
      Class<T> values,
      Function<S, String> about,
      Duration outOfOrderness,
      BiFunction<S, Optional<T>, F> made) {
    if (!(record instanceof SourceRecord.Plain<S>(Class<S> event))
        || key.isPresent()
        || !value.equals(ITSELF)) {
      throw new IllegalStateException(
          "with(\"%s\", …) must stand once, and before keyedBy, together and as".formatted(table));
    }
    return new ProjectionSource<>(
        stream,
        new SourceRecord.Enriched<>(
            event, filter, new Lookup<>(table, values, about, outOfOrderness), made),
        any -> true,
        Optional.empty(),
        itself());
  }

  /** The same, with only those events that pass {@code condition}, too. */
  public ProjectionSource<S, E> when(Predicate<S> condition) {
    return new ProjectionSource<>(
        stream, record, filter.and(each -> condition.test(each.event())), key, value);
  }

  /** The same, by what {@code about} tells of an event: a text that is not empty. */
  public ProjectionSource<S, E> keyedBy(Function<S, String> about) {
    return new ProjectionSource<>(
        stream, record, filter, Optional.of(each -> about.apply(each.event())), value);
  }

  /** The same, with one key for all events. */
  public ProjectionSource<S, E> together() {
    return new ProjectionSource<>(stream, record, filter, Optional.of(each -> ALL), value);
  }

  /** The same, with what {@code made} makes of an event, as projections of several streams need. */
  public <F> ProjectionSource<S, F> as(Function<Incoming<S>, F> made) {
    return new ProjectionSource<>(stream, record, filter, key, made);
  }
}
