package io.sillok.node.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What became of a command. */
public sealed interface CommandResult {

  /**
   * The command took effect; a retry of it gets the same answer.
   *
   * @param reply JSON null if the decider gave none
   * @param events what it caused, in order
   * @param sequenceNumber of the entity after the command
   * @param repeated whether this is such a retry, that caused nothing itself
   */
  record Executed(JsonNode reply, List<EventView> events, long sequenceNumber, boolean repeated)
      implements CommandResult {}

  /** The entity's rules refused it. */
  record Rejected(String code, String message, long sequenceNumber) implements CommandResult {}

  /** The entity does not stand where the caller expected. */
  record WrongSequenceNumber(long expected, long actual) implements CommandResult {}

  /** The command id was used before, with another command. */
  record CommandIdReused(String commandId) implements CommandResult {}

  /** The decider or a codec failed: a defect in the module. Nothing was recorded. */
  record Defective(String message) implements CommandResult {}
}
