package io.sillok.protocol.processor;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.event.EventKind;
import java.util.Optional;

/**
 * An event that a processor emits. Its time is that of the event that it follows from, unless the
 * stream names a field.
 *
 * @param key where no field of the event is the key
 * @param event empty where it removes its key
 */
public record Output<E>(EventDefinition<E> stream, Optional<String> key, Optional<E> event) {

  public Output {
    boolean unkeyed = stream.kind() == EventKind.UNKEYED;
    require(
        !unkeyed || key.isEmpty(),
        "Stream %s is unkeyed, but an event for it comes with the key '%s'; leave it out"
            .formatted(stream.stream(), key.orElse("")));
    require(
        unkeyed || key.isPresent() || (stream.key().isPresent() && event.isPresent()),
        "Stream %s has events with keys, but one comes without; emit it with its key"
            .formatted(stream.stream()));
    require(
        event.isPresent() || stream.kind() == EventKind.ENTITY,
        "Stream %s is not of kind entity, so its keys cannot be removed"
            .formatted(stream.stream()));
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** One without a key, or with the key in its field. */
  public static <E> Output<E> of(EventDefinition<E> stream, E event) {
    return new Output<>(stream, Optional.empty(), Optional.of(event));
  }

  /** One about {@code key}. */
  public static <E> Output<E> of(EventDefinition<E> stream, String key, E event) {
    return new Output<>(stream, Optional.of(key), Optional.of(event));
  }

  /** One that removes {@code key}. */
  public static <E> Output<E> removal(EventDefinition<E> stream, String key) {
    return new Output<>(stream, Optional.of(key), Optional.empty());
  }
}
