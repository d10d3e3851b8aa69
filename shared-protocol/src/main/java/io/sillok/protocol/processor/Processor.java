package io.sillok.protocol.processor;

import java.time.Instant;
import java.util.List;

/**
 * A pure function from the events of one stream to events of others, with a state for each key. The
 * same event in the same state always gives the same: no clock, randomness or I/O inside. So every
 * output stands exactly once, whatever crashes, and a state that was lost is made again.
 *
 * @param <I> the input's event: a record
 * @param <S> state: a record or a sealed interface of records; {@link NoState} where none is needed
 */
public interface Processor<I, S> {

  /** The state of a key before its first event. A key that is back in it is forgotten. */
  S initial();

  /**
   * What follows from {@code event}: {@link #keep} the next state and emit events, perhaps none.
   * What it throws holds up nobody: the event is parked, with the reason, until somebody has it
   * processed again or discards it.
   */
  Processing<S> process(S state, Incoming<I> event);

  /**
   * What follows where a stream of kind {@code entity} removes {@code key}. If not told otherwise,
   * the key's state is forgotten and nothing is emitted.
   */
  default Processing<S> remove(S state, String key, Instant time) {
    return keep(initial());
  }

  /** The key is in {@code state} from now on; go on with {@link Processing#emit}. */
  default Processing<S> keep(S state) {
    return new Processing<>(state, List.of());
  }
}
