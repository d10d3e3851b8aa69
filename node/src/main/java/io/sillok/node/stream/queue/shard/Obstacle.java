package io.sillok.node.stream.queue.shard;

import io.sillok.node.stream.queue.shard.Intake.Arrival.Broken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a partition from going on: an outage, or an event on which it cannot decide. */
final class Obstacle {

  private final int partition;
  private @Nullable Trouble outage;
  private @Nullable Broken held;

  Obstacle(int partition) {
    this.partition = partition;
  }

  /** It could not read behind {@code next}. */
  void failed(Throwable reason, long next) {
    Trouble why = QueueShard.trouble(reason);
    outage =
        new Trouble(
            why.code(),
            "Partition %d cannot be read from offset %d on: %s"
                .formatted(partition, next, why.message()));
  }

  /** It could read. */
  void passed() {
    outage = null;
  }

  /** It has come to this event, or to none; whether it did not stand there before. */
  boolean hold(@Nullable Broken event) {
    boolean other = event != null && (held == null || held.offset() != event.offset());
    held = event;
    return other;
  }

  /** Whether an event holds it. */
  boolean isHeld() {
    return held != null;
  }

  /** The event that holds it, if its offset is one of {@code offsets}. */
  Optional<Broken> heldOf(List<Long> offsets) {
    return Optional.ofNullable(held).filter(event -> offsets.contains(event.offset()));
  }

  /** When the event that holds it was appended. */
  Optional<Instant> since() {
    return Optional.ofNullable(held).map(Broken::appendedAt);
  }

  /** For people and programs; null if all is well. */
  @Nullable Trouble trouble() {
    Broken event = held;
    return outage != null || event == null
        ? outage
        : new Trouble(
            "queue-stalled",
            "Partition %d is held at offset %d. %s"
                .formatted(partition, event.offset(), event.reason()));
  }
}
