package io.sillok.node.entity;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Every entity of the cluster: commands, state, events. Stages fail only when an entity or the
 * store cannot answer, with {@link EntityUnavailableException}.
 */
public interface Entities {

  /** Has the entity decide {@code command}. */
  CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest command);

  /** The entity's state as of {@code asOf}; empty if it has no event by then. */
  CompletionStage<Optional<EntitySnapshot>> state(EntityAddress entity, AsOf asOf);

  /**
   * The entity's events in order.
   *
   * @param from the first sequence number, from 1
   * @param limit at most so many, from 1
   */
  CompletionStage<EventPage> events(EntityAddress entity, long from, int limit);

  /**
   * The ids of the entities of {@code type} that have events, in byte order.
   *
   * @param after only those behind it; empty for the first page
   * @param limit at most so many, from 1
   */
  CompletionStage<IdPage> ids(String type, String after, int limit);

  /**
   * @param command an instance of the entity type's command record
   * @param commandId of the caller; a retry with the same id and command takes effect once and gets
   *     the first answer, as long as the id is among the entity type's last remembered ones. A
   *     command that caused no event is not remembered: a retry of it is decided anew
   * @param expectedSequenceNumber refuses the command unless the entity stands there
   */
  record CommandRequest(
      Object command, Optional<String> commandId, OptionalLong expectedSequenceNumber) {}
}
