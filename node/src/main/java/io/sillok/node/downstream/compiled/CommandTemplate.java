package io.sillok.node.downstream.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.downstream.effect.CommandEffect.Addressed;
import io.sillok.node.downstream.effect.CommandEffect.CommandMaker;
import io.sillok.node.downstream.effect.ToldResult;
import io.sillok.node.downstream.effect.UndoneException;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.stream.filter.EventValue;
import io.sillok.node.stream.filter.FilterFailureException;
import io.sillok.node.stream.filter.FilteredEvent;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import io.sillok.protocol.schema.JsonMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command that is declared as a template.
 *
 * @param entity the entity type
 * @param id of the entity
 */
record CommandTemplate(String entity, EventValue id, CommandModel<?> command, BodyTemplate body)
    implements CommandMaker {

  @Override
  public Optional<Addressed> command(ToldResult result) {
    FilteredEvent event = result.filtered();
    try {
      JsonNode made = body.of(event);
      return Optional.of(
          new Addressed(
              new EntityAddress(entity, id.of(event).asText()),
              command.json().decode(made.toString().getBytes(StandardCharsets.UTF_8))));
    } catch (FilterFailureException undecided) {
      throw new UndoneException(
          "%s has no value for it: %s".formatted(undecided.expression(), undecided.reason()));
    } catch (JsonMismatchException mismatch) {
      throw new UndoneException(
          "What it makes is no command %s of %s: %s"
              .formatted(
                  command.name(),
                  entity,
                  mismatch.mismatches().stream()
                      .map(each -> each.pointer() + " " + each.message())
                      .collect(Collectors.joining("; "))));
    }
  }
}
