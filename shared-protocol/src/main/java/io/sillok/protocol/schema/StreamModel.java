package io.sillok.protocol.schema;

import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.entity.Upcaster;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.FieldPath;
import io.sillok.protocol.schema.declared.InvalidFieldPathException;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import io.sillok.protocol.schema.shape.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * A stream of a module that was checked: how its events are kept and sent, and where their key and
 * time are.
 *
 * @param earlier the versions that are read through upcasters
 * @param declared the same bytes and JSON by the schema alone
 * @param key absent: it is given with each event, or there is none
 * @param eventTime absent: it is given with each event
 * @param warnings what the event's design could do better
 */
public record StreamModel<E>(
    EventDefinition<E> definition,
    AvroCodec<E> avro,
    JsonCodec<E> json,
    EarlierVersions<E> earlier,
    DeclaredCodec declared,
    Optional<FieldPath> key,
    Optional<FieldPath> eventTime,
    List<Finding> warnings) {

  public StreamModel {
    warnings = List.copyOf(warnings);
  }

  /**
   * Checks {@code definition} and derives its schema.
   *
   * @throws InvalidModuleException naming the stream or the class, and why, if it cannot be kept
   */
  public static <E> StreamModel<E> of(EventDefinition<E> definition) {
    AvroCodec<E> avro = AvroCodec.of(definition.event());
    Schema schema = avro.schema();
    return new StreamModel<>(
        definition,
        avro,
        JsonCodec.of(definition.event()),
        earlier(definition, avro),
        declared(definition, schema),
        definition.key().map(path -> field(definition, schema, path, FieldPath::unfitAsKey)),
        definition
            .eventTime()
            .map(path -> field(definition, schema, path, FieldPath::unfitAsEventTime)),
        ModuleDesign.warnings(
            definition.event(), EventDesign.checkDeclared(schema, definition.key())));
  }

  private static <E> EarlierVersions<E> earlier(
      EventDefinition<E> definition, AvroCodec<E> present) {
    for (Upcaster<?, E> upcaster : definition.upcasters()) {
      if (!upcaster.to().equals(definition.event())) {
        throw invalid(
            definition,
            "it upcasts %s to %s, but its event is %s"
                .formatted(
                    Names.of(upcaster.from()),
                    Names.of(upcaster.to()),
                    Names.of(definition.event())));
      }
    }
    try {
      return EarlierVersions.of(present, definition.upcasters());
    } catch (InvalidModuleException unkept) {
      throw invalid(
          definition, "an earlier version cannot be read: %s".formatted(unkept.getMessage()));
    }
  }

  private static DeclaredCodec declared(EventDefinition<?> definition, Schema schema) {
    try {
      return DeclaredCodec.of(schema);
    } catch (InvalidSchemaException invalid) {
      throw invalid(definition, String.valueOf(invalid.getMessage()));
    }
  }

  private static FieldPath field(
      EventDefinition<?> definition,
      Schema schema,
      String path,
      Function<FieldPath, Optional<String>> unfit) {
    try {
      FieldPath field = FieldPath.of(schema, path);
      unfit
          .apply(field)
          .ifPresent(why -> {
            throw invalid(definition, why);
          });
      return field;
    } catch (InvalidFieldPathException invalid) {
      throw invalid(definition, String.valueOf(invalid.getMessage()));
    }
  }

  private static InvalidModuleException invalid(EventDefinition<?> definition, String why) {
    return new InvalidModuleException("Stream %s: %s".formatted(definition.stream(), why));
  }

  /** The key that {@code event} holds; empty if it is given beside it, or there is none. */
  public Optional<String> keyOf(E event) {
    return key.map(field -> field.key(json.toTree(event)));
  }

  /** The time that {@code event} holds; empty if it is given beside it. */
  public Optional<Instant> timeOf(E event) {
    return eventTime.map(field -> field.time(json.toTree(event)));
  }
}
