package io.sillok.node.entity;

import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.EventModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The entity types that a node runs, by name and by module: those of its users' modules, and its
 * own, which nobody commands from outside.
 */
public final class EntityModels {

  private final List<LoadedModule> modules;
  private final List<LoadedModule> all;
  private final Map<String, EntityModel<?, ?, ?>> byType = new HashMap<>();
  private final Map<String, EventModel<?>> byStream = new HashMap<>();

  public EntityModels(List<LoadedModule> modules) {
    this(modules, List.of());
  }

  /**
   * @param own of the node itself
   * @throws IllegalArgumentException if two modules have an entity type of the same name
   */
  public EntityModels(List<LoadedModule> modules, List<LoadedModule> own) {
    this.modules = List.copyOf(modules);
    all = Stream.concat(modules.stream(), own.stream()).toList();
    for (LoadedModule module : all) {
      for (EntityModel<?, ?, ?> model : module.entityTypes()) {
        add(module, model);
      }
    }
  }

  /** Those of users, in the order in which they were loaded. */
  public List<LoadedModule> modules() {
    return modules;
  }

  /** The names of all entity types. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byType.keySet());
  }

  /** All event definitions, the node's own, too. */
  public Stream<EventModel<?>> events() {
    return all.stream()
        .flatMap(module -> module.entityTypes().stream())
        .flatMap(type -> type.events().values().stream());
  }

  /** The entity type named {@code type} of users' modules. */
  public Optional<EntityModel<?, ?, ?>> findOfUsers(String type) {
    return find(type)
        .filter(model -> modules.stream().anyMatch(module -> module.entityTypes().contains(model)));
  }

  /** The entity type named {@code type}, the node's own, too. */
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
