package io.sillok.node;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.schema.ModuleModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the modules of a node and checks them; they can be used until it is closed. */
final class ModuleLoader implements AutoCloseable {

  private static final String THE_NODE = "the node's class path";

  private final List<ModulePath> paths = new ArrayList<>();
  private final List<LoadedModule> loaded = new ArrayList<>();
  private final Map<String, String> placeOfModule = new HashMap<>();
  private final Map<String, String> moduleOfType = new HashMap<>();
  private final Map<String, String> moduleOfStream = new HashMap<>();
  private final Map<String, String> moduleOfProcessor = new HashMap<>();
  private final Map<String, String> moduleOfProjection = new HashMap<>();

  /**
   * Loads the modules of {@code config}.
   *
   * @throws StartException naming the jar, the class, the member and why, for the first module that
   *     cannot be served
   */
  EntityModels load(NodeConfig config) {
    config.modules().forEach(module -> ModulePath.guarded(THE_NODE, () -> add(THE_NODE, module)));
    for (Path place : config.modulePaths()) {
      ModulePath path = ModulePath.open(place);
      paths.add(path);
      path.forEach(module -> add(place.toString(), module));
    }
    ProcessorInputs.require(loaded);
    return new EntityModels(loaded, List.of(OwnEntityTypes.module()));
  }

  @Override
  public void close() {
    paths.forEach(ModulePath::close);
  }

  private void add(String place, SillokModule module) {
    if (module.protocol() != SillokModule.PROTOCOL) {
      throw new StartException(
          "module-protocol",
          "Module %s %s in %s was built for version %d of the module protocol, but this node has version %d; build it against this node's shared-protocol"
              .formatted(
                  module.name(), module.version(), place, module.protocol(), SillokModule.PROTOCOL),
          null);
    }
    String other = placeOfModule.putIfAbsent(module.name(), place);
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Module %s is in %s and in %s; load it once".formatted(module.name(), other, place),
          null);
    }
    ModuleModel model = ModuleModel.of(module);
    model.entityTypes().keySet().forEach(type -> claim(module, type));
    model.processors().keySet().forEach(processor -> claimProcessor(module, processor));
    model.projections().keySet().forEach(projection -> claimProjection(module, projection));
    model.streams().keySet().forEach(stream -> claimStream(module, stream));
    loaded.add(
        new LoadedModule(
            model.name(),
            model.version(),
            List.copyOf(model.entityTypes().values()),
            List.copyOf(model.streams().values()),
            List.copyOf(model.processors().values()),
            List.copyOf(model.projections().values())));
  }

  private void claimStream(SillokModule module, String stream) {
    if (ProjectionVersion.isStream(stream)) {
      throw new StartException(
          "module-reserved-name",
          "Stream %s of module %s has a name that only streams of projections have, which begins with %s; rename it"
              .formatted(stream, module.name(), ProjectionVersion.PREFIX),
          null);
    }
    String other = moduleOfStream.putIfAbsent(stream, module.name());
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Stream %s is in module %s and in module %s; rename it in one of them, or take it out of one that only reads it"
              .formatted(stream, other, module.name()),
          null);
    }
  }

  private void claimProcessor(SillokModule module, String processor) {
    String other = moduleOfProcessor.putIfAbsent(processor, module.name());
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Processor %s is in module %s and in module %s; rename it in one of them"
              .formatted(processor, other, module.name()),
          null);
    }
  }

  private void claimProjection(SillokModule module, String projection) {
    String other = moduleOfProjection.putIfAbsent(projection, module.name());
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Projection %s is in module %s and in module %s; rename it in one of them"
              .formatted(projection, other, module.name()),
          null);
    }
  }

  private void claim(SillokModule module, String type) {
    if (type.startsWith(OwnEntityTypes.PREFIX)) {
      throw new StartException(
          "module-reserved-name",
          "Entity type %s of module %s has a name of the node's own; names that begin with %s are taken"
              .formatted(type, module.name(), OwnEntityTypes.PREFIX),
          null);
    }
    String other = moduleOfType.putIfAbsent(type, module.name());
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Entity type %s is in module %s and in module %s; rename it in one of them"
              .formatted(type, other, module.name()),
          null);
    }
  }
}
