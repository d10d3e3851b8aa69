package io.sillok.node;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.schema.InvalidModuleException;
import io.sillok.protocol.schema.ModuleModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the modules of a node and checks them. A jar, or a directory of jars, has a class loader of
 * its own, which stays open until the node has stopped.
 */
final class ModuleLoader implements AutoCloseable {

  private static final String THE_NODE = "the node's class path";

  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final List<LoadedModule> loaded = new ArrayList<>();
  private final Map<String, String> placeOfModule = new HashMap<>();
  private final Map<String, String> moduleOfType = new HashMap<>();

  /**
   * Loads the modules of {@code config}.
   *
   * @throws StartException naming the jar, the class, the member and why, for the first module that
   *     cannot be served
   */
  EntityModels load(NodeConfig config) {
    config.modules().forEach(module -> guarded(THE_NODE, () -> add(THE_NODE, module)));
    for (Path path : config.modulePaths()) {
      URLClassLoader loader = ModuleJars.at(path).classLoader();
      loaders.add(loader);
      guarded(path.toString(), () -> addAll(path, loader));
    }
    return new EntityModels(loaded);
  }

  @Override
  public void close() {
    for (URLClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void addAll(Path path, URLClassLoader loader) {
    List<SillokModule> modules =
        ServiceLoader.load(SillokModule.class, loader).stream()
            .filter(provider -> loader.equals(provider.type().getClassLoader()))
            .map(ServiceLoader.Provider::get)
            .toList();
    if (modules.isEmpty()) {
      throw new StartException(
          "module-without-service",
          "No module is in %s; name the class that implements %s in META-INF/services/%s of its jar"
              .formatted(path, SillokModule.class.getSimpleName(), SillokModule.class.getName()),
          null);
    }
    modules.forEach(module -> add(path.toString(), module));
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
    loaded.add(
        new LoadedModule(model.name(), model.version(), List.copyOf(model.entityTypes().values())));
  }

  private void claim(SillokModule module, String type) {
    String other = moduleOfType.putIfAbsent(type, module.name());
    if (other != null) {
      throw new StartException(
          "module-duplicate",
          "Entity type %s is in module %s and in module %s; rename it in one of them"
              .formatted(type, other, module.name()),
          null);
    }
  }

  private static void guarded(String place, Runnable loading) {
    try {
      loading.run();
    } catch (StartException known) {
      throw known;
    } catch (InvalidModuleException invalid) {
      throw new StartException(
          "module-invalid",
          "Module in %s cannot be loaded: %s".formatted(place, invalid.getMessage()),
          invalid);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
      throw new StartException(
          "module-broken",
          "Module in %s cannot be loaded: %s".formatted(place, ModuleJars.why(broken)),
          broken);
    }
  }
}
