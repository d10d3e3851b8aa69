package io.sillok.node.downstream.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sillok.node.downstream.compiled.BodyTemplate.Expression;
import io.sillok.node.downstream.compiled.BodyTemplate.Literal;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.stream.filter.EventValue;
import io.sillok.node.stream.filter.InvalidFilterException;
import io.sillok.node.stream.filter.schema.Spelling;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Makes templates of commands ready, and finds what is wrong with them. */
final class TemplateCheck {

  private final EntityModels models;
  private final String pointer;
  private final Schema results;
  private final Set<String> present;
  private final List<ProjectionFault> faults;

  /**
   * @param pointer of the downstream
   * @param results the schema of the stream of results
   * @param present paths that are known to be there
   * @param faults gets all that is wrong
   */
  TemplateCheck(
      EntityModels models,
      String pointer,
      Schema results,
      Set<String> present,
      List<ProjectionFault> faults) {
    this.models = models;
    this.pointer = pointer;
    this.results = results;
    this.present = present;
    this.faults = faults;
  }

  /** The template, if nothing is wrong. */
  Optional<CommandTemplate> template(OfCommands declared) {
    int before = faults.size();
    Optional<CommandModel<?>> command =
        entityType(declared).flatMap(type -> command(type, declared));
    Optional<EventValue> id = value(declared.id(), pointer + "/id");
    id.ifPresent(this::checkId);
    BodyTemplate body = BodyTemplate.of(declared.body(), pointer + "/body", this::expression);
    command.ifPresent(found -> {
      checkFields(found, declared);
      checkTypes(found, body);
    });
    return faults.size() == before && command.isPresent() && id.isPresent()
        ? Optional.of(new CommandTemplate(declared.entity(), id.get(), command.get(), body))
        : Optional.empty();
  }

  private Optional<EntityModel<?, ?, ?>> entityType(OfCommands declared) {
    Optional<EntityModel<?, ?, ?>> found = models.findOfUsers(declared.entity());
    if (found.isEmpty()) {
      Set<String> known = new TreeSet<>();
      models
          .modules()
          .forEach(module -> module.entityTypes().forEach(type -> known.add(type.type().name())));
      wrong(
          "unknown-entity-type",
          "/entity",
          "is '%s', which no loaded module has%s"
              .formatted(
                  declared.entity(),
                  known.isEmpty()
                      ? "; load a module with entity types"
                      : Spelling.hint(declared.entity(), known, "There are")));
    }
    return found;
  }

  private Optional<CommandModel<?>> command(EntityModel<?, ?, ?> type, OfCommands declared) {
    Optional<CommandModel<?>> found = Optional.ofNullable(type.commands().get(declared.command()));
    if (found.isEmpty()) {
      wrong(
          "unknown-command",
          "/command",
          "is '%s', which %s does not have%s"
              .formatted(
                  declared.command(),
                  declared.entity(),
                  Spelling.hint(declared.command(), type.commands().keySet(), "It has")));
    }
    return found;
  }

  private void checkFields(CommandModel<?> command, OfCommands declared) {
    JsonNode schema = command.json().jsonSchema();
    Set<String> known = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(known::add);
    declared
        .body()
        .fieldNames()
        .forEachRemaining(field -> {
          if (!known.contains(field)) {
            wrong(
                "unknown-field",
                "/body/" + field,
                "is no field of %s%s"
                    .formatted(
                        command.name(),
                        known.isEmpty()
                            ? ", which has none"
                            : Spelling.hint(field, known, "It has")));
          }
        });
    for (JsonNode required : schema.path("required")) {
      if (declared.body().path(required.asText()) instanceof MissingNode) {
        wrong(
            "missing-field",
            "/body/" + required.asText(),
            "must be there: %s needs it; write an expression in CEL such as \"data.count\""
                .formatted(command.name()));
      }
    }
  }

  private void checkId(EventValue id) {
    if (id.jsonTypes().contains("array") || id.jsonTypes().contains("object")) {
      wrong(
          "wrong-type",
          "/id",
          "is %s; write an expression that gives a text or a number, such as data.key"
              .formatted(BodyTypes.words(id.jsonTypes())));
    }
  }

  private void checkTypes(CommandModel<?> command, BodyTemplate body) {
    new BodyTypes((place, message) ->
        wrong("wrong-type", "/body" + place, message + " in " + command.name()))
        .check(body, command.json().jsonSchema(), "");
  }

  private BodyTemplate expression(String text, String place) {
    return value(text, place)
        .<BodyTemplate>map(Expression::new)
        .orElseGet(() -> new Literal(MissingNode.getInstance()));
  }

  private Optional<EventValue> value(String text, String place) {
    try {
      return Optional.of(EventValue.compile(text, results, present));
    } catch (InvalidFilterException invalid) {
      faults.add(
          new ProjectionFault(
              "invalid-expression",
              place,
              "must be an expression in CEL on results, such as \"data.key\", or \"'text'\" for a text: "
                  + invalid.getMessage()));
      return Optional.empty();
    }
  }

  private void wrong(String code, String member, String message) {
    faults.add(new ProjectionFault(code, pointer + member, message));
  }
}
