package io.sillok.node.downstream.effect;

import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.persistence.Cause;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results become commands to entities, each once: a command's id is that of projection, downstream,
 * window and version of the result. It is the same for a result that is made again, and for that of
 * the projection's next version, should both be handed over.
 */
public final class CommandEffect implements Effect {

  private static final Logger LOGGER = LoggerFactory.getLogger(CommandEffect.class);

  private final String name;
  private final Entities entities;
  private final CommandMaker maker;
  private final Executor executor;

  /**
   * @param name of the downstream
   * @param executor runs {@code maker}
   */
  public CommandEffect(String name, Entities entities, CommandMaker maker, Executor executor) {
    this.name = name;
    this.entities = entities;
    this.maker = maker;
    this.executor = executor;
  }

  /** Says which command follows from a result. */
  @FunctionalInterface
  public interface CommandMaker {
    /**
     * @throws UndoneException if that cannot be said
     */
    Optional<Addressed> command(ToldResult result);
  }

  /**
   * A command and whom it goes to.
   *
   * @param command an instance of the entity type's record
   */
  public record Addressed(EntityAddress entity, Object command) {}

  @Override
  public CompletionStage<Void> apply(ToldResult result) {
    return CompletableFuture.supplyAsync(() -> maker.command(result), executor)
        .thenCompose(made ->
            made.map(addressed -> execute(addressed, idOf(result)))
                .orElseGet(() -> CompletableFuture.completedFuture(null)));
  }

  private String idOf(ToldResult result) {
    return "%s/%s/%s".formatted(result.source(), name, result.window());
  }

  private CompletionStage<Void> execute(Addressed addressed, String commandId) {
    EntityAddress.refusal(addressed.entity().id())
        .ifPresent(why -> {
          throw new UndoneException(why);
        });
    return entities
        .execute(
            addressed.entity(),
            new CommandRequest(addressed.command(), Optional.of(commandId), OptionalLong.empty()))
        .handle((outcome, failure) -> {
          if (failure != null) {
            throw outage(failure);
          }
          requireExecuted(addressed.entity(), outcome);
          return null;
        });
  }

  private static RuntimeException outage(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof EntityUnavailableException entity
            && entity.code().equals("module-defect")
        ? new UndoneException(String.valueOf(entity.getMessage()))
        : new OutageException(cause);
  }

  private static void requireExecuted(EntityAddress entity, CommandResult outcome) {
    switch (outcome) {
      case CommandResult.Executed executed -> {}
      case CommandResult.Rejected(var code, var message, var number) ->
          throw undone(entity, "rejected the command: %s (%s)".formatted(message, code));
      case CommandResult.Defective(var message) -> throw undone(entity, "failed: " + message);
      case CommandResult.CommandIdReused(var id) ->
          LOGGER.info(
              "{} has taken another command for {} already, from before what is made of results changed",
              entity,
              id);
      case CommandResult.WrongSequenceNumber wrong ->
          throw new IllegalStateException("None was expected");
    }
  }

  private static UndoneException undone(EntityAddress entity, String what) {
    return new UndoneException("%s %s".formatted(entity, what));
  }
}
