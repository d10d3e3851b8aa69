package io.sillok.protocol;

import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.projection.ProjectionType;
import java.util.List;

/**
 * A jar of entity types, streams, processors and projections, found by {@link
 * java.util.ServiceLoader}: name the implementation in {@code
 * META-INF/services/io.sillok.protocol.SillokModule} and give it a public constructor without
 * parameters.
 */
public interface SillokModule {

  /**
   * The version of this SPI. The compiler copies the value into a module that returns it from
   * {@link #protocol()}, so a module always tells which version it was built for.
   */
  int PROTOCOL = 1;

  /** The module's name, in kebab case, such as {@code storefront}; unique on a node. */
  String name();

  /** The module's own version, for people; such as {@code 1.4.0}. */
  String version();

  /** Returns {@link #PROTOCOL}; a node refuses a module that was built for another. */
  int protocol();

  /** The entity types of this module; their names are unique on a node. */
  List<EntityType<?, ?, ?>> entityTypes();

  /**
   * The streams of this module beside those of its entity types; their names are unique on a node,
   * and none is that of an entity type.
   */
  default List<EventDefinition<?>> streams() {
    return List.of();
  }

  /** The processors of this module; their names are unique on a node. */
  default List<ProcessorType<?, ?>> processors() {
    return List.of();
  }

  /** The projections of this module; their names are unique in a cluster. */
  default List<ProjectionType<?, ?>> projections() {
    return List.of();
  }
}
