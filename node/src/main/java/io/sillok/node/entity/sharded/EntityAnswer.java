package io.sillok.node.entity.sharded;

import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.EntitySnapshot;
import java.util.Optional;

/** What an entity answers. */
sealed interface EntityAnswer {

  record Done(CommandResult result) implements EntityAnswer {}

  /** Empty before the first event. */
  record StateIs(Optional<EntitySnapshot> state) implements EntityAnswer {}

  record Alive() implements EntityAnswer {}

  /**
   * Event time is there.
   *
   * @param moved whether it was not before
   */
  record Advanced(boolean moved) implements EntityAnswer {}

  /** See {@link io.sillok.node.entity.EntityUnavailableException}. */
  record Unavailable(String code, String message) implements EntityAnswer {}
}
