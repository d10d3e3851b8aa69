package io.sillok.node.stream.append;

import io.sillok.node.stream.append.Appended.Result.Refused;
import io.sillok.node.stream.append.AppenderMessage.EncodedEvent;
import java.util.Optional;

/** What an event is to its stream. */
public sealed interface Encoding {

  /** One that can be appended. */
  final class Ready implements Encoding {

    private final int partition;
    private final Optional<String> key;
    private final EncodedEvent event;

    Ready(int partition, Optional<String> key, EncodedEvent event) {
      this.partition = partition;
      this.key = key;
      this.event = event;
    }

    /** Where it goes. */
    public int partition() {
      return partition;
    }

    /**
     * The same in {@code chosen}.
     *
     * @throws IllegalStateException if its key says where it goes
     */
    public Ready in(int chosen) {
      if (key.isPresent()) {
        throw new IllegalStateException("The key of an event says where it goes");
      }
      return new Ready(chosen, key, event);
    }

    /** Of its record in the log. */
    public int bytes() {
      return event.record().length;
    }

    Optional<String> key() {
      return key;
    }

    EncodedEvent event() {
      return event;
    }
  }

  /**
   * One that never can be.
   *
   * @param partition where it would have gone; -1 if that is not known
   */
  record Wrong(int partition, Refused why) implements Encoding {}
}
