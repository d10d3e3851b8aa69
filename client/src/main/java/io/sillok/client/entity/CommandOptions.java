package io.sillok.client.entity;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may be said with a command.
 *
 * @param idempotencyKey the command takes effect once for each; a new one by chance if none is
 *     given
 * @param expectedSequenceNumber the entity must stand there, or the command is refused
 */
public record CommandOptions(Optional<String> idempotencyKey, OptionalLong expectedSequenceNumber) {

  /** Nothing. */
  public static final CommandOptions NONE =
      new CommandOptions(Optional.empty(), OptionalLong.empty());

  /**
   * The command is refused with a {@link io.sillok.client.failure.WrongSequenceNumberException}
   * unless the entity stands at {@code sequenceNumber}; 0 is where it has no events.
   */
  public static CommandOptions expecting(long sequenceNumber) {
    return NONE.andExpecting(sequenceNumber);
  }

  /**
   * The command takes effect once, however often it is sent with {@code key}, even by another
   * process.
   *
   * @param key 1 to 255 printable ASCII characters; one for each intent
   */
  public static CommandOptions once(String key) {
    return NONE.andOnce(key);
  }

  /** The same and {@link #expecting}. */
  public CommandOptions andExpecting(long sequenceNumber) {
    return new CommandOptions(idempotencyKey, OptionalLong.of(sequenceNumber));
  }

  /** The same and {@link #once}. */
  public CommandOptions andOnce(String key) {
    return new CommandOptions(Optional.of(key), expectedSequenceNumber);
  }
}
