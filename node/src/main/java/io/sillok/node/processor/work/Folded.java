package io.sillok.node.processor.work;

import io.sillok.node.processor.kept.Parked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of some events.
 *
 * @param taken so many of them, from the first on, were processed or parked
 * @param processed offsets of those that were processed
 * @param parked those that could not be
 * @param outputs in order
 * @param states that keys are in now, by key; empty for those that are forgotten
 */
record Folded(
    int taken,
    List<Long> processed,
    List<Parked> parked,
    List<OutputEvent> outputs,
    Map<String, Optional<KeyState>> states) {

  /**
   * A state as it is kept.
   *
   * @param time of the event that led to it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
  record KeyState(Instant time, byte[] avro) {}
}
