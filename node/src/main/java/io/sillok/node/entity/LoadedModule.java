package io.sillok.node.entity;

import io.sillok.protocol.schema.EntityModel;
import java.util.List;

/**
 * A module that was checked and is served.
 *
 * @param version the module's own, for people
 */
public record LoadedModule(String name, String version, List<EntityModel<?, ?, ?>> entityTypes) {

  public LoadedModule {
    entityTypes = List.copyOf(entityTypes);
  }
}
