package io.sillok.node;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.schema.InvalidModuleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** A jar, or a directory of jars, with a class loader of its own, which stays open until closed. */
public final class ModulePath implements AutoCloseable {

  private final Path path;
  private final URLClassLoader loader;

  private ModulePath(Path path, URLClassLoader loader) {
    this.path = path;
    this.loader = loader;
  }

  /**
   * @throws StartException {@code module-missing} or {@code module-not-a-jar}
   */
  public static ModulePath open(Path path) {
    return new ModulePath(path, ModuleJars.at(path).classLoader());
  }

  /**
   * Has {@code use} called for each module of the path.
   *
   * @throws StartException {@code module-without-service} if there is none; {@code module-broken}
   *     if one cannot be made, or what {@code use} does with it fails
   */
  public void forEach(Consumer<SillokModule> use) {
    guarded(path.toString(), () -> modules().forEach(use));
  }

  private List<SillokModule> modules() {
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
    return modules;
  }

  /** Tells what goes wrong in {@code work} with a module in {@code place} for people. */
  static void guarded(String place, Runnable work) {
    try {
      work.run();
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

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
