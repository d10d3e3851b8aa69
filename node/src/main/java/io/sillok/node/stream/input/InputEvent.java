package io.sillok.node.stream.input;

import io.sillok.protocol.processor.Incoming;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An event of a stream, as its log has it. */
public sealed interface InputEvent<I> {

  long offset();

  /** What it is about; empty if that is not known or there is nothing. */
  String key();

  /** Those that {@code events} are about. */
  static <I> Set<String> keys(List<InputEvent<I>> events) {
    return events.stream()
        .map(InputEvent::key)
        .filter(key -> !key.isEmpty())
        .collect(Collectors.toSet());
  }

  /** One that was read. */
  record Legible<I>(long offset, Incoming<I> incoming) implements InputEvent<I> {
    @Override
    public String key() {
      return incoming.key();
    }
  }

  /** One that removes its key. */
  record Removal<I>(long offset, String key, Instant time) implements InputEvent<I> {}

  /**
   * One that cannot be read, or may not be.
   *
   * @param attempts that were made
   * @param reason for people
   */
  record Illegible<I>(long offset, int attempts, String reason) implements InputEvent<I> {
    @Override
    public String key() {
      return "";
    }
  }
}
