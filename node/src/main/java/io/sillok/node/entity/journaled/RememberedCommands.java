package io.sillok.node.entity.journaled;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last commands that took effect on an entity, oldest first. Immutable. */
public final class RememberedCommands {

  public static final RememberedCommands NONE = new RememberedCommands(new Remembered[0]);

  private final Remembered[] commands;

  private RememberedCommands(Remembered[] commands) {
    this.commands = commands;
  }

  public static RememberedCommands of(List<Remembered> commands) {
    return commands.isEmpty()
        ? NONE
        : new RememberedCommands(commands.toArray(new Remembered[commands.size()]));
  }

  /** The command with {@code commandId}, if it is remembered. */
  public @Nullable Remembered find(String commandId) {
    for (int i = commands.length - 1; i >= 0; i--) {
      if (commands[i].commandId().equals(commandId)) {
        return commands[i];
      }
    }
    return null;
  }

  /**
   * With {@code command} as the newest, without the oldest ones beyond {@code limit}.
   *
   * @param limit from 0
   */
  public RememberedCommands with(Remembered command, int limit) {
    if (limit == 0) {
      return NONE;
    }
    int kept = Math.min(commands.length, limit - 1);
    Remembered[] next = Arrays.copyOfRange(commands, commands.length - kept, commands.length + 1);
    next[kept] = command;
    return new RememberedCommands(next);
  }

  public List<Remembered> asList() {
    return List.of(commands);
  }

  /**
   * One command.
   *
   * @param digest see {@link CommandDigest}
   * @param firstSequenceNumber of the events that it caused
   */
  public record Remembered(
      String commandId, long digest, long firstSequenceNumber, long lastSequenceNumber) {}
}
