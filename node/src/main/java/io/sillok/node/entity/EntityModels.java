package io.sillok.node.entity;

import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entity types that a node serves, by name and by module. */
public final class EntityModels {

  private final List<LoadedModule> modules;
  private final Map<String, EntityModel<?, ?, ?>> byType = new HashMap<>();
  private final Map<String, EventModel<?>> byStream = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two modules have an entity type of the same name
   */
  public EntityModels(List<LoadedModule> modules) {
    this.modules = List.copyOf(modules);
    for (LoadedModule module : modules) {
      for (EntityModel<?, ?, ?> model : module.entityTypes()) {
        add(module, model);
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

  /** The event definition of {@code stream}, such as {@code cart.item-added}. */
  public Optional<EventModel<?>> event(String stream) {
    return Optional.ofNullable(byStream.get(stream));
  }

  private void add(LoadedModule module, EntityModel<?, ?, ?> model) {
    String type = model.type().name();
    if (byType.putIfAbsent(type, model) != null) {
      throw new IllegalArgumentException(
          "Module %s has an entity type %s, but another one of that name is loaded; names of entity types are unique on a node"
              .formatted(module.name(), type));
    }
    model.events().values().forEach(event -> byStream.put(event.stream(), event));
  }
}
