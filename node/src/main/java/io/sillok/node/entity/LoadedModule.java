package io.sillok.node.entity;

import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.StreamModel;
import java.util.List;

/**
 * A module that was checked and is served.
 *
 * @param version the module's own, for people
 */
public record LoadedModule(
    String name,
    String version,
    List<EntityModel<?, ?, ?>> entityTypes,
    List<StreamModel<?>> streams,
    List<ProcessorModel<?, ?>> processors,
    List<ProjectionModel<?, ?>> projections) {

  public LoadedModule {
    entityTypes = List.copyOf(entityTypes);
    streams = List.copyOf(streams);
    processors = List.copyOf(processors);
    projections = List.copyOf(projections);
  }

  /** One with nothing but entity types. */
  public LoadedModule(String name, String version, List<EntityModel<?, ?, ?>> entityTypes) {
    this(name, version, entityTypes, List.of(), List.of(), List.of());
  }
}
