package io.sillok.node.entity.journaled;

import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.journaled.RememberedCommands.Remembered;
import java.util.List;

/** What an entity makes of a command. */
public sealed interface Outcome {

  /** It takes effect once {@code events}, which may be empty, are persisted. */
  record Accepted(List<Recorded> events, Executed result) implements Outcome {}

  /** Nothing is to be persisted. */
  record Refused(CommandResult result) implements Outcome {}

  /** It took effect before; the answer is with the events that it caused. */
  record Repeated(Remembered command) implements Outcome {}
}
