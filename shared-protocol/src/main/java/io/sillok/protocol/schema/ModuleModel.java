package io.sillok.protocol.schema;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.schema.EntityModel.EventModel;
import io.sillok.protocol.schema.shape.Names;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A module that was checked: what a node needs to run it.
 *
 * @param entityTypes by name, in the module's order
 * @param streams likewise; those of entity types are not among them
 * @param processors likewise
 * @param projections likewise
 */
public record ModuleModel(
    String name,
    String version,
    SequencedMap<String, EntityModel<?, ?, ?>> entityTypes,
    SequencedMap<String, StreamModel<?>> streams,
    SequencedMap<String, ProcessorModel<?, ?>> processors,
    SequencedMap<String, ProjectionModel<?, ?>> projections) {

  public ModuleModel {
    streams = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(streams));
    entityTypes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entityTypes));
    processors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(processors));
    projections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(projections));
  }

  /**
   * Checks {@code module} and derives the schemas of its entity types, streams, processors and
   * projections.
   *
   * @throws InvalidModuleException naming the class, the member and why, if it cannot be loaded
   */
  public static ModuleModel of(SillokModule module) {
    String where = Names.of(module.getClass());
    try {
      requireProtocol(module, where);
      requireName(module, where);
      SequencedMap<String, EntityModel<?, ?, ?>> types = entityTypes(module, where);
      SequencedMap<String, StreamModel<?>> streams = streams(module, where, types.keySet());
      return new ModuleModel(
          module.name(),
          module.version(),
          types,
          streams,
          processors(module, where, types, streams),
          projections(module, where, types, streams));
    } catch (LinkageError built) {
      throw ModuleCode.unlinked(where, built);
    }
  }

  private static void requireProtocol(SillokModule module, String where) {
    if (module.protocol() != SillokModule.PROTOCOL) {
      throw new InvalidModuleException(
          "%s.protocol() is %d, but this node speaks %d; rebuild the module with this version of Sillok"
              .formatted(where, module.protocol(), SillokModule.PROTOCOL));
    }
  }

  private static void requireName(SillokModule module, String where) {
    if (!Names.isKebab(module.name())) {
      throw new InvalidModuleException(
          "%s.name() is '%s', which is not kebab case; name it like order-desk"
              .formatted(where, module.name()));
    }
  }

  private static SequencedMap<String, EntityModel<?, ?, ?>> entityTypes(
      SillokModule module, String where) {
    SequencedMap<String, EntityModel<?, ?, ?>> models = new LinkedHashMap<>();
    for (EntityType<?, ?, ?> type :
        ModuleCode.definitions(where + ".entityTypes()", module::entityTypes)) {
      if (models.putIfAbsent(type.name(), EntityModel.of(type)) != null) {
        throw new InvalidModuleException(
            "%s.entityTypes() has two entity types named '%s'; rename one"
                .formatted(where, type.name()));
      }
    }
    return models;
  }

  private static SequencedMap<String, StreamModel<?>> streams(
      SillokModule module, String where, Set<String> entityTypes) {
    SequencedMap<String, StreamModel<?>> models = new LinkedHashMap<>();
    for (EventDefinition<?> definition :
        ModuleCode.definitions(where + ".streams()", module::streams)) {
      String stream = definition.stream();
      if (entityTypes.contains(stream)) {
        throw new InvalidModuleException(
            "%s.streams() has a stream named '%s', as is an entity type; rename the stream"
                .formatted(where, stream));
      }
      if (models.putIfAbsent(stream, StreamModel.of(definition)) != null) {
        throw new InvalidModuleException(
            "%s.streams() has two streams named '%s'; rename one".formatted(where, stream));
      }
    }
    return models;
  }

  private static SequencedMap<String, ProcessorModel<?, ?>> processors(
      SillokModule module,
      String where,
      Map<String, EntityModel<?, ?, ?>> types,
      Map<String, StreamModel<?>> streams) {
    Map<String, Schema> known = schemas(types, streams);
    SequencedMap<String, ProcessorModel<?, ?>> models = new LinkedHashMap<>();
    for (ProcessorType<?, ?> type :
        ModuleCode.definitions(where + ".processors()", module::processors)) {
      ProcessorModel<?, ?> model = ProcessorModel.of(type, streams);
      if (models.putIfAbsent(type.name(), model) != null) {
        throw new InvalidModuleException(
            "%s.processors() has two processors named '%s'; rename one"
                .formatted(where, type.name()));
      }
      Schema input = known.get(type.input());
      if (input != null) {
        model.requireReadable(input);
      }
    }
    return models;
  }

  private static SequencedMap<String, ProjectionModel<?, ?>> projections(
      SillokModule module,
      String where,
      Map<String, EntityModel<?, ?, ?>> types,
      Map<String, StreamModel<?>> streams) {
    Map<String, Schema> known = schemas(types, streams);
    SequencedMap<String, ProjectionModel<?, ?>> models = new LinkedHashMap<>();
    for (ProjectionType<?, ?> type :
        ModuleCode.definitions(where + ".projections()", module::projections)) {
      ProjectionModel<?, ?> model = ProjectionModel.of(type);
      if (models.putIfAbsent(type.name(), model) != null) {
        throw new InvalidModuleException(
            "%s.projections() has two projections named '%s'; rename one"
                .formatted(where, type.name()));
      }
      known.forEach((stream, schema) -> {
        StreamModel<?> declared = streams.get(stream);
        model.requireTable(
            stream, declared == null ? EventKind.KEYED : declared.definition().kind());
        model.requireReadable(stream, schema);
      });
    }
    return models;
  }

  /** The present definitions of the module's own events, by stream. */
  private static Map<String, Schema> schemas(
      Map<String, EntityModel<?, ?, ?>> types, Map<String, StreamModel<?>> streams) {
    Map<String, Schema> schemas = new HashMap<>();
    for (EntityModel<?, ?, ?> type : types.values()) {
      for (EventModel<?> event : type.events().values()) {
        schemas.put(event.stream(), event.avro().schema());
      }
    }
    streams.forEach((name, stream) -> schemas.put(name, stream.avro().schema()));
    return schemas;
  }
}
