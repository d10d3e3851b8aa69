package io.sillok.testkit;

import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A key of a processor, with the events that came about it. Immutable. */
public final class GivenInput<I, S> {

  private static final String KEY = "test-1";
  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");

  private final ProcessorTrips<I, S> trips;
  private final List<I> earlier;
  private final UnaryOperator<S> since;
  private final String key;
  private final Instant time;

  GivenInput(ProcessorTrips<I, S> trips, List<I> earlier) {
    this(trips, earlier, UnaryOperator.identity(), KEY, TIME);
  }

  static <I, S> GivenInput<I, S> in(S state, ProcessorTrips<I, S> trips) {
    S kept = trips.kept(state);
    return new GivenInput<>(trips, List.of(), any -> kept, KEY, TIME);
  }

  private GivenInput(
      ProcessorTrips<I, S> trips,
      List<I> earlier,
      UnaryOperator<S> since,
      String key,
      Instant time) {
    this.trips = trips;
    this.earlier = earlier;
    this.since = since;
    this.key = key;
    this.time = time;
  }

  /** The same with events whose event time is {@code instant}; else it is 2026-01-01T12:00:00Z. */
  public GivenInput<I, S> at(Instant instant) {
    return new GivenInput<>(trips, earlier, since, key, instant);
  }

  /** The same with the key that all events are about; else it is {@code test-1}. */
  public GivenInput<I, S> key(String about) {
    return new GivenInput<>(trips, earlier, since, about, time);
  }

  /** The state that the key is in after the events. */
  public S state() {
    S state = trips.initial();
    for (I event : earlier) {
      state = trips.process(state, incoming(event)).state();
    }
    return since.apply(state);
  }

  /**
   * Has {@code event} processed, twice: an answer that differs the second time does not depend on
   * the event and the state alone, and fails.
   */
  public ThenOutputs<I, S> when(I event) {
    return then(String.valueOf(event), trips.process(state(), incoming(event)));
  }

  /** The same where the key is removed from a stream of kind {@code entity}. */
  public ThenOutputs<I, S> whenRemoved() {
    return then("the removal of " + key, trips.remove(state(), key, time));
  }

  private ThenOutputs<I, S> then(String cause, Processing<S> processing) {
    S next = processing.state();
    return new ThenOutputs<>(
        new GivenInput<>(trips, new ArrayList<>(), any -> next, key, time), cause, processing);
  }

  private Incoming<I> incoming(I event) {
    return new Incoming<>(key, time, event);
  }
}
