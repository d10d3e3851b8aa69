package io.sillok.node.entity;

import io.sillok.protocol.schema.EntityModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entity types that a node serves, by name and by module. */
public final class EntityModels {

  private final List<LoadedModule> modules;
  private final Map<String, EntityModel<?, ?, ?>> byType = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two modules have an entity type of the same name
   */
  public EntityModels(List<LoadedModule> modules) {
    this.modules = List.copyOf(modules);
    for (LoadedModule module : modules) {
      for (EntityModel<?, ?, ?> model : module.entityTypes()) {
        if (byType.putIfAbsent(model.type().name(), model) != null) {
          throw new IllegalArgumentException(
              "Entity type %s of module %s is there already; names of entity types are unique"
                  .formatted(model.type().name(), module.name()));
        }
      }
    }
  }

  /** In the order in which they were loaded. */
  public List<LoadedModule> modules() {
    return modules;
  }

  /** The entity type named {@code type}. */
  public Optional<EntityModel<?, ?, ?>> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }
}
