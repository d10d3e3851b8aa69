package io.sillok.node.entity.journaled;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to an entity.
 *
 * @param type the entity type's name
 * @param command an instance of the entity type's command record
 * @param commandId null if a retry of the command counts as another command
 * @param digest of the command, see {@link CommandDigest}; 0 without a command id
 * @param expectedSequenceNumber where the entity must stand, or {@link #ANYWHERE}
 * @param time when the command was taken, to the microsecond
 */
public record Order(
    String type,
    Object command,
    @Nullable String commandId,
    long digest,
    long expectedSequenceNumber,
    Instant time) {

  /** The entity may stand anywhere. */
  public static final long ANYWHERE = -1;
}
