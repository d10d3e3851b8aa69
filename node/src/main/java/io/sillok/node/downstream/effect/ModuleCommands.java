package io.sillok.node.downstream.effect;

import io.sillok.node.downstream.effect.CommandEffect.Addressed;
import io.sillok.node.downstream.effect.CommandEffect.CommandMaker;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.stream.input.Defect;
import io.sillok.protocol.projection.Downstream.Commands;
import io.sillok.protocol.projection.EntityCommand;
import java.util.Optional;

/** The commands that a module's function makes of results. */
public record ModuleCommands<R, C>(Commands<R, C> commands, TypedResults<R> results)
    implements CommandMaker {

  @Override
  public Optional<Addressed> command(ToldResult result) {
    Optional<EntityCommand<C>> made;
    try {
      made = commands.command().apply(results.typed(result));
    } catch (UndoneException unreadable) {
      throw unreadable;
    } catch (Throwable thrown) { // modules throw what they like
      throw new UndoneException("The module failed: " + new Defect(thrown).reason());
    }
    return made.map(each ->
        new Addressed(new EntityAddress(commands.type().name(), each.id()), each.command()));
  }
}
