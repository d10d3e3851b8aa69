package io.sillok.protocol.schema;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.schema.shape.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A module that was checked: what a node needs to run it.
 *
 * @param entityTypes by name, in the module's order
 */
public record ModuleModel(
    String name, String version, SequencedMap<String, EntityModel<?, ?, ?>> entityTypes) {

  public ModuleModel {
    entityTypes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entityTypes));
  }

  /**
   * Checks {@code module} and derives the schemas of its entity types.
   *
   * @throws InvalidModuleException naming the class, the member and why, if it cannot be loaded
   */
  public static ModuleModel of(SillokModule module) {
    String where = Names.of(module.getClass());
    try {
      requireProtocol(module, where);
      requireName(module, where);
      return new ModuleModel(module.name(), module.version(), entityTypes(module, where));
    } catch (LinkageError built) {
      throw new InvalidModuleException(
          "%s cannot be linked: %s; rebuild it for protocol %d with all that it needs"
              .formatted(where, built, SillokModule.PROTOCOL));
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
    for (EntityType<?, ?, ?> type : module.entityTypes()) {
      if (models.putIfAbsent(type.name(), EntityModel.of(type)) != null) {
        throw new InvalidModuleException(
            "%s.entityTypes() has two entity types named '%s'; rename one"
                .formatted(where, type.name()));
      }
    }
    return models;
  }
}
